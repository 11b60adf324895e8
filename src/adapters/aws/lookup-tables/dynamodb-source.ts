import { Buffer } from 'node:buffer';
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { StreamAlertError } from '../../../domain/errors.ts';
import type { KeyedSource } from '../../../ports/lookup-tables.ts';
import { attributeOf, jsonOf } from './attribute-values.ts';
import { type AwsPlace, awsError, clientSettings } from './client-settings.ts';

export interface DynamodbSourceOptions extends AwsPlace {
  readonly name: string;
  readonly table: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly valueKey: string;
  readonly keyDelimiter: string;
  readonly consistentRead: boolean;
}

/** Longer keys cannot exist. */
const partitionKeyBytesMax = 2048;
const sortKeyBytesMax = 1024;

/** A table whose answer is one attribute of one item. */
export function dynamodbSource(options: DynamodbSourceOptions): KeyedSource {
  const { table, valueKey, consistentRead } = options;
  const id = `dynamodb:${table}`;
  const client = new DynamoDBClient(clientSettings(options));
  return {
    driver: 'dynamodb',
    id,
    async get(key) {
      const itemKey = itemKeyOf(key, options);
      if (itemKey === undefined) return { outcome: 'nothing there' };
      try {
        const { Item } = await client.send(
          new GetItemCommand({
            TableName: table,
            Key: itemKey,
            ConsistentRead: consistentRead,
            // An item without it comes back empty, and differs so from none at all.
            ProjectionExpression: '#value',
            ExpressionAttributeNames: { '#value': valueKey },
          }),
        );
        if (Item === undefined) return { outcome: 'nothing there' };
        const value = Object.hasOwn(Item, valueKey) ? Item[valueKey] : undefined;
        if (value !== undefined) return { outcome: 'found', value: jsonOf(value) };
        return { outcome: 'blank', reason: `${id} has items without "${valueKey}", its value_key` };
      } catch (error) {
        throw awsError(id, 'read', error, meanings);
      }
    },
    async set(key, value) {
      const itemKey = itemKeyOf(key, options);
      if (itemKey === undefined) {
        throw new StreamAlertError('USAGE', `${id} can have no key ${JSON.stringify(key)}`, {
          hint: 'No part of a key is empty; the partition key has up to 2,048 bytes, the sort key up to 1,024.',
        });
      }
      const item = { ...itemKey, [valueKey]: attributeOf(value) };
      try {
        await client.send(new PutItemCommand({ TableName: table, Item: item }));
      } catch (error) {
        throw awsError(id, 'written', error, meanings);
      }
    },
  };
}

const meanings: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'there is no such table in this account and region',
};

/** Undefined for a key that no item can have. Throws for one that lacks the delimiter. */
function itemKeyOf(
  key: string,
  { name, partitionKey, sortKey, keyDelimiter }: DynamodbSourceOptions,
): Record<string, AttributeValue> | undefined {
  if (sortKey === undefined) {
    return isKeyPart(key, partitionKeyBytesMax) ? { [partitionKey]: { S: key } } : undefined;
  }
  const at = key.indexOf(keyDelimiter);
  if (at === -1) {
    throw new StreamAlertError(
      'CONTENT_INVALID',
      `lookup table "${name}" has a sort key: write its keys as <partition>${keyDelimiter}<sort>; ${JSON.stringify(key.slice(0, 100))} has no "${keyDelimiter}"`,
    );
  }
  const partition = key.slice(0, at);
  // Only the first delimiter divides: sort keys may contain it.
  const sort = key.slice(at + keyDelimiter.length);
  if (!isKeyPart(partition, partitionKeyBytesMax) || !isKeyPart(sort, sortKeyBytesMax)) {
    return undefined;
  }
  return { [partitionKey]: { S: partition }, [sortKey]: { S: sort } };
}

const isKeyPart = (part: string, bytesMax: number): boolean =>
  part !== '' && Buffer.byteLength(part) <= bytesMax;
