import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { loadContent } from '../../src/adapters/local/content-loader.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Alert } from '../../src/domain/alert.ts';
import { eventTimeReader } from '../../src/domain/event-time.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { isJsonObject } from '../../src/domain/json.ts';
import type { LogType } from '../../src/domain/log-type.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { outputs } from '../../src/outputs/index.ts';
import { parsers } from '../../src/parsers/index.ts';
import { filledRecord } from '../../src/rule-tests/override-record.ts';
import { type Classifier, compileClassifier } from '../../src/stages/classifier/classifier.ts';
import { compileNormalizer } from '../../src/stages/normalizer/normalizer.ts';
import { buildAlert } from '../../src/stages/rules-engine/build-alert.ts';
import { compileRules, type RulesEngine } from '../../src/stages/rules-engine/rules-engine.ts';
import { testServices } from '../../testing/rule-services.ts';

export const root = join(import.meta.dirname, '..', '..');

/** The starter configuration and rules, loaded and compiled as a runtime does it. */
export interface Starter {
  readonly config: Config;
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly engine: RulesEngine;
  readonly classifier: Classifier;
}

export async function openStarter(): Promise<Starter> {
  const { config, findings } = await loadConfig({
    dir: join(root, 'conf'),
    parsers,
    outputServices: outputs,
  });
  if (config === undefined) throw new Error(JSON.stringify(findings, null, 2));
  const names = config.logTypes.map(({ name }) => name);
  const content = await loadContent(
    { rules: [join(root, 'rules')], matchers: [join(root, 'matchers')], publishers: [] },
    {
      logTypes: new Set(names),
      outputs: new Set(config.outputs.map(({ service, descriptor }) => `${service}:${descriptor}`)),
      normalizedTypes: config.normalizedTypes,
    },
  );
  const services = testServices();
  return {
    config,
    findings: [...findings, ...content.findings],
    rules: content.rules,
    engine: compileRules(content.rules, { services, logTypes: names }),
    classifier: compileClassifier(config.logTypes, { parsers, acceptBareRecords: true }),
  };
}

/** What became of one payload. */
export interface Seen {
  readonly logType: string | undefined;
  readonly records: number;
  readonly invalid: number;
  readonly alerts: readonly Alert[];
}

/** Long after the samples, so that years of syslog times are worked out the same every day. */
const receivedAt = Date.parse('2026-03-15T00:00:00Z');

/** A payload through classification, normalisation and rules. */
export async function runPayload(
  payload: string,
  { engine, classifier }: Pick<Starter, 'engine' | 'classifier'>,
): Promise<Seen> {
  const found = classifier.classify(payload);
  if (found.outcome === 'unclassified') {
    return { logType: undefined, records: 1, invalid: 0, alerts: [] };
  }
  const { logType, records, invalid } = found;
  const normalizer = compileNormalizer([logType], () => 'a-record');
  const readTime = eventTimeReader(logType);
  const alerts: Alert[] = [];
  for (const [index, record] of records.entries()) {
    normalizer.normalize(record, logType);
    const { matches, failures } = await engine.detect(record, logType.name);
    expect(failures).toEqual([]);
    for (const match of matches) {
      const built = buildAlert(match, {
        record,
        logType: logType.name,
        parser: logType.parser,
        origin: { service: 'file', resource: 'samples', cluster: 'local', delivery: 'a file' },
        position: String(index + 1),
        createdAt: 0,
        eventTime: readTime(record, receivedAt) ?? receivedAt,
        requiredOutputs: [],
        stagedRules: new Set(),
        services: testServices(),
      });
      expect(built.failures).toEqual([]);
      alerts.push(built.alert);
    }
  }
  return { logType: logType.name, records: records.length, invalid: invalid.length, alerts };
}

/** An event of a rule's test file. */
export interface TestEvent {
  readonly file: string;
  readonly description: string;
  readonly log: string;
  readonly service: string | undefined;
  readonly source: string | undefined;
  readonly payload: string;
  /** Undefined: only the log type is expected. */
  readonly rules: readonly string[] | undefined;
}

export function eventsIn(file: string, logTypes: readonly LogType[]): readonly TestEvent[] {
  const events: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(events)) throw new Error(`${file} holds no list of events`);
  return events.filter(isJsonObject).map((event) => {
    const { description, log, service, source, data, trigger_rules: rules } = event;
    const override = event['override_record'];
    const logType = logTypes.find(({ name }) => name === log);
    const filled =
      isJsonObject(override) && logType !== undefined ? filledRecord(override, logType) : data;
    return {
      file,
      description: asText(description),
      log: asText(log),
      service: typeof service === 'string' ? service : undefined,
      source: typeof source === 'string' ? source : undefined,
      payload: typeof filled === 'string' ? filled : JSON.stringify(filled),
      rules:
        event['classify_only'] === true || !Array.isArray(rules)
          ? undefined
          : rules.map(String).toSorted(),
    };
  });
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const starterEvents = ({ config }: Starter): readonly TestEvent[] =>
  globSync(join(root, 'rules/**/*.events.json')).flatMap((file) => eventsIn(file, config.logTypes));

/** The text of a file, compressed or not. */
export const readText = (path: string): string =>
  path.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString() : readFileSync(path, 'utf8');

export const linesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '');
