import { loadContent, type LoadedContent } from '../adapters/local/content-loader.ts';
import type { ContentLocations } from '../adapters/local/content-loader.ts';
import { contentSource } from '../adapters/local/content-source.ts';
import type { Config } from '../config/config.ts';
import { configError } from '../config/format-findings.ts';
import type { Finding } from '../domain/finding.ts';
import { noLookups } from '../domain/lookups.ts';
import type { LogType } from '../domain/log-type.ts';
import type { Rule, RuleServices } from '../domain/rule.ts';
import type { Parser } from '../parsers/parser.ts';
import { loadProjectConfig } from '../runtimes/project-config.ts';
import { type Classifier, compileClassifier } from '../stages/classifier/classifier.ts';
import { compileNormalizer, type Normalizer } from '../stages/normalizer/normalizer.ts';
import { compileRules, type RulesEngine } from '../stages/rules-engine/rules-engine.ts';
import { type GlobalFixtures, noGlobalFixtures } from './global-fixtures.ts';
import { type RuleTimes, timedRules } from './rule-times.ts';
import { type TestClock, testClock } from './test-clock.ts';

/** Everything an event is run through, compiled once for all of them. */
export interface TestStages {
  readonly config: Config;
  readonly configFindings: readonly Finding[];
  readonly content: LoadedContent;
  readonly logTypes: ReadonlyMap<string, LogType>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly services: RuleServices;
  readonly normalizer: Normalizer;
  readonly rulesEngine: RulesEngine;
  /** Empty unless asked for. */
  readonly ruleTimes: RuleTimes;
  readonly clock: TestClock;
  /** Fixtures that hold for all events. */
  readonly globalFixtures: GlobalFixtures;
  /** Rules that are not asked any more, each with the reason. */
  readonly suspended: ReadonlyMap<string, string>;
  /** A classifier for these log types; the same list again gives the same classifier. */
  classifierOf(logTypes: readonly LogType[], records?: 'whole' | 'bare too'): Classifier;
}

export interface StageOptions {
  readonly configDir: string;
  readonly locations: ContentLocations;
  readonly now: () => number;
  readonly globalFixtures?: GlobalFixtures;
  /** Whether the code of rules is timed, which costs the engine a little of what it knows of it. */
  readonly isTimed?: boolean;
  readonly suspended?: ReadonlyMap<string, string>;
  /** Memory that another thread watches. */
  readonly memory?: SharedArrayBuffer;
  readonly ruleMilliseconds?: number;
  /** Hears of the configuration before content is loaded. */
  readonly onConfig?: (config: Config) => void;
  /** Hears of each file of content before it is loaded. */
  readonly onImport?: (file: string) => void;
}

/** Loads configuration and content. Findings that refuse the configuration are thrown together. */
export async function openTestStages(options: StageOptions): Promise<TestStages> {
  const { configDir, locations, now, memory, ruleMilliseconds, onImport } = options;
  const { config, findings, parsers } = await loadProjectConfig({ dir: configDir });
  if (config === undefined) throw configError(findings);
  options.onConfig?.(config);

  const known = {
    logTypes: new Set(config.logTypes.map(nameOf)),
    outputs: new Set(config.outputs.map(({ service, descriptor }) => `${service}:${descriptor}`)),
    normalizedTypes: config.normalizedTypes,
  };
  const content = await loadContent(locations, known, onImport);
  const { suspended = new Map<string, string>(), isTimed = false } = options;
  const services: RuleServices = { now, random: () => true, ...noLookups };
  const clock = testClock(content.rules, { memory, ruleMilliseconds });
  const { rules, ruleTimes } = isTimed ? timedRules(content.rules) : untimed(content.rules);
  let recordNumber = 0;
  return {
    config,
    configFindings: findings,
    content,
    logTypes: new Map(config.logTypes.map((logType) => [logType.name, logType])),
    rules: new Map(content.rules.map((rule) => [rule.name, rule])),
    services,
    // Ids only have to differ; counted ones make runs comparable.
    normalizer: compileNormalizer(config.logTypes, () => `record-${++recordNumber}`),
    rulesEngine: compileRules(
      rules.filter(({ name }) => !suspended.has(name)),
      {
        services,
        logTypes: config.logTypes.map(nameOf),
        index: { sourceOf: contentSource },
        clock,
      },
    ),
    ruleTimes,
    clock,
    globalFixtures: options.globalFixtures ?? noGlobalFixtures,
    suspended,
    classifierOf: classifiers(parsers),
  };
}

const untimed = (rules: readonly Rule[]) => ({ rules, ruleTimes: { list: () => [] } });

const nameOf = ({ name }: LogType): string => name;

function classifiers(parsers: readonly Parser[]): TestStages['classifierOf'] {
  const compiled = new Map<string, Classifier>();
  return (logTypes, records = 'whole') => {
    const key = [records, ...logTypes.map(nameOf)].join('\n');
    const known = compiled.get(key);
    if (known) return known;
    const acceptBareRecords = records === 'bare too';
    const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords });
    compiled.set(key, classifier);
    return classifier;
  };
}
