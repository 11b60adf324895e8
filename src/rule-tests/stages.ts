import { loadContent, type LoadedContent } from '../adapters/local/content-loader.ts';
import type { ContentLocations } from '../adapters/local/content-loader.ts';
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
import { type RuleTimes, timedRules } from './rule-times.ts';

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
  readonly ruleTimes: RuleTimes;
  /** A classifier for these log types; the same list again gives the same classifier. */
  classifierOf(logTypes: readonly LogType[]): Classifier;
}

/** Loads configuration and content. Findings that refuse the configuration are thrown together. */
export async function openTestStages({
  configDir,
  locations,
  now,
}: {
  readonly configDir: string;
  readonly locations: ContentLocations;
  readonly now: () => number;
}): Promise<TestStages> {
  const { config, findings, parsers } = await loadProjectConfig({ dir: configDir });
  if (config === undefined) throw configError(findings);

  const content = await loadContent(locations, {
    logTypes: new Set(config.logTypes.map(({ name }) => name)),
    outputs: new Set(config.outputs.map(({ service, descriptor }) => `${service}:${descriptor}`)),
    normalizedTypes: config.normalizedTypes,
  });
  const services: RuleServices = { now, random: () => true, ...noLookups };
  const { rules, ruleTimes } = timedRules(content.rules);
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
    rulesEngine: compileRules(rules, { services, logTypes: config.logTypes.map(nameOf) }),
    ruleTimes,
    classifierOf: classifiers(parsers),
  };
}

const nameOf = ({ name }: LogType): string => name;

function classifiers(parsers: readonly Parser[]): (logTypes: readonly LogType[]) => Classifier {
  const compiled = new Map<string, Classifier>();
  return (logTypes) => {
    const key = logTypes.map(nameOf).join('\n');
    const known = compiled.get(key);
    if (known) return known;
    const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: false });
    compiled.set(key, classifier);
    return classifier;
  };
}
