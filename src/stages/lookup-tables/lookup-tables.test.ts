import { describe, expect, test } from 'vitest';
import type { LookupTable } from '../../ports/lookup-tables.ts';
import { joinTables } from './lookup-tables.ts';
import { lookupsIn } from './lookups-in.ts';
import { problemLog } from './problem-log.ts';
import { ephemeralTable, nullTable, unusableTable } from './small-tables.ts';

const hour = 3_600_000;

async function joined(changes: Record<string, LookupTable> = {}, state?: 'disabled') {
  const owners = ephemeralTable();
  await owners.change('ann', () => ({ team: 'security' }));
  await owners.change('empty', () => '');
  const time = { now: 0 };
  const byName = new Map(Object.entries({ owners, none: nullTable('none'), ...changes }));
  const tables = joinTables(
    state === 'disabled' ? new Map() : byName,
    problemLog({ now: () => time.now }),
    state,
  );
  return { tables, time, lookups: lookupsIn(tables) };
}

describe('rules', () => {
  test('ask a table, at once or awaited', async () => {
    const { lookups } = await joined();

    expect(lookups.lookup('owners', 'ann')).toEqual({ team: 'security' });
    expect(await lookups.lookupAsync('owners', 'ann')).toEqual({ team: 'security' });
    expect(lookups.lookup('owners', 'empty', 'x')).toBe('');
    expect(lookups.lookup('owners', 'bob', 'x')).toBe('x');
    expect(lookups.lookup('owners', 'bob')).toBeNull();
    expect(lookups.lookup('none', 'ann', 'x')).toBe('x');
    expect(await lookups.lookupAsync('none', 'ann')).toBeNull();
  });

  test('get what they asked for instead from a table that does not exist, and it is told once in an hour', async () => {
    const { lookups, tables, time } = await joined();

    for (let record = 0; record < 1000; record++) {
      expect(lookups.lookup('ovners', 'ann', 'x')).toBe('x');
      expect(await lookups.lookupAsync('ovners', 'ann', 'x')).toBe('x');
    }
    expect(tables.takeProblems()).toEqual([
      {
        table: 'ovners',
        reason:
          'there is no lookup table "ovners" (did you mean "owners"?); those of conf/lookup_tables.json: owners, none',
      },
    ]);
    expect(tables.takeProblems()).toEqual([]);
    time.now = hour;
    lookups.lookup('ovners', 'ann');
    expect(tables.takeProblems()).toHaveLength(1);
  });

  test('that make names out of records fill no memory', async () => {
    const { lookups, tables } = await joined();

    for (let record = 0; record < 5_000; record++) lookups.lookup(`table ${record}`, 'ann');

    expect(tables.takeProblems()).toHaveLength(1_000);
  });

  test('hear that tables are switched off', async () => {
    const { lookups, tables } = await joined({}, 'disabled');

    expect(lookups.lookup('owners', 'ann', 'x')).toBe('x');
    expect(tables.takeProblems()[0]?.reason).toContain('lookup tables are switched off');
  });

  test('fail with a text that says what to do', async () => {
    const far: LookupTable = { ...nullTable('far'), get: () => ({ outcome: 'not in memory' }) };
    const { lookups } = await joined({
      far,
      gone: unusableTable('s3', 's3:b/k', 'no such bucket'),
    });

    expect(() => lookups.lookup('far', 'a')).toThrow(
      'lookup table "far" is asked over the network: write await lookupAsync("far", …)',
    );
    expect(await lookups.lookupAsync('far', 'a', 'x')).toBe('x');
    expect(() => lookups.lookup('gone', 'a')).toThrow('"gone" has no content: no such bucket');
    await expect(lookups.lookupAsync('gone', 'a')).rejects.toThrow('no such bucket');
  });

  test('may ask for what a record does not have, and not for what is no text', async () => {
    const { lookups } = await joined();
    const lookup = lookups.lookup as (table: unknown, key: unknown, otherwise: unknown) => unknown;

    expect(lookup('owners', undefined, 'x')).toBe('x');
    expect(lookup('owners', null, 'x')).toBe('x');
    expect(() => lookup('owners', 5, 'x')).toThrow('a key is text, not number');
    expect(() => lookup(undefined, 'a', 'x')).toThrow('the name of a lookup table is text');
  });
});

test('between batches a table that takes its time is not waited for, the first time it is', async () => {
  let waits = 0;
  const slow: LookupTable = {
    ...nullTable('slow'),
    refresh: () => new Promise((done) => setTimeout(done, waits++ === 0 ? 300 : 60_000).unref()),
  };
  const log = problemLog({ now: () => 0 });
  const tables = joinTables(new Map([['slow', slow]]), log, 'enabled', 100);

  const began = performance.now();
  await tables.refresh();
  const first = performance.now() - began;
  await tables.refresh();
  const second = performance.now() - began - first;

  expect(first).toBeGreaterThan(290);
  expect(second).toBeGreaterThan(90);
  expect(second).toBeLessThan(10_000);
});
