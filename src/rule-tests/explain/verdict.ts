import type { Alert } from '../../domain/alert.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Place, Rule } from '../../domain/rule.ts';
import { alertOf } from '../event-alerts.ts';
import { explainRule } from '../explain-rule.ts';
import type { PreparedRecords } from '../prepare-event.ts';
import type { TestStages } from '../stages.ts';
import { type Judgement, sentenceOf } from './sentence.ts';

/** What one rule says about one record, and why. */
export interface RuleVerdict extends Judgement {
  readonly ruleName: string;
  readonly description: string;
  readonly place: Place | undefined;
  /** Which record of a payload that holds several, 1-based. */
  readonly record: number;
  /** One sentence for all of it. */
  readonly reason: string;
  /** The alert as it would be stored; undefined where there is none. */
  readonly alert: AlertFacts | undefined;
}

/** What a reader of an alert sees of it first. */
export type AlertFacts = Pick<
  Alert,
  | 'severity'
  | 'title'
  | 'description'
  | 'outputs'
  | 'publishers'
  | 'mergeBy'
  | 'dedup'
  | 'runbook'
  | 'context'
>;

/** Reads that are listed for one piece of code. */
const readsMax = 100;

/** What a rule, or all rules of the log type, say about records. */
export async function verdictsOf(
  prepared: PreparedRecords,
  ruleName: string | undefined,
  stages: TestStages,
): Promise<readonly RuleVerdict[]> {
  const { logType } = prepared;
  const rules = [...stages.rules.values()].filter(({ name, logs = [] }) =>
    ruleName === undefined ? logs.length === 0 || logs.includes(logType.name) : name === ruleName,
  );
  const verdicts: RuleVerdict[] = [];
  for (const [index, record] of prepared.records.entries()) {
    verdicts.push(...(await verdictsOn(record, index, rules, prepared, stages)));
  }
  return verdicts;
}

async function verdictsOn(
  record: LogRecord,
  index: number,
  rules: readonly Rule[],
  prepared: PreparedRecords,
  stages: TestStages,
): Promise<readonly RuleVerdict[]> {
  const { logType, services } = prepared;
  const { rulesEngine, clock, suspended } = stages;
  const detection = await rulesEngine.detect(record, logType.name, services);
  clock.beat();
  const verdicts: RuleVerdict[] = [];
  for (const rule of rules) {
    const stuck = suspended.get(rule.name);
    const match = detection.matches.find((each) => each.rule.name === rule.name);
    const made = match && alertOf(match, record, index, prepared, stages);
    const seen = { record, logType: logType.name, services, clock, readsMax };
    const steps = stuck === undefined ? (await explainRule(rule, seen, 'alert')).steps : [];
    const failures = [
      ...(stuck === undefined ? [] : [`it ${stuck}`]),
      ...[...detection.failures, ...(made?.failures ?? [])]
        .filter((failure) => failure.ruleName === rule.name)
        .map(({ part, reason }) => `${part}: ${reason}`),
    ];
    const told = { matched: match !== undefined, disabled: rule.disabled, steps, failures };
    verdicts.push({
      ruleName: rule.name,
      description: rule.description,
      place: rule.place,
      record: index + 1,
      ...told,
      reason: sentenceOf(told),
      alert: made && factsOf(made.alert),
    });
  }
  return verdicts;
}

function factsOf(alert: Alert): AlertFacts {
  const { severity, title, description, outputs, publishers } = alert;
  const { mergeBy, dedup, runbook, context } = alert;
  const shape = { severity, title, description, outputs, publishers };
  return { ...shape, mergeBy, dedup, runbook, context };
}
