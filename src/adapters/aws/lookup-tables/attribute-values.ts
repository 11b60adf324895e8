import { Buffer } from 'node:buffer';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { JsonValue } from '../../../domain/json.ts';

/** What an attribute holds: numbers as plain numbers, sets as lists, bytes as base64. */
export function jsonOf(attribute: AttributeValue): JsonValue {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return numberOf(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.M !== undefined) {
    return Object.fromEntries(
      Object.entries(attribute.M).map(([key, value]) => [key, jsonOf(value)]),
    );
  }
  if (attribute.L !== undefined) return attribute.L.map(jsonOf);
  if (attribute.SS !== undefined) return [...attribute.SS];
  if (attribute.NS !== undefined) return attribute.NS.map(numberOf);
  if (attribute.B !== undefined) return base64(attribute.B);
  if (attribute.BS !== undefined) return attribute.BS.map(base64);
  return null;
}

export function attributeOf(value: JsonValue): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'object') {
    if (Array.isArray(value)) return { L: value.map(attributeOf) };
    const entries = Object.entries(value).map(([key, each]) => [key, attributeOf(each)] as const);
    return { M: Object.fromEntries(entries) };
  }
  return { N: String(value) };
}

/** A whole number beyond what a double holds keeps its digits. */
function numberOf(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
