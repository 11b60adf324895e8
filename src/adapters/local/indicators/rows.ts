import type { FeedState, StoredIndicator } from '../../../ports/indicator-store.ts';
import type { Row } from '../sqlite/database.ts';
import { integer, text, textOrNull } from '../sqlite/row.ts';

export const storedIndicator = (row: Row): StoredIndicator => ({
  type: text(row, 'type'),
  value: text(row, 'value'),
  subType: textOrNull(row, 'sub_type'),
  feed: text(row, 'feed'),
  source: text(row, 'source'),
  confidence: integerOrNull(row, 'confidence'),
  note: textOrNull(row, 'note'),
  firstSeen: integer(row, 'first_seen'),
  lastSeen: integer(row, 'last_seen'),
  addedAt: integer(row, 'added_at'),
  updatedAt: integer(row, 'updated_at'),
  expiresAt: integerOrNull(row, 'expires_at'),
});

export const feedState = (row: Row): FeedState => ({
  feed: text(row, 'feed'),
  attemptedAt: integerOrNull(row, 'attempted_at'),
  succeededAt: integerOrNull(row, 'succeeded_at'),
  problem: textOrNull(row, 'problem'),
  failingSince: integerOrNull(row, 'failing_since'),
  resume: textOrNull(row, 'resume'),
  unfinished: integer(row, 'unfinished') !== 0,
});

const integerOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : integer(row, column);
