import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectLogTypes } from '../src/config/data-sources.ts';
import { compileEventTime } from '../src/domain/event-time.ts';
import { isJsonObject } from '../src/domain/json.ts';
import type { LogType } from '../src/domain/log-type.ts';
import { parsers } from '../src/parsers/index.ts';
import { eventsFolderOf } from '../src/rule-tests/find-event-files.ts';
import { type Classifier, compileClassifier } from '../src/stages/classifier/classifier.ts';
import { compileCandidate } from '../src/stages/classifier/compile-candidate.ts';
import { decodeDocument, tooDeep } from '../src/stages/classifier/content.ts';
import { compileNormalizer } from '../src/stages/normalizer/normalizer.ts';
import { openStarter, readText, root, type Starter } from './starter-content/starter.ts';

interface LogTypeEvent {
  readonly file: string;
  readonly description: string;
  readonly log: string | undefined;
  readonly notLogs: readonly string[];
  readonly source: string | undefined;
  readonly payload: string;
}

let starter: Starter;
let events: readonly LogTypeEvent[];
/** As a source has it: records that somebody unwrapped do not count. */
let strict: Classifier;

beforeAll(async () => {
  starter = await openStarter();
  events = globSync(join(eventsFolderOf(join(root, 'conf')), '*.json')).flatMap(readEvents);
  strict = classifierOf(starter.config.logTypes);
});

const classifierOf = (logTypes: readonly LogType[]): Classifier =>
  compileClassifier(logTypes, { parsers, acceptBareRecords: false });

function readEvents(file: string): readonly LogTypeEvent[] {
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${file} holds no list`);
  return list.filter(isJsonObject).map(({ description, log, not_logs: notLogs, source, data }) => ({
    file: basename(file, '.events.json'),
    description: String(description),
    log: typeof log === 'string' ? log : undefined,
    notLogs: Array.isArray(notLogs) ? notLogs.map(String) : [],
    source: typeof source === 'string' ? source : undefined,
    payload: typeof data === 'string' ? data : JSON.stringify(data),
  }));
}

/**
 * Log types that take what others describe better, after those: a record of the first kind fits the second as well.
 * Anything else that fits two log types is a mistake in one of them.
 */
const fallbacks: Readonly<Record<string, readonly string[]>> = {
  'caddy:*': ['applog:json_ts'],
  'cef:event': ['syslog:untagged'],
  'cloudwatch:*': ['cloudwatch:log_events'],
  'elastic:winlogbeat': ['elastic:beats'],
  // Fleet is osquery, and its log type only for sources that carry nothing else.
  'fleet:results': ['osquery:differential'],
  'gcp:*': ['gcp:log_entry'],
  'ghe:general': ['ghe:syslog'],
  'github:webhook': ['github:webhook_without_sender'],
  'haproxy:http': ['syslog:rfc3164', 'syslog:bsd', 'syslog:untagged'],
  'kubernetes:eks_audit': ['cloudwatch:log_events'],
  'leef:event': ['syslog:untagged'],
  'linux:auth': ['syslog:rfc3164', 'syslog:bsd', 'syslog:untagged'],
  'linux:auth_iso': ['syslog:iso'],
  'mysql:error': ['applog:text'],
  'nextcloud:log': ['applog:json_message'],
  'nginx:error': ['applog:text'],
  'osquery:differential': ['fleet:results'],
  'syslog:bsd': ['syslog:untagged'],
  'syslog:rfc3164': ['syslog:bsd', 'syslog:untagged'],
  'traefik:access': ['applog:json_msg'],
  'windows:*': ['windows:event'],
  'zeek:*': ['zeek:other', 'zeek:other_tsv'],
};

const mode = 'fast';

const fallbacksOf = (name: string): readonly string[] => [
  ...(fallbacks[name] ?? []),
  ...(fallbacks[`${name.split(':')[0]}:*`] ?? []),
];

describe('each starter log type', () => {
  test('has two events that are of it and a record that must not be', () => {
    const names = starter.config.logTypes.map(({ name }) => name);
    const positive = Object.groupBy(events, ({ log }) => log ?? '');
    const refused = new Set(events.flatMap(({ notLogs }) => notLogs));

    expect(names.filter((name) => (positive[name]?.length ?? 0) < 2)).toEqual([]);
    expect(names.filter((name) => !refused.has(name))).toEqual([]);
  });

  test('has its events in the file that is named like its schemas', () => {
    const fileOf = new Map(
      starter.config.logTypes.map(({ name, file }) => [name, basename(file, '.json')]),
    );
    const strays = events.filter(({ log, notLogs, file }) =>
      [log, ...notLogs].some((name) => name !== undefined && fileOf.get(name) !== file),
    );

    expect(strays.map(({ file, description }) => `${file}: ${description}`)).toEqual([]);
  });

  test('keeps the keys that a vendor adds', () => {
    const strictOnes = starter.config.logTypes.filter(
      ({ parser, unknownKeys }) =>
        ['json', 'xml', 'cef'].includes(parser) && unknownKeys !== 'keep',
    );

    expect(strictOnes.map(({ name }) => name)).toEqual([]);
  });

  test('normalises to names that are on the list', () => {
    const listed = namesIn(readText(join(root, 'docs/log-types.md')));
    const used = new Set(
      starter.config.logTypes.flatMap(({ normalization = [] }) =>
        normalization.map(({ type }) => type),
      ),
    );

    expect([...used].filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !used.has(name))).toEqual([]);
  });

  test('normalises something and tells the time, but for those that hold neither', () => {
    const untold = starter.config.logTypes.filter(({ timeField }) => timeField === undefined);
    const plain = starter.config.logTypes.filter(({ normalization }) => !normalization?.length);

    // Their records hold no time of what happened; the arrival is it.
    expect(untold.map(({ name }) => name).toSorted()).toEqual([
      'awsconfig:rule_invocation',
      'cri:compose',
      'github:webhook',
      'github:webhook_without_sender',
      'streamquery:version1',
      'vpcflow:header',
    ]);
    expect(plain.map(({ name }) => name).toSorted()).toEqual(['vpcflow:header', 'zeek:pe']);
  });
});

const namesIn = (page: string): readonly string[] =>
  [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, name = '']) => name);

describe('the events of the log types', () => {
  test('are taken for what they are with all log types as candidates', () => {
    const wrong = events.flatMap(({ log, source, payload, file, description }) => {
      if (log === undefined) return [];
      const found = (source === undefined ? strict : sourceClassifier(source)).classify(payload);
      const actual = found.outcome === 'classified' ? found.logType.name : found.detail;
      const isWhole = found.outcome === 'classified' && found.invalid.length === 0;
      return actual === log && isWhole ? [] : [{ file, description, log, actual }];
    });

    expect(wrong).toEqual([]);
  });

  test('fit no other log type, but for those that take what is left', () => {
    const candidates = starter.config.logTypes.flatMap((logType) => {
      const parser = parsers.find(({ type }) => type === logType.parser);
      return parser === undefined ? [] : [compileCandidate(logType, parser)];
    });
    const ambiguous = new Set(
      events.flatMap(({ log, payload: text }) => {
        if (log === undefined) return [];
        const document = decodeDocument(text, 'fast');
        const content = {
          text,
          document: document === tooDeep ? undefined : document,
          mode,
        } as const;
        const allowed = [log, ...fallbacksOf(log)];
        return (
          candidates
            // Text schemas are not asked about JSON objects.
            .filter(
              ({ logType, decodes }) =>
                (decodes || !isJsonObject(document)) && !allowed.includes(logType.name),
            )
            .filter((candidate) => candidate.fit(content) !== undefined)
            .map(({ logType }) => `${log} is ${logType.name} as well`)
        );
      }),
    );

    expect([...ambiguous]).toEqual([]);
  });

  test('do not fit the log types that they are there to be told from', () => {
    const byName = new Map(starter.config.logTypes.map((logType) => [logType.name, logType]));
    const wrong = events.flatMap(({ notLogs, payload, description }) =>
      notLogs
        .filter((name) => {
          const logType = byName.get(name);
          if (logType === undefined) throw new Error(`there is no log type ${name}`);
          return classifierOf([logType]).classify(payload).outcome === 'classified';
        })
        .map((name) => `${name}: ${description}`),
    );

    expect(wrong).toEqual([]);
  });

  test('show for each log type that its time is read and something is normalised', () => {
    const now = Date.parse('2026-03-15T00:00:00Z');
    const timed = new Set<string>();
    const normalised = new Set<string>();
    for (const { log, source, payload } of events) {
      if (log === undefined) continue;
      const found = (source === undefined ? strict : sourceClassifier(source)).classify(payload);
      if (found.outcome === 'unclassified') continue;
      const { logType, records } = found;
      const [record] = records;
      if (record === undefined) continue;
      if (compileEventTime(logType).read(record, now) !== undefined) timed.add(log);
      compileNormalizer([logType], () => 'a-record').normalize(record, logType);
      const values = record['streamalert_normalization'];
      if (isJsonObject(values) && Object.keys(values).length > 0) normalised.add(log);
    }
    const { logTypes } = starter.config;

    expect(logTypes.filter((t) => t.timeField && !timed.has(t.name)).map(nameOf)).toEqual([]);
    expect(
      logTypes.filter((t) => t.normalization?.length && !normalised.has(t.name)).map(nameOf),
    ).toEqual([]);
  });
});

const nameOf = ({ name }: LogType): string => name;

function sourceClassifier(resource: string): Classifier {
  const source = starter.config.clusters
    .flatMap(({ dataSources }) => dataSources)
    .find((each) => each.resource === resource);
  return classifierOf(selectLogTypes(starter.config.logTypes, source?.logs ?? []));
}
