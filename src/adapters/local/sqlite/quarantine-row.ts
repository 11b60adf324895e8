import type { NearMiss, QuarantineReason } from '../../../domain/batch.ts';
import { quarantineReasons } from '../../../domain/quarantine-reason.ts';
import type { QuarantineKind, StoredQuarantine } from '../../../ports/state-store.ts';
import type { Row } from './database.ts';
import { integer, text, textOrNull } from './row.ts';
import { damagedState } from './state-error.ts';

export function quarantinedRecord(row: Row): StoredQuarantine {
  const payload = textOrNull(row, 'payload');
  return {
    id: integer(row, 'id'),
    origin: {
      service: text(row, 'service'),
      resource: text(row, 'resource'),
      cluster: textOrNull(row, 'cluster'),
      delivery: text(row, 'delivery'),
    },
    position: text(row, 'position'),
    reason: quarantineReason(text(row, 'reason')),
    detail: text(row, 'detail'),
    nearest: nearestIn(row),
    raw: textOrNull(row, 'raw') ?? undefined,
    ...(row['encoding'] === 'latin1' ? { encoding: 'latin1' as const } : {}),
    ...(payload === null ? {} : { payload }),
    bytes: integer(row, 'bytes'),
    receivedAt: integer(row, 'received_at'),
    ...(row['alike'] === null ? {} : { count: integer(row, 'alike') }),
  };
}

export const quarantineKindIn = (row: Row): QuarantineKind => ({
  count: integer(row, 'records'),
  service: text(row, 'service'),
  resource: text(row, 'resource'),
  reason: quarantineReason(text(row, 'reason')),
  detail: text(row, 'detail'),
  nearest: nearestIn(row),
  firstReceivedAt: integer(row, 'first_received_at'),
  lastReceivedAt: integer(row, 'last_received_at'),
  exampleId: integer(row, 'example'),
});

function quarantineReason(name: string): QuarantineReason {
  const reason = quarantineReasons.find((known) => known === name);
  if (reason === undefined) throw damagedState(`"${name}" is no reason for quarantine`);
  return reason;
}

function nearestIn(row: Row): NearMiss | null {
  const json = textOrNull(row, 'nearest');
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  const isNearMiss = typeof value === 'object' && value !== null && 'missingKeys' in value;
  if (!isNearMiss) throw damagedState('the nearest schema of a quarantined record');
  return value as NearMiss;
}
