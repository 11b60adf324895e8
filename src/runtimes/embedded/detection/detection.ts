import { loadContent } from '../../../adapters/local/content-loader.ts';
import { contentSource } from '../../../adapters/local/content-source.ts';
import { registerContentHooks } from '../../../adapters/local/content-hooks.ts';
import { systemClock } from '../../../adapters/local/clock.ts';
import type { Config } from '../../../config/config.ts';
import { findDataSource, selectLogTypes } from '../../../config/data-sources.ts';
import { configError } from '../../../config/format-findings.ts';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import type { Origin } from '../../../domain/record.ts';
import type { Rule } from '../../../domain/rule.ts';
import type { LookupTables } from '../../../ports/lookup-tables.ts';
import type { Parser } from '../../../parsers/parser.ts';
import { type Classifier, compileClassifier } from '../../../stages/classifier/classifier.ts';
import { compileNormalizer } from '../../../stages/normalizer/normalizer.ts';
import { lookupsIn } from '../../../stages/lookup-tables/lookups-in.ts';
import { compileRules, type RulesEngine } from '../../../stages/rules-engine/rules-engine.ts';
import { openLookupTables } from '../../lookup-tables.ts';
import { loadProjectConfig, type ProjectConfig } from '../../project-config.ts';
import { alertLimit } from './alert-limit.ts';
import {
  type DetectionStages,
  detectAgain,
  detectBatch,
  type SinglePayload,
} from './detect-batch.ts';
import { driftSampler } from './drift-sampler.ts';
import { eventTimes } from './event-times.ts';
import { lonePayloads } from './lone-payload.ts';
import { workerIndicators } from './known-indicators.ts';
import { letsAllPass } from './record-filter.ts';
import { withParserFailures } from './parser-failures.ts';
import { enginesWithout } from './engines.ts';
import { type GuardedJob, type RuleGuard, ruleGuard } from './rule-guard.ts';
import { withRuleStats } from './rule-stats.ts';
import { traceMemory, WorkerTrace } from './worker-trace.ts';
import { recordIds } from './record-ids.ts';
import { lentServices, ruleServices } from './rule-services.ts';
import { type DetectionSetup, type LiveSettings, partsOfScan } from './setup.ts';
import { withTableProblems } from './table-problems.ts';

/** Classification, normalisation and rules, ready for batches. */
export interface Detection {
  /** By ordinal, as the trace names them. */
  readonly rules: readonly Rule[];
  readonly logTypes: readonly string[];
  /** Begins a piece of work, for all of which rules have one time; `without` are rules that it is done without. */
  job(id: number, without: readonly string[]): DetectionJob;
  update(live: Partial<LiveSettings>): void;
}

export interface DetectionJob {
  detect(batch: Batch): Promise<BatchResult>;
  /** `ordinal` tells it from other payloads of the same work. */
  detectAgain(payload: SinglePayload, ordinal: number): Promise<BatchResult>;
}

/** Loads configuration and rules and compiles them. Findings that refuse the configuration are thrown together. */
export async function openDetection(
  setup: DetectionSetup,
  memory: SharedArrayBuffer = traceMemory(),
): Promise<Detection> {
  const { config, parsers, takeParserFailures } = await loadedConfig(setup);
  registerContentHooks();
  const content = await loadContent(setup.locations, {
    logTypes: new Set(config.logTypes.map(({ name }) => name)),
    outputs: undefined,
    normalizedTypes: config.normalizedTypes,
  });

  const classifierOf = classifiersBySource(config, parsers, setup);
  let stagedRules: ReadonlySet<string> = new Set(setup.live.stagedRules);
  const times = eventTimes(config.logTypes);
  const tables = await tablesOf(config, setup);
  const services = ruleServices(lookupsIn(tables));
  const indicators = workerIndicators(setup);
  const rules = indicators.withOwnRule(content.rules);
  const logTypes = config.logTypes.map(({ name }) => name);
  const guard = ruleGuard(rules, new WorkerTrace(memory, logTypes), setup);
  let suspended = setup.live.suspendedRules;
  const engineWithout = enginesWithout(rules, (asked) =>
    compileRules(asked, {
      services,
      logTypes,
      index: { sourceOf: contentSource },
      clock: guard.clock,
    }),
  );
  const stages: Omit<DetectionStages, 'classifier' | 'rulesEngine'> = {
    setup,
    normalizer: compileNormalizer(config.logTypes, recordIds()),
    servicesFor: lentServices(services, tables, setup, times),
    stagedRules: () => stagedRules,
    ...indicators.stage,
    eventTimes: times,
    drift: driftSampler(parsers),
    clock: systemClock,
    alertLimit: alertLimit(setup.alertsPerRuleMax),
    lonePayload: lonePayloads(parsers),
    isUnfiltered: letsAllPass(setup.filter),
  };
  const afterwards = (result: BatchResult) =>
    withTableProblems(withParserFailures(result, takeParserFailures()), tables.takeProblems());
  return {
    rules,
    logTypes,
    job: (id, without) =>
      detectionJob({
        stages,
        guard,
        job: guard.job(id),
        rulesEngine: engineWithout(new Set([...suspended, ...without])),
        classifierOf,
        before: () => tables.refresh(),
        afterwards,
      }),
    update(live) {
      if (live.stagedRules !== undefined) stagedRules = new Set(live.stagedRules);
      suspended = live.suspendedRules ?? suspended;
      indicators.update(live);
    },
  };
}

/** What all pieces of one job are worked on with. */
interface JobParts {
  readonly stages: Omit<DetectionStages, 'classifier' | 'rulesEngine'>;
  readonly guard: Pick<RuleGuard, 'takeStats'>;
  readonly job: GuardedJob;
  readonly rulesEngine: RulesEngine;
  readonly classifierOf: (origin: Origin) => Classifier;
  readonly before: () => Promise<void>;
  readonly afterwards: (result: BatchResult) => BatchResult;
}

function detectionJob(parts: JobParts): DetectionJob {
  const { guard, job, rulesEngine, classifierOf, before, afterwards } = parts;
  const detected = async (
    origin: Origin,
    ordinal: number,
    work: (stages: DetectionStages) => Promise<BatchResult>,
  ): Promise<BatchResult> => {
    const stages = { ...parts.stages, classifier: classifierOf(origin), rulesEngine, guard: job };
    await before();
    const working = job.run(ordinal, () => work(stages));
    // Before others have their turn: these are of this work alone.
    const stats = guard.takeStats();
    return afterwards(withRuleStats(await working, stats));
  };
  return {
    detect: (batch) => detected(batch.origin, 0, (stages) => detectBatch(batch, stages)),
    detectAgain: (payload, ordinal) =>
      detected(payload.origin, ordinal, (stages) => detectAgain(payload, stages)),
  };
}

/** The tables of rules, read before the first record comes. */
async function tablesOf(
  config: Config,
  { dataDir, candidates }: DetectionSetup,
): Promise<LookupTables> {
  const { env } = process;
  const place = dataDir === undefined ? ({ withoutDataDir: 'empty' } as const) : { dataDir };
  // A scan may be of another project, and leaves nothing behind.
  const versions = candidates === 'all log types' ? ({ keepsVersions: false } as const) : {};
  const tables = await openLookupTables({ config, env, ...place, ...versions });
  await tables.refresh();
  return tables;
}

async function loadedConfig(
  setup: DetectionSetup,
): Promise<ProjectConfig & { readonly config: Config }> {
  const loaded = await loadProjectConfig({
    dir: setup.configDir,
    ...(setup.candidates === 'all log types' ? { include: partsOfScan } : {}),
  });
  const { config, findings } = loaded;
  if (config === undefined) throw configError(findings);
  return { ...loaded, config };
}

/** One classifier for each data source, compiled when its first batch comes. */
function classifiersBySource(
  config: Config,
  parsers: readonly Parser[],
  setup: DetectionSetup,
): (origin: Origin) => Classifier {
  const compiled = new Map<string, Classifier>();
  const options = { parsers, acceptBareRecords: true };

  return ({ resource }) => {
    const key = setup.candidates === 'all log types' ? '' : resource;
    const known = compiled.get(key);
    if (known !== undefined) return known;

    const entries = findDataSource(config, resource)?.logs ?? [];
    const candidates =
      setup.candidates === 'all log types'
        ? config.logTypes
        : selectLogTypes(config.logTypes, entries);
    const classifier = compileClassifier(candidates, options);
    compiled.set(key, classifier);
    return classifier;
  };
}
