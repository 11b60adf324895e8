import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import {
  addRecord,
  blank,
  defaultPublisher,
  enumerateFields,
  populateFields,
  populateFieldsBare,
  removeFields,
  removeInternalFields,
  removeStreamalertNormalization,
} from './generic.ts';
import { arraysAsText, stringifyArrays } from './stringify-arrays.ts';

test('publishers have the names that rules and stored alerts know them by', () => {
  const names = [
    addRecord,
    blank,
    removeInternalFields,
    removeFields,
    removeStreamalertNormalization,
    enumerateFields,
    populateFields,
    stringifyArrays,
  ].map(({ name }) => name.replace('publishers.community.generic.', ''));

  expect(names).toEqual([
    'add_record',
    'blank',
    'remove_internal_fields',
    'remove_fields',
    'remove_streamalert_normalization',
    'enumerate_fields',
    'populate_fields',
    'StringifyArrays',
  ]);
  expect(defaultPublisher.name).toBe('streamalert.shared.publisher.DefaultPublisher');
});

test('the default publisher gives everything about the alert and discards what came before', () => {
  const alert = anAlert({
    id: 'id-1',
    createdAt: Date.UTC(2021, 2, 4, 5, 6, 7, 89),
    eventTime: Date.UTC(2021, 2, 4, 5, 6, 6),
    outputs: ['slack:soc', 'file:all'],
    publishers: { 'slack:soc': ['a'] },
    origin: { service: 's3', resource: 'bucket', cluster: null, delivery: 'key' },
    context: { a: 1 },
    attack: ['T1078'],
  });

  expect(defaultPublisher.publish(alert, { before: 1 })).toEqual({
    attack: ['T1078'],
    cluster: '',
    context: { a: 1 },
    created: '2021-03-04T05:06:07.089000Z',
    event_time: '2021-03-04T05:06:06.000000Z',
    id: 'id-1',
    links: [{ name: 'ATT&CK T1078', url: 'https://attack.mitre.org/techniques/T1078/' }],
    log_source: 'okta:system',
    log_type: 'json',
    outputs: ['file:all', 'slack:soc'],
    publishers: { 'slack:soc': ['a'] },
    record: { user: 'ann' },
    references: [],
    rule_description: 'Something happened',
    rule_name: 'a_rule',
    runbook: '',
    severity: 'high',
    source_delivery: 'key',
    source_entity: 'bucket',
    source_position: '1',
    source_service: 's3',
    staged: false,
    tags: [],
    title: 'Something happened to ann',
  });
});

test('add_record and blank', () => {
  expect(addRecord.publish(anAlert(), { a: 1 })).toEqual({ a: 1, record: { user: 'ann' } });
  expect(blank.publish(anAlert(), { a: 1 })).toEqual({});
});

test('remove_internal_fields looks at the top only', () => {
  const inside = { a: { staged: true } };

  expect(
    removeInternalFields.publish(anAlert(), {
      staged: true,
      publishers: {},
      outputs: [],
      ...inside,
    }),
  ).toEqual(inside);
});

test('remove_fields removes keys in which a pattern is found, at any depth', () => {
  const alert = anAlert({ context: { remove_fields: ['^pass', 'token$'] } });

  expect(
    removeFields.publish(alert, {
      password: 1,
      bypass: 2,
      list: [{ api_token: 3, tokens: 4 }, [{ passcode: 5 }], 'password'],
      map: { passport: 6, deeper: { x: 7 } },
    }),
  ).toEqual({ bypass: 2, list: [{ tokens: 4 }, [{}], 'password'], map: { deeper: { x: 7 } } });
});

test.each([{}, { remove_fields: [] }, { remove_fields: 'x' }, { remove_fields: [1] }])(
  'remove_fields without patterns fails, rather than send what was to be removed: %j',
  (context) => {
    expect(() => removeFields.publish(anAlert({ context }), {})).toThrow('remove_fields');
  },
);

test('remove_streamalert_normalization works at any depth', () => {
  expect(
    removeStreamalertNormalization.publish(anAlert(), {
      record: { user: 'ann', streamalert_normalization: { a: 1 } },
      streamalert_normalization: 2,
    }),
  ).toEqual({ record: { user: 'ann' } });
});

test('enumerate_fields makes a flat, sorted map in which nothing empty is left', () => {
  const flat = enumerateFields.publish(anAlert(), {
    b: { d: [1, { e: null }], c: 'x' },
    empty: {},
    none: [[]],
    a: true,
  });

  expect(Object.entries(flat)).toEqual([
    ['a', true],
    ['b.c', 'x'],
    ['b.d[0]', 1],
    ['b.d[1].e', null],
  ]);
});

test('populate_fields keeps the values of the named keys and nothing else', () => {
  const alert = anAlert({ context: { populate_fields: ['user', 'ip', 'nowhere'] } });
  const publication = { user: 'ann', record: { user: { name: 'bob' }, ip: '192.0.2.1' }, other: 1 };

  expect(populateFields.publish(alert, publication)).toEqual({
    user: ['ann', { name: 'bob' }],
    ip: ['192.0.2.1'],
    nowhere: [],
  });
  expect(populateFieldsBare.publish(alert, publication)).toEqual({
    user: ['ann', { name: 'bob' }],
    ip: '192.0.2.1',
    nowhere: null,
  });
});

test('StringifyArrays joins lists of plain values, wherever they are', () => {
  const publication = {
    list: ['a', 1, true, null, 2.5],
    empty: [],
    maps: [{ inner: ['b', 'c'] }],
    lists: [['d'], ['e', 'f']],
    text: 'g',
  };

  expect(stringifyArrays.publish(anAlert(), publication)).toEqual({
    list: 'a\n1\nTrue\nNone\n2.5',
    empty: '',
    maps: [{ inner: 'b\nc' }],
    lists: ['d', 'e\nf'],
    text: 'g',
  });
  expect(
    arraysAsText({ name: 'own', delimiter: ', ' }).publish(anAlert(), { list: ['a', 'b'] }),
  ).toEqual({ list: 'a, b' });
});

test('keys of a hostile record are keys like any other', () => {
  const publication = JSON.parse('{"__proto__": {"list": [1, 2]}, "constructor": [1]}');

  for (const { publish } of [stringifyArrays, removeStreamalertNormalization, enumerateFields]) {
    const result = publish(anAlert(), publication);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.keys(result).join()).toContain('__proto__');
  }
});
