import { expect, test } from 'vitest';
import { flag, integer, legacy, listOf, mapOf, section, text } from './definition.ts';
import { withDefaults } from './with-defaults.ts';

const names = { prefix: 'acme', account: '111122223333', region: 'eu-west-1', cluster: 'prod' };

const definition = section(
  {
    bucket_name: text('Bucket').default('<prefix>-<cluster>-data'),
    buffer_size: integer('Buffer', [0], { emptyIsDefault: true }).default(128),
    enabled: flag('On').default(false),
    label: text('No default'),
    accounts: listOf(text('An account'), 'Accounts').default(['<account>']),
    inner: section({ how_many_days: integer('Days', [1]).default(14) }, 'Always there').prefault(
      {},
    ),
    vpc: section({ subnet_ids: listOf(text('A subnet'), 'Subnets').default([]) }, 'Maybe'),
    by_name: mapOf(section({ on: flag('On').default(true) }, 'One'), 'Many').default({}),
    old_key: legacy('renamed'),
  },
  'Things',
);

test('what a file leaves out is filled in, with names made of prefix, account, region and cluster', () => {
  expect(withDefaults(definition, undefined, names)).toEqual({
    bucketName: 'acme-prod-data',
    bufferSize: 128,
    enabled: false,
    accounts: ['111122223333'],
    inner: { howManyDays: 14 },
    byName: {},
  });
});

test('what a file says stays, also inside maps and where it says less than everything', () => {
  const given = {
    bucket_name: '<prefix>-mine',
    buffer_size: 5,
    accounts: [],
    label: 'x',
    inner: {},
    vpc: {},
    by_name: { one_two: {}, __proto__: { on: false } },
  };
  expect(withDefaults(definition, given, names)).toEqual({
    bucketName: '<prefix>-mine',
    bufferSize: 5,
    enabled: false,
    label: 'x',
    accounts: [],
    inner: { howManyDays: 14 },
    vpc: { subnetIds: [] },
    byName: { one_two: { on: true } },
  });
});

test('zero stands for the default where the original took it for that', () => {
  expect(withDefaults(definition, { buffer_size: 0 }, names).bufferSize).toBe(128);
});

test('a key called __proto__ is a key like others', () => {
  const given = { by_name: Object.fromEntries([['__proto__', { on: false }]]) };
  const { byName } = withDefaults(definition, given, names);
  expect(Object.entries(byName)).toEqual([['__proto__', { on: false }]]);
  expect(Reflect.get({}, 'on')).toBeUndefined();
});
