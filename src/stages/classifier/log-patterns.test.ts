import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import { parsers } from '../../parsers/index.ts';
import { compileClassifier } from './classifier.ts';

const schema = {
  s: 'string',
  i: 'integer',
  f: 'float',
  b: 'boolean',
  m: { inner: 'string' },
  any: {},
  list: [],
};

function fits(log_patterns: object, record: object, configuration: object = {}) {
  const optional_top_level_keys = Object.keys(schema).filter((key) => key !== 'm');
  const logTypes = logTypesOf({
    'a:b': {
      parser: 'json',
      schema,
      configuration: { optional_top_level_keys, log_patterns, ...configuration },
    },
  });
  const { classify } = compileClassifier(logTypes, { parsers, acceptBareRecords: false });
  return classify(JSON.stringify({ m: { inner: 'x' }, ...record })).outcome === 'classified';
}

describe('log patterns', () => {
  test.each<[string, object, object, boolean]>([
    ['the whole value', { s: 'ab' }, { s: 'ab' }, true],
    ['no part of it', { s: 'ab' }, { s: 'abc' }, false],
    ['one of several', { s: ['x', 'a*'] }, { s: 'abc' }, true],
    ['none of several', { s: ['x', 'y*'] }, { s: 'abc' }, false],
    ['no pattern at all', { s: [] }, { s: 'abc' }, false],
    ['no field at all', {}, { s: 'abc' }, true],
    ['all fields', { s: 'a', i: '1' }, { s: 'a', i: 1 }, true],
    ['but one', { s: 'a', i: '1' }, { s: 'a', i: 2 }, false],
    ['a field inside, and the fields after it', { m: { inner: 'x' }, s: 'b' }, { s: 'a' }, false],
    ['a field inside, and the fields before it', { s: 'b', m: { inner: 'x' } }, { s: 'a' }, false],
    ['a field inside', { m: { inner: 'x' }, s: 'a' }, { s: 'a' }, true],
    ['not another inside', { m: { inner: 'y' } }, {}, false],
    ['a missing field', { s: '*' }, {}, false],
    ['an unknown field', { other: '*' }, {}, false],
    ['an integer', { i: '12' }, { i: '12' }, true],
    ['a converted value', { s: '12' }, { s: 12 }, true],
    ['a whole float', { f: '5.0' }, { f: 5 }, true],
    ['a float', { f: '5' }, { f: 5 }, false],
    ['a boolean', { b: 'True' }, { b: 'TRUE' }, true],
    ['a false boolean', { b: 'False' }, { b: 'no' }, true],
    ['null', { s: '*' }, { s: null }, false],
    ['a list', { list: '*' }, { list: ['a'] }, false],
    ['a map', { any: '*' }, { any: {} }, false],
    ['a field of a map of anything', { any: { x: 'y*' } }, { any: { x: 'yes' } }, true],
    ['text where a map was meant', { any: { x: 'y*' } }, { any: 'yes' }, false],
    ['a hostile name', { any: { constructor: '*' } }, { any: {} }, false],
  ])('%s', (_, patterns, record, expected) => {
    expect(fits(patterns, record)).toBe(expected);
  });

  test('of unknown keys that are kept are looked at', () => {
    expect(fits({ extra: 'a*' }, { extra: 'ab' }, { unknown_keys: 'keep' })).toBe(true);
    expect(fits({ extra: 'a*' }, { extra: 'b' }, { unknown_keys: 'keep' })).toBe(false);
    expect(fits({ extra: 'a*' }, {}, { unknown_keys: 'keep' })).toBe(false);
  });

  test('of the envelope look at the envelope', () => {
    const patterns = { 'streamalert:envelope_keys': { kind: 'DATA*' } };
    const envelope = { json_path: 'rows[*]', envelope_keys: { kind: 'string' } };
    const rows = [{ m: { inner: 'x' } }];

    expect(fits(patterns, { kind: 'DATA_MESSAGE', rows }, envelope)).toBe(true);
    expect(fits(patterns, { kind: 'CONTROL_MESSAGE', rows }, envelope)).toBe(false);
    expect(fits(patterns, {})).toBe(false);
  });

  test('hold for a schema that takes anything', () => {
    const logTypes = logTypesOf({
      'a:b': { parser: 'json', schema: {}, configuration: { log_patterns: { a: 'x*' } } },
    });
    const { classify } = compileClassifier(logTypes, { parsers, acceptBareRecords: false });

    expect(classify('{"a":"xy","b":1}')).toMatchObject({ records: [{ a: 'xy', b: 1 }] });
    expect(classify('{"a":"y"}').outcome).toBe('unclassified');
  });
});
