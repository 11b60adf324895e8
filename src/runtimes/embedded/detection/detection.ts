import { loadContent } from '../../../adapters/local/content-loader.ts';
import { registerContentHooks } from '../../../adapters/local/content-hooks.ts';
import { systemClock } from '../../../adapters/local/clock.ts';
import type { Config } from '../../../config/config.ts';
import { findDataSource, selectLogTypes } from '../../../config/data-sources.ts';
import { configError } from '../../../config/format-findings.ts';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { noLookups } from '../../../domain/lookups.ts';
import type { Origin } from '../../../domain/record.ts';
import type { Parser } from '../../../parsers/parser.ts';
import { type Classifier, compileClassifier } from '../../../stages/classifier/classifier.ts';
import { compileNormalizer } from '../../../stages/normalizer/normalizer.ts';
import { compileRules } from '../../../stages/rules-engine/rules-engine.ts';
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
import { letsAllPass } from './record-filter.ts';
import { withParserFailures } from './parser-failures.ts';
import { recordIds } from './record-ids.ts';
import { ruleServices } from './rule-services.ts';
import type { DetectionSetup, LiveSettings } from './setup.ts';

/** Classification, normalisation and rules, ready for batches. */
export interface Detection {
  detect(batch: Batch): Promise<BatchResult>;
  detectAgain(payload: SinglePayload): Promise<BatchResult>;
  update(live: Partial<LiveSettings>): void;
}

/** Loads configuration and rules and compiles them. Findings that refuse the configuration are thrown together. */
export async function openDetection(setup: DetectionSetup): Promise<Detection> {
  const { config, parsers, takeParserFailures } = await loadedConfig(setup);
  registerContentHooks();
  const content = await loadContent(setup.locations, {
    logTypes: new Set(config.logTypes.map(({ name }) => name)),
    outputs: undefined,
    normalizedTypes: config.normalizedTypes,
  });

  const classifierOf = classifiersBySource(config, parsers, setup);
  let stagedRules: ReadonlySet<string> = new Set(setup.live.stagedRules);
  const services = ruleServices(noLookups);
  const stages: Omit<DetectionStages, 'classifier'> = {
    setup,
    normalizer: compileNormalizer(config.logTypes, recordIds()),
    rulesEngine: compileRules(content.rules, {
      services,
      logTypes: config.logTypes.map(({ name }) => name),
    }),
    servicesFor: () => services,
    stagedRules: () => stagedRules,
    eventTimes: eventTimes(config.logTypes),
    drift: driftSampler(parsers),
    clock: systemClock,
    alertLimit: alertLimit(setup.alertsPerRuleMax),
    lonePayload: lonePayloads(parsers),
    isUnfiltered: letsAllPass(setup.filter),
  };
  return {
    detect: async (batch) => {
      const classifier = classifierOf(batch.origin);
      const result = await detectBatch(batch, { ...stages, classifier });
      return withParserFailures(result, takeParserFailures());
    },
    detectAgain: async (payload) => {
      const classifier = classifierOf(payload.origin);
      const result = await detectAgain(payload, { ...stages, classifier });
      return withParserFailures(result, takeParserFailures());
    },
    update(live) {
      if (live.stagedRules !== undefined) stagedRules = new Set(live.stagedRules);
    },
  };
}

async function loadedConfig(
  setup: DetectionSetup,
): Promise<ProjectConfig & { readonly config: Config }> {
  const loaded = await loadProjectConfig({
    dir: setup.configDir,
    ...(setup.candidates === 'all log types' ? { include: ['schemas', 'normalized_types'] } : {}),
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
