import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../../testing/log-types.ts';
import type { QuarantinedRecord } from '../../../domain/batch.ts';
import type { LogType } from '../../../domain/log-type.ts';
import { parsers } from '../../../parsers/index.ts';
import { compileClassifier } from '../../../stages/classifier/classifier.ts';
import { driftSampler } from './drift-sampler.ts';

function logTypeWith(unknownKeys: string): LogType {
  const [logType] = logTypesOf({
    'acme:audit': {
      schema: { id: 'integer', place: { city: 'string' } },
      parser: 'json',
      configuration: { optional_top_level_keys: ['place'], unknown_keys: unknownKeys },
    },
  });
  if (logType === undefined) throw new Error('the schema was refused');
  return logType;
}

/** What is found in payloads that come as one batch each. */
function driftIn(logType: LogType, batches: readonly (readonly unknown[])[]) {
  const classifier = compileClassifier([logType], { parsers, acceptBareRecords: true });
  const sampler = driftSampler(parsers);
  return batches.map((records) => {
    const batch = sampler.begin();
    for (const record of records) {
      const payload = JSON.stringify(record);
      const result = classifier.classify(payload);
      if (result.outcome === 'classified') batch.see(result.logType, result.records, payload);
    }
    return batch.result([]);
  });
}

const many = (count: number, extra: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) => ({ id: n, ...extra(n) }));

describe.each(['keep', 'drop'])('keys that a schema lacks, where it says %s', (policy) => {
  const logType = logTypeWith(policy);

  test('are found with their types', () => {
    const [drift] = driftIn(logType, [
      [{ id: 1 }, { id: 2, tls: {} }, { id: 3, tls: null, place: { city: 'Bonn', zip: 5 } }],
    ]);

    expect(drift).toEqual([
      {
        logType: 'acme:audit',
        sampled: 3,
        furtherKeys: 0,
        rejected: [],
        keys: [
          { path: ['tls'], count: 2, types: ['map', 'null'] },
          { path: ['place', 'zip'], count: 1, types: ['integer'] },
        ],
      },
    ]);
  });

  test('are looked for in a part of many records, and their share is about right', () => {
    const [found] = driftIn(logType, [many(40_000, (n) => (n % 4 === 0 ? { tls: 1 } : {}))]);
    const [drift] = found ?? [];

    expect(drift?.sampled).toBeGreaterThan(150);
    expect(drift?.sampled).toBeLessThan(600);
    const share = (drift?.keys[0]?.count ?? 0) / (drift?.sampled ?? 1);
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.35);
  });

  test('are found in the first record of each later batch', () => {
    const drifts = driftIn(logType, [many(5000), [{ id: 1, tls: 1 }]]);

    expect(drifts[1]).toMatchObject([{ sampled: 1, keys: [{ path: ['tls'] }] }]);
  });

  test('take no more room however many there are', () => {
    const [found] = driftIn(logType, [
      many(90, (n) => ({ [`k${n}`]: 1, [`long${'x'.repeat(500)}${n}`]: 1 })),
    ]);

    expect(found?.[0]?.keys).toHaveLength(50);
    expect(found?.[0]?.furtherKeys).toBe(130);
  });

  test('may have any name', () => {
    const classifier = compileClassifier([logType], { parsers, acceptBareRecords: true });
    const batch = driftSampler(parsers).begin();
    const payload = '{"id": 1, "__proto__": {"x": 1}, "constructor": "y"}';
    const result = classifier.classify(payload);
    if (result.outcome === 'classified') batch.see(logType, result.records, payload);

    expect(batch.result([])[0]?.keys.map(({ path }) => path)).toEqual([
      ['__proto__'],
      ['constructor'],
    ]);
  });
});

test('a document with thousands of records is looked at in places', () => {
  const [logType] = logTypesOf({
    'acme:audit': {
      schema: { id: 'integer' },
      parser: 'json',
      configuration: { json_path: 'Records[*]', unknown_keys: 'keep' },
    },
  });
  if (logType === undefined) throw new Error('refused');
  const [drift] = driftIn(logType, [[{ Records: many(10_000, () => ({ x: 1 })) }]]);

  expect(drift?.[0]?.sampled).toBeGreaterThan(120);
  expect(drift?.[0]?.sampled).toBeLessThan(300);
});

describe('a schema that rejects unknown keys', () => {
  const quarantined = (
    unknownKeys: readonly string[],
    more: Partial<NonNullable<QuarantinedRecord['nearest']>> = {},
    raw = '{"id":1,"tls":{}}',
  ): QuarantinedRecord => ({
    origin: { service: 'http', resource: 'x', cluster: null, delivery: 'd' },
    position: '1',
    reason: 'no schema fits',
    detail: '',
    nearest: { logType: 'a:b', missingKeys: [], unknownKeys, wrongTypes: [], other: [], ...more },
    raw,
    bytes: 1,
    receivedAt: 0,
  });

  test('is told about keys that alone keep records out', () => {
    const batch = driftSampler(parsers).begin();

    expect(
      batch.result([
        quarantined(['tls']),
        { ...quarantined(['tls', 'x']), count: 7 },
        quarantined(['far'], { missingKeys: ['who'] }),
        quarantined(['odd'], { wrongTypes: ['id: expected integer, found "x"'] }),
      ]),
    ).toEqual([
      {
        logType: 'a:b',
        sampled: 0,
        keys: [],
        furtherKeys: 0,
        rejected: [
          { path: ['tls'], count: 8, types: ['map'] },
          { path: ['x'], count: 7, types: [] },
        ],
      },
    ]);
  });

  test('is told about them also where the record is no JSON any more', () => {
    const batch = driftSampler(parsers).begin();

    expect(batch.result([quarantined(['tls'], {}, '{"id":1,"tl')])[0]?.rejected).toEqual([
      { path: ['tls'], count: 1, types: [] },
    ]);
  });
});
