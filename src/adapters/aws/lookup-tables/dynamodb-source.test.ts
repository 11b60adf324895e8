import { PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDynamodb } from '../../../../testing/aws-emulators.ts';
import { lookupTableContract } from '../../../ports/lookup-table.contract.ts';
import { keyedTable } from '../../../stages/lookup-tables/keyed-table.ts';
import { attributeOf, jsonOf } from './attribute-values.ts';
import { dynamodbSource, type DynamodbSourceOptions } from './dynamodb-source.ts';

let dynamodb: Awaited<ReturnType<typeof startDynamodb>>;
beforeAll(async () => {
  dynamodb = await startDynamodb();
  await dynamodb.createTable('sorted', 'user', 'day');
  await dynamodb.createTable('plain', 'user');
});
afterAll(() => dynamodb.stop());
beforeEach(() => {
  for (const [name, value] of Object.entries(dynamodb.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const sourceOf = (changes: Partial<DynamodbSourceOptions> = {}) =>
  dynamodbSource({
    region: 'us-east-1',
    hasOwnEndpoint: true,
    name: 'owners',
    table: 'plain',
    partitionKey: 'user',
    valueKey: 'value',
    keyDelimiter: ':',
    consistentRead: false,
    ...changes,
  });

let tables = 0;
lookupTableContract('a DynamoDB table', {
  async create(content) {
    const table = `table-${++tables}`;
    await dynamodb.createTable(table, 'user');
    for (const [key, value] of Object.entries(content)) {
      const Item = { user: { S: key }, value: attributeOf(value) };
      await dynamodb.client.send(new PutItemCommand({ TableName: table, Item }));
    }
    return keyedTable(sourceOf({ table }), {
      refreshMilliseconds: 60_000,
      keysMax: 0,
      clock: { now: Date.now },
      report: (reason) => {
        throw new Error(reason);
      },
    });
  },
  values: 'any',
  isWritten: true,
  place: 'network',
});

describe('a table with a sort key', () => {
  const sorted = (changes: Partial<DynamodbSourceOptions> = {}) =>
    sourceOf({ table: 'sorted', sortKey: 'day', ...changes });

  test('a key is divided at its first delimiter alone', async () => {
    await sorted().set('ann:2026:03:14', 'on call');

    const { Item } = await dynamodb.client.send(
      new GetItemCommand({
        TableName: 'sorted',
        Key: { user: { S: 'ann' }, day: { S: '2026:03:14' } },
      }),
    );
    expect(Item?.['value']).toEqual({ S: 'on call' });
    expect(await sorted().get('ann:2026:03:14')).toEqual({ outcome: 'found', value: 'on call' });
    expect(await sorted({ keyDelimiter: '::' }).get('ann::2026:03:14')).toEqual({
      outcome: 'found',
      value: 'on call',
    });
  });

  test('a key without the delimiter is an error that says how to write it', async () => {
    await expect(sorted().get('ann')).rejects.toThrow(
      'write its keys as <partition>:<sort>; "ann" has no ":"',
    );
  });

  test.each([':x', 'x:', `${'x'.repeat(2049)}:a`, `a:${'x'.repeat(1025)}`])(
    'a key that no item can have is not there, and cannot be written',
    async (key) => {
      expect(await sorted().get(key)).toEqual({ outcome: 'nothing there' });
      await expect(sorted().set(key, 1)).rejects.toThrow('can have no key');
    },
  );
});

describe('what is read', () => {
  test('a long integer keeps its digits', () => {
    expect(jsonOf({ N: '9007199254740993' })).toBe(9007199254740993n);
    expect(attributeOf(9007199254740993n)).toEqual({ N: '9007199254740993' });
  });

  test('an item without the value is not one that is not there', async () => {
    await dynamodb.client.send(
      new PutItemCommand({ TableName: 'plain', Item: { user: { S: 'blank' } } }),
    );

    expect(await sourceOf().get('blank')).toEqual({
      outcome: 'blank',
      reason: 'dynamodb:plain has items without "value", its value_key',
    });
    expect(await sourceOf().get('nobody')).toEqual({ outcome: 'nothing there' });
  });

  test.each([true, false])('is as consistent as the settings say: %s', async (consistentRead) => {
    await sourceOf().set('ann', 'x');

    expect(await sourceOf({ consistentRead }).get('ann')).toEqual({ outcome: 'found', value: 'x' });
  });

  test('a table that does not exist is an error that says so', async () => {
    await expect(sourceOf({ table: 'nobodys' }).get('a')).rejects.toThrow(
      'dynamodb:nobodys cannot be read: there is no such table in this account and region',
    );
  });

  test.each([
    [{ N: '5' }, 5],
    [{ N: '1.5' }, 1.5],
    [{ BOOL: false }, false],
    [{ NULL: true as const }, null],
    [{ SS: ['a', 'b'] }, ['a', 'b']],
    [{ NS: ['1', '2'] }, [1, 2]],
    [{ B: new Uint8Array([0, 255]) }, 'AP8='],
    [{ BS: [new Uint8Array([1])] }, ['AQ==']],
    [{ M: { a: { L: [{ N: '1' }, { S: 'x' }] } } }, { a: [1, 'x'] }],
  ])('$0 comes as JSON', (attribute, value) => {
    expect(jsonOf(attribute)).toEqual(value);
  });
});
