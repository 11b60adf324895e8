import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { defineRule } from '../domain/define-rule.ts';
import type { Rule } from '../domain/rule.ts';
import { classified } from './classified.ts';
import { detect, openDetector } from './detect.ts';
import type { Detected, Detector, DetectorInput } from './detector.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'library-')));
afterAll(() => rmSync(root, { recursive: true }));
const configDir = join(root, 'conf');
cpSync(join(import.meta.dirname, '../../templates/project/conf'), configDir, { recursive: true });
writeFileSync(
  join(configDir, 'schemas/door.json'),
  JSON.stringify({
    'door:entry': {
      parser: 'json',
      schema: { badge: 'string', gate: 'integer', at: 'string' },
      configuration: { time_field: 'at', normalization: { ip_address: ['badge'] } },
    },
    'door:line': {
      parser: 'csv',
      schema: { badge: 'string', gate: 'integer' },
      configuration: { delimiter: ';' },
    },
  }),
);
writeFileSync(
  join(configDir, 'threat_intel.json'),
  JSON.stringify({ enabled: false, normalized_ioc_types: { ip: ['ip_address'] } }),
);

/** No log type of the starter schemas, which these tests are compiled with. */
const door = 'door:entry' as never;

const entry = (badge: string, more: object = {}) => ({
  badge,
  gate: 1,
  at: '2026-03-14T03:00:00Z',
  ...more,
});

const dana = defineRule({
  name: 'dana',
  logs: ['door:entry'],
  where: { badge: 'dana' },
  outputs: ['slack:doors'],
});
const open = (rules: readonly Rule[] = [dana], options: object = {}): Promise<Detector> =>
  openDetector({ configDir, rules, ...options });

const positions = ({ alerts }: Detected) => alerts.map(({ position }) => position);

describe('an input', () => {
  const lines = [entry('dana'), entry('omar'), entry('dana')].map((each) => JSON.stringify(each));
  const text = `${lines.join('\n')}\n`;
  const half = 70;

  test.each<[string, () => DetectorInput]>([
    ['text, as a file has it', () => text],
    ['bytes, as a file has them', () => Buffer.from(text)],
    ['bytes that are packed', () => gzipSync(text)],
    ['a list of texts', () => lines],
    ['a list of bytes', () => lines.map((line) => new TextEncoder().encode(line))],
    ['a list of objects', () => [entry('dana'), entry('omar'), entry('dana')]],
    ['a set', () => new Set(lines.map((line, index) => `${line}${' '.repeat(index)}`))],
    ['payloads that come late', () => comingLate(lines)],
    ['a stream of payloads', () => Readable.from(lines)],
    [
      'a stream of bytes that are cut anywhere',
      () =>
        Readable.from(
          [text.slice(0, half), text.slice(half)].map((part) => Buffer.from(part)),
          { objectMode: false },
        ),
    ],
    ['the stream of a response', () => streamOf(new Response(text))],
    [
      'records of a known log type',
      () => ['dana', 'omar', 'dana'].map((badge) => classified(door, entry(badge))),
    ],
  ])('may be %s', async (_, input) => {
    const detector = await open();

    const found = await detector.detect(input());

    expect(positions(found)).toEqual(['1', '3']);
    expect(found.counts).toEqual({
      records: 3,
      classified: 3,
      unclassified: 0,
      filtered: 0,
      byLogType: { 'door:entry': 3 },
    });
  });

  test('may be a single object, which stays as it is', async () => {
    const given = entry('dana');

    const found = await (await open()).detect(given);

    expect(positions(found)).toEqual(['1']);
    expect(Object.isFrozen(given)).toBe(false);
    expect(given).toEqual(entry('dana'));
  });

  test('of nothing comes to nothing', async () => {
    const detector = await open();

    for (const input of ['', [], new Uint8Array()]) {
      expect(await detector.detect(input)).toEqual({
        alerts: [],
        unclassified: [],
        ruleFailures: [],
        counts: { records: 0, classified: 0, unclassified: 0, filtered: 0, byLogType: {} },
      });
    }
  });

  test('is counted in full whatever stands among it', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const input: readonly unknown[] = [
      entry('dana'),
      'not a log line',
      new Uint8Array([0xff, 0xfe]),
      42,
      null,
      undefined,
      cyclic,
      { toJSON: () => raise(new Error('never')) },
      JSON.parse('{"__proto__": {"badge": "dana"}}'),
      '['.repeat(5000),
      classified(door, []),
      entry('dana'),
    ];

    const found: Detected = await Reflect.apply((await open()).detect, undefined, [input]);

    expect(positions(found)).toEqual(['1', '12']);
    expect(found.unclassified.map(({ position }) => position)).toEqual([
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
    ]);
    expect(found.unclassified.every(({ detail }) => /\w/.test(detail))).toBe(true);
    expect(found.counts).toMatchObject({ records: 12, classified: 2, unclassified: 10 });
  });

  test('keeps every digit of long integers', async () => {
    const rule = defineRule({ name: 'any', logs: ['door:entry'], matches: () => true });
    const detector = await open([rule]);

    const [object, line] = (
      await detector.detect([
        entry('a', { gate: 9007199254740993n }),
        '{"badge":"a","gate":9007199254740993,"at":""}',
      ])
    ).alerts;

    expect(object?.record['gate']).toBe(9007199254740993n);
    expect(line?.record['gate']).toBe(9007199254740993n);
  });
});

async function* comingLate<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  for (const value of values) {
    await new Promise((done) => setTimeout(done, 1));
    yield value;
  }
}

const streamOf = ({ body }: Response): DetectorInput => body ?? [];

function raise(thrown: unknown): never {
  throw thrown;
}

describe('alerts', () => {
  test('have the ids of the same data from the same place, and others from elsewhere', async () => {
    const detector = await open();
    const source = { service: 'file', resource: 'scan', delivery: 'a.log' };
    const ids = async (input: DetectorInput, options = {}) =>
      (await detector.detect(input, options)).alerts.map(({ id }) => id);
    const line = JSON.stringify(entry('dana'));

    const first = await ids([entry('dana')], { source });

    expect(await ids(`${line}\n`, { source })).toEqual(first);
    expect(await ids([entry('dana')])).not.toEqual(first);
    expect(await ids([{}, entry('dana')], { source })).not.toEqual(first);
  });

  test('carry their source, the time of the event, and where they would go', async () => {
    const [alert] = (
      await (await open()).detect([entry('dana')], { source: { resource: 'doors', cluster: 'x' } })
    ).alerts;

    expect(alert).toMatchObject({
      ruleName: 'dana',
      outputs: ['slack:doors'],
      origin: { service: 'library', resource: 'doors', cluster: 'x', delivery: 'input' },
      eventTime: Date.parse('2026-03-14T03:00:00Z'),
    });
  });

  test('are of their arrival where the event does not say when it was', async () => {
    const detector = await open([dana], { now: () => 7_000 });
    const timeOf = async (options: object) =>
      (await detector.detect([entry('dana', { at: '' })], options)).alerts[0]?.eventTime;

    expect(await timeOf({})).toBe(7_000);
    expect(await timeOf({ receivedAt: 5_000 })).toBe(5_000);
  });

  test('of a rule that throws are none, and the others go on', async () => {
    const broken = defineRule({
      name: 'broken',
      logs: ['door:entry'],
      matches: () => raise(new Error('boom')),
    });
    const late = defineRule({ name: 'late', logs: ['door:entry'], matches: async () => true });

    const { alerts, ruleFailures } = await (await open([broken, dana, late])).detect([
      entry('dana'),
    ]);

    expect(alerts.map(({ ruleName }) => ruleName).toSorted()).toEqual(['dana', 'late']);
    expect(ruleFailures).toMatchObject([{ ruleName: 'broken', part: 'matches', position: '1' }]);
  });
});

describe('a log type that is known', () => {
  test('spares classification, for objects of one type or of each its own', async () => {
    const detector = await open();
    const odd = { badge: 'dana', key: 'that the schema lacks' };

    expect((await detector.detect([odd])).counts.unclassified).toBe(1);
    expect(positions(await detector.detect([odd], { logType: door }))).toEqual(['1']);
    expect(positions(await detector.detect([classified(door, odd)]))).toEqual(['1']);
  });

  test('says how text is to be read', async () => {
    const rule = defineRule({ name: 'line', logs: ['door:line'], where: { gate: 4 } });
    const detector = await open([rule]);

    const found = await detector.detect('dana;4\nomar;5\n', { logType: 'door:line' as never });

    expect(positions(found)).toEqual(['1']);
    expect(found.counts.byLogType).toEqual({ 'door:line': 2 });
  });

  test('must have a schema', async () => {
    const detector = await open();

    for (const detecting of [
      detector.detect([], { logType: 'door:entri' as never }),
      detector.detect([classified('door:entri' as never, {})]),
    ]) {
      await expect(detecting).rejects.toMatchObject({
        name: 'StreamAlertError',
        code: 'USAGE',
        hint: 'Did you mean "door:entry"?',
      });
    }
  });
});

describe('rules', () => {
  test('are lent the tables and the time that the program gives', async () => {
    const seen: unknown[] = [];
    const asking = defineRule({
      name: 'asking',
      logs: ['door:entry'],
      matches: async ({ badge }, _context, { lookup, lookupAsync, now }) => {
        seen.push(lookup('owners', String(badge)), await lookupAsync('none', 'x', 'y'), now());
        return true;
      },
    });
    const lookupTables = { owners: { dana: { team: 'red' } } };

    await (await open([asking], { lookupTables, now: () => 42 })).detect([entry('dana')]);

    expect(seen).toEqual([{ team: 'red' }, 'y', 42]);
  });

  test('see the indicators that the program gives', async () => {
    const listed = defineRule({
      name: 'listed',
      logs: ['door:entry'],
      where: { 'streamalert:ioc.ip': { exists: true } },
    });
    const indicators = [{ type: 'ip', value: '203.0.113[.]7' }];
    const input = [entry('203.0.113.7'), entry('203.0.113.8')];

    expect(positions(await (await open([listed], { indicators })).detect(input))).toEqual(['1']);
    expect(positions(await (await open([listed])).detect(input))).toEqual([]);
    await expect(open([listed], { indicators: [{ type: 'ip', value: 'x' }] })).rejects.toThrow(
      '"x" is no indicator of type ip',
    );
  });

  test('that are not sound are an error that names all, or left out where that is wanted', async () => {
    const broken: readonly Rule[] = [
      Reflect.apply(defineRule, undefined, [
        { name: 'bad', logs: ['door:entri'], where: { a: 1 } },
      ]),
      Reflect.apply(defineRule, undefined, [{ name: 'worse', titel: 'x', where: { a: 1 } }]),
      defineRule({ name: 'dana', logs: ['door:entry'], where: { badge: 'omar' } }),
    ];
    const rules = [dana, ...broken];

    const error: unknown = await open(rules).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'CONTENT_INVALID',
      hint: expect.stringContaining('leaveOut'),
    });
    expect(String(error)).toMatch(/2 rules have the name "dana"[^]*bad\.logs[^]*worse\.titel/);

    const detector = await open(rules, { leaveOutBrokenRules: true });
    expect(detector.rules).toEqual([dana]);
    expect(detector.findings.filter(({ level }) => level === 'load').length).toBe(4);
    expect(positions(await detector.detect([entry('dana'), entry('omar')]))).toEqual(['1']);
  });
});

test('a rule that rule() did not make is refused', async () => {
  await expect(open([dana, { ...dana }])).rejects.toMatchObject({
    code: 'USAGE',
    message: 'rules[1] was not made by rule()',
  });
});

test('a configuration that is not valid is an error that says what is wrong', async () => {
  await expect(openDetector({ configDir: join(root, 'nowhere') })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});

test('one call does it all', async () => {
  const { alerts } = await detect([entry('dana')], { configDir, rules: [dana], now: () => 1 });

  expect(alerts.map(({ ruleName }) => ruleName)).toEqual(['dana']);
});

test('without a configuration the schemas that come with StreamAlert are used', async () => {
  const rule = defineRule({ name: 'any', logs: ['cloudtrail:events'], matches: () => true });
  const detector = await openDetector({ rules: [rule] });

  const record = { awsRegion: 'us-east-1' };
  const { alerts } = await detector.detect([classified('cloudtrail:events', record)]);

  expect(alerts).toHaveLength(1);
});

test('importing the package loads neither databases nor the engine, as every rule file does it', () => {
  const hooks = `
    import module from 'node:module';
    const seen = [];
    module.registerHooks({ resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      seen.push(resolved.url);
      return resolved;
    } });
    await import(${JSON.stringify(new URL('../index.ts', import.meta.url).href)});
    console.log(seen.join('\\n'));`;
  mkdirSync(root, { recursive: true });

  const seen = execFileSync(process.execPath, ['--input-type=module', '--eval', hooks], {
    encoding: 'utf8',
  });

  expect(seen).toContain('src/library/detect.ts');
  expect(seen).not.toMatch(/duckdb|sqlite|aws-sdk|acorn|src\/(stages|runtimes|adapters|config)\//);
});

test('alerts are given back one by one, whatever the rule says of merging, with all it takes to merge them', async () => {
  const merging = defineRule({
    name: 'merging',
    logs: ['door:entry'],
    where: { badge: 'dana' },
    outputs: ['slack:doors'],
    mergeBy: { keys: ['badge'], windowMinutes: 10 },
    maxAlertsPerHour: 1,
  });
  const detector = await open([merging]);
  const lines = ['dana', 'dana', 'dana'].map((badge, gate) => entry(badge, { gate }));

  const { alerts } = await detector.detect(lines);
  const again = await detector.detect(lines);

  expect(alerts).toHaveLength(3);
  for (const alert of alerts) {
    expect(alert).toMatchObject({
      outputs: ['slack:doors'],
      mergeBy: { keys: ['badge'], windowMinutes: 10 },
    });
    expect(alert).not.toHaveProperty('group');
    expect(alert).not.toHaveProperty('isHeldBack');
  }
  const ids = alerts.map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(again.alerts.map(({ id }) => id)).toEqual(ids);
});
