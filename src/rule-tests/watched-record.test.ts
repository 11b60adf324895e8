import { expect, test } from 'vitest';
import type { LogRecord } from '../domain/record.ts';
import { at } from '../helpers/at.ts';
import { watchRecord } from './watched-record.ts';

const frozen = (): LogRecord =>
  Object.freeze({
    outcome: Object.freeze({ result: 'SUCCESS' }),
    target: Object.freeze([Object.freeze({ id: 't1' })]) as never,
    actor: { id: '00u1' },
    missing: null,
  });

test('reads are told by their innermost path, with what was found', () => {
  const { record, reads } = watchRecord(frozen());

  at(record, 'outcome', 'result');
  at(record, 'target', 0, 'id');
  at(record, 'missing');

  expect(reads()).toEqual(['outcome.result = "SUCCESS"', 'target[0].id = "t1"', 'missing = null']);
});

test('code sees the same record: keys, lists, identity, spreading and JSON', () => {
  const original = frozen();
  const { record } = watchRecord(original);

  expect(Object.keys(record)).toEqual(Object.keys(original));
  expect(Array.isArray(record['target'])).toBe(true);
  expect(record['actor']).toBe(record['actor']);
  expect(JSON.stringify({ ...record })).toBe(JSON.stringify(original));
  const target = record['target'];
  expect(Array.isArray(target) && target.some((item) => at(item, 'id') === 't1')).toBe(true);
  expect(Object.hasOwn(record, 'outcome')).toBe(true);
});

test('a record is not to be changed', () => {
  const { record } = watchRecord(frozen());

  expect(() => {
    record['outcome'] = null;
  }).toThrow(TypeError);
  expect(() => delete record['actor']).toThrow(TypeError);
});

test('a field of a list, and a field that is spelt like another, are told as mistakes', () => {
  const { record, mistakes } = watchRecord(frozen());

  Reflect.get(Object(record['target']), 'id');
  Reflect.get(Object(record['actor']), 'idd');
  Reflect.get(record, 'somethingElse');

  expect(mistakes()).toEqual([
    'target is a list here; the rule reads target.id, which is nothing',
    'there is no actor.idd. Did you mean "id" of actor?',
  ]);
});

test('many reads are cut, long values too', () => {
  const wide: LogRecord = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`f${index}`, 'x'.repeat(500)]),
  );
  const { record, reads } = watchRecord(wide);

  JSON.stringify(record);

  expect(reads()).toHaveLength(13);
  expect(reads().at(-1)).toBe('28 more');
  expect(reads()[0]?.length).toBeLessThan(80);
});
