import type { Row } from './database.ts';
import { damagedState } from './state-error.ts';

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw damagedState(`"${column}" should be text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw damagedState(`"${column}" should be a number`);
  return value;
}
