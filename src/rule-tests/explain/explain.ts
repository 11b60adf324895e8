import { findDataSource, selectLogTypes } from '../../config/data-sources.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import type { LogType } from '../../domain/log-type.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { byNearness } from '../../stages/classifier/explain.ts';
import { noFixtures } from '../event-fixtures.ts';
import { nearMissLines } from '../near-miss-lines.ts';
import { prepareEvent, type PreparedRecords, prepareRecords } from '../prepare-event.ts';
import { showValue } from '../show-value.ts';
import type { TestStages } from '../stages.ts';
import type { ReadEvent } from '../test-event.ts';
import type { ExplainRequest } from './explain-request.ts';
import { inputsIn, type RawInput } from './inputs.ts';
import { type RuleVerdict, verdictsOf } from './verdict.ts';

/** An event or a record, with what it is and what rules say about it. */
export interface ExplainedInput {
  readonly number: number;
  readonly line: number;
  /** What an event says it is for. */
  readonly description: string;
  /** What kept it from being looked at at all. */
  readonly error: string | undefined;
  /** Undefined where nothing fits. */
  readonly logType: string | undefined;
  readonly records: number;
  /** Why it is of no log type, or not of the one that its event names. */
  readonly why: readonly string[];
  readonly warnings: readonly string[];
  readonly rules: readonly RuleVerdict[];
}

/** Log types that a record nearly is; further ones are further away. */
const nearestMax = 3;

/** Goes with events or records through everything that happens to them. */
export async function explainInputs(
  request: ExplainRequest,
  stages: TestStages,
): Promise<readonly ExplainedInput[]> {
  refuseUnknown(request, stages);
  const inputs = inputsIn(request, stages);
  if (request.source !== undefined && inputs.some(({ kind }) => kind === 'event')) {
    throw new StreamAlertError('USAGE', '--source is for log records; a test event names its own', {
      hint: 'Leave it away, or write "service" and "source" into the event.',
    });
  }
  const explained: ExplainedInput[] = [];
  for (const input of inputs) {
    explained.push(
      input.kind === 'event'
        ? await explainEvent(input.read, request, stages)
        : await explainRaw(input, request, stages),
    );
    stages.clock.beat();
  }
  return explained;
}

function refuseUnknown({ ruleName, source }: ExplainRequest, { rules, config }: TestStages): void {
  if (ruleName !== undefined && !rules.has(ruleName)) {
    const nearest = nearestName(ruleName, rules.keys());
    const hint = nearest ? `Did you mean "${nearest}"?` : 'Without --rule all rules are asked.';
    throw new StreamAlertError('USAGE', `no rule is called ${showValue(ruleName)}`, { hint });
  }
  if (source !== undefined && findDataSource(config, source) === undefined) {
    const names = config.clusters.flatMap(({ dataSources }) => dataSources);
    const nearest = nearestName(
      source,
      names.map(({ resource }) => resource),
    );
    const hint = nearest ? `Did you mean "${nearest}"?` : 'See data_sources in conf/clusters.';
    throw new StreamAlertError('USAGE', `${showValue(source)} is no data source`, { hint });
  }
}

const nothingYet = { error: undefined, logType: undefined, records: 0, why: [], rules: [] };

async function explainEvent(
  read: ReadEvent,
  { ruleName }: ExplainRequest,
  stages: TestStages,
): Promise<ExplainedInput> {
  const { number, line, description, warnings } = read;
  const unexplained = { number, line, description, warnings, ...nothingYet };
  if (read.outcome === 'refused') return { ...unexplained, error: read.message };
  const found = prepareEvent(read.event, stages);
  if (found.outcome === 'refused') return { ...unexplained, error: found.message };
  const { classification, prepared } = found;
  const told = {
    ...unexplained,
    why: classification.why,
    warnings: [...warnings, ...found.warnings],
  };
  return prepared ? { ...told, ...(await asked(prepared, ruleName, stages)) } : told;
}

async function explainRaw(
  { number, line, payload }: RawInput,
  { ruleName, source: resource }: ExplainRequest,
  stages: TestStages,
): Promise<ExplainedInput> {
  const { config } = stages;
  const source = resource === undefined ? undefined : findDataSource(config, resource);
  const logTypes =
    source === undefined ? config.logTypes : selectLogTypes(config.logTypes, source.logs);
  const unexplained = { number, line, description: '', warnings: [], ...nothingYet };
  const classifier = stages.classifierOf(logTypes, 'bare too');
  const found = classifier.classifyExactly(payload);
  if (found.outcome === 'unclassified') {
    return {
      ...unexplained,
      why: [`${found.reason}: ${found.detail}`, ...nearestLines(payload, logTypes, stages)],
    };
  }
  const prepared = prepareRecords(found, noFixtures, source?.cluster, stages);
  return { ...unexplained, ...(await asked(prepared, ruleName, stages)) };
}

/** What the schemas lack that come nearest. */
function nearestLines(
  payload: string,
  logTypes: readonly LogType[],
  { classifierOf }: TestStages,
): readonly string[] {
  return byNearness(classifierOf(logTypes, 'bare too').explain(payload))
    .slice(0, nearestMax)
    .flatMap(({ nearMiss, nearness = 0 }) =>
      nearMiss && nearness > 0 ? nearMissLines(nearMiss) : [],
    );
}

async function asked(
  prepared: PreparedRecords,
  ruleName: string | undefined,
  stages: TestStages,
): Promise<Pick<ExplainedInput, 'logType' | 'records' | 'rules'>> {
  return {
    logType: prepared.logType.name,
    records: prepared.records.length,
    rules: await verdictsOf(prepared, ruleName, stages),
  };
}
