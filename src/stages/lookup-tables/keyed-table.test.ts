import { expect, test } from 'vitest';
import { StreamAlertError } from '../../domain/errors.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { KeyedAnswer } from '../../ports/lookup-tables.ts';
import { keyedTable, type KeyedTableOptions } from './keyed-table.ts';

const minute = 60_000;
const found = (value: JsonValue) => ({ outcome: 'found', value }) as const;
const nothing = { outcome: 'nothing there' } as const;

function aTable(content: Record<string, JsonValue>, changes: Partial<KeyedTableOptions> = {}) {
  const time = { now: 0 };
  const reports: string[] = [];
  const asked: string[] = [];
  const state = { content, trouble: undefined as Error | undefined };
  const table = keyedTable(
    {
      driver: 'test',
      id: 'test:table',
      async get(key): Promise<KeyedAnswer> {
        asked.push(key);
        if (state.trouble !== undefined) throw state.trouble;
        if (key === 'blank') return { outcome: 'blank', reason: 'no value column' };
        const value = state.content[key];
        return value === undefined ? nothing : found(value);
      },
      async set(key, value) {
        state.content = { ...state.content, [key]: value };
      },
    },
    {
      refreshMilliseconds: 3 * minute,
      keysMax: 0,
      clock: { now: () => time.now },
      report: (reason) => reports.push(reason),
      ...changes,
    },
  );
  return { table, time, reports, asked, state };
}

test('a key is asked once and trusted to the last millisecond', async () => {
  const { table, time, asked, state } = aTable({ a: 1 });

  expect(await table.getAsync('a')).toEqual(found(1));
  state.content = { a: 2 };
  time.now = 3 * minute;
  expect(await table.getAsync('a')).toEqual(found(1));
  time.now++;
  expect(await table.getAsync('a')).toEqual(found(2));
  expect(asked).toEqual(['a', 'a']);
});

test('that nothing is there is remembered as well, and so is an item without a value, which is told', async () => {
  const { table, asked, reports } = aTable({});

  for (let times = 0; times < 3; times++) {
    expect(await table.getAsync('none')).toEqual(nothing);
    expect(await table.getAsync('blank')).toEqual(nothing);
  }
  expect(asked).toEqual(['none', 'blank']);
  expect(reports).toEqual(['no value column']);
});

test('who asks at the same moment shares one question', async () => {
  const { table, asked } = aTable({ a: 1 });

  await Promise.all(Array.from({ length: 20 }, () => table.getAsync('a')));

  expect(asked).toEqual(['a']);
});

test('a full memory drops one key for another, blank ones too, and none for a known one', async () => {
  const { table, time, asked } = aTable({ a: 1, b: 2 }, { keysMax: 2 });
  for (const key of ['none', 'a', 'none', 'a']) await table.getAsync(key);
  expect(asked).toEqual(['none', 'a']);

  time.now = 3 * minute + 1;
  for (const key of ['none', 'a', 'none', 'a']) await table.getAsync(key);
  expect(asked).toEqual(['none', 'a', 'none', 'a']);

  await table.getAsync('b');
  asked.length = 0;
  await table.getAsync('b');
  for (const key of ['none', 'a']) await table.getAsync(key);
  expect(asked.length).toBeGreaterThanOrEqual(1);
  expect(asked.length).toBeLessThanOrEqual(2);
});

test('thousands of keys go through a small memory', async () => {
  const { table } = aTable({ a: 1 }, { keysMax: 3 });

  for (let number = 0; number < 5_000; number++) await table.getAsync(`key ${number % 7}`);

  expect(await table.getAsync('a')).toEqual(found(1));
});

test('when asking again fails the last answer goes on, and it is soon tried again', async () => {
  const { table, time, reports, asked, state } = aTable({ a: 1 });
  await table.getAsync('a');
  state.trouble = new Error('no answer');
  time.now = 4 * minute;

  expect(await table.getAsync('a')).toEqual(found(1));
  expect(reports).toEqual(['Error: no answer; earlier answers go on']);
  state.trouble = undefined;
  state.content = { a: 2 };
  time.now += 30_000;
  expect(await table.getAsync('a')).toEqual(found(1));
  time.now++;
  expect(await table.getAsync('a')).toEqual(found(2));
  expect(asked).toHaveLength(3);
});

test('a failure without an earlier answer rejects, and is not remembered', async () => {
  const { table, state } = aTable({ a: 1 });
  state.trouble = new Error('no such table');

  await expect(table.getAsync('a')).rejects.toThrow('no such table');
  state.trouble = undefined;
  expect(await table.getAsync('a')).toEqual(found(1));
});

test('it is never asked at once', async () => {
  const { table } = aTable({ a: 1 });
  await table.getAsync('a');

  expect(table.get('a')).toEqual({ outcome: 'not in memory' });
});

test('a change is seen at once', async () => {
  const { table } = aTable({ a: 1 });
  await table.getAsync('a');

  expect(await table.change('a', () => 2)).toEqual({ before: 1, after: 2, outcome: 'written' });
  expect(await table.getAsync('a')).toEqual(found(2));
});

test('a source that does not answer is not asked for every one of thousands of keys', async () => {
  const { table, time, asked, state } = aTable({ a: 1 });
  state.trouble = new StreamAlertError('STATE_UNAVAILABLE', 'no answer within 10 s');

  const answers = await Promise.allSettled(
    Array.from({ length: 5_000 }, (_, number) => table.getAsync(`key ${number}`)),
  );
  expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(50);

  state.trouble = undefined;
  await expect(table.getAsync('a')).rejects.toThrow('no answer within 10 s');
  time.now += 5_000;
  expect(await table.getAsync('a')).toEqual(found(1));
});

test('a key that is wrong in itself does not keep others from being asked', async () => {
  const { table, state } = aTable({ a: 1 });
  state.trouble = new StreamAlertError('CONTENT_INVALID', 'has no ":"');
  await expect(table.getAsync('wrong')).rejects.toThrow('has no ":"');
  state.trouble = undefined;

  expect(await table.getAsync('a')).toEqual(found(1));
});

test('thousands of keys at once all get their answer', async () => {
  const content = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`key ${n}`, n]));
  const { table } = aTable(content);

  const answers = await Promise.all(Object.keys(content).map((key) => table.getAsync(key)));

  expect(answers).toEqual(Object.values(content).map(found));
});
