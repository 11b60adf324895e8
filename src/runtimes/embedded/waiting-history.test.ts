import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openHistory } from '../../adapters/local/history/open-history.ts';
import { type OpenState, openState } from '../../adapters/local/sqlite/open-state.ts';
import { emptyTally } from '../../domain/batch.ts';
import type { History } from '../../ports/history.ts';
import { takeWaitingHistory } from './waiting-history.ts';

let folder: string;
let state: OpenState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-waiting-'));
  state = openState(join(folder, 'state.db'));
});
afterEach(() => {
  state.close();
  rmSync(folder, { recursive: true });
});

const origin = { service: 'http', resource: 'shop', cluster: null, delivery: '1:0' };
const at = Date.parse('2026-03-14T11:42:07Z');

/** Takes a record out of quarantine whose history is one line with its number. */
function reprocess(number: number) {
  const tally = { ...emptyTally(), records: 1, quarantined: 1, bytes: 1 };
  const base = { origin, alerts: [], ruleFailures: [], history: undefined };
  const record = {
    origin,
    position: String(number),
    reason: 'no schema fits' as const,
    detail: 'no schema is near',
    nearest: null,
    raw: '{}',
    bytes: 2,
    receivedAt: at,
  };
  state.state.commit(
    { ...base, tally, quarantined: [record] },
    { offset: number, nextPosition: number + 1, done: false },
    at,
  );
  const line = {
    log_type: 'shop:orders',
    event_time: at,
    ingest_time: at,
    source_service: 'http',
    source_entity: 'shop',
    position: `1:0:${number}`,
    record: { id: number },
  };
  const result = {
    ...base,
    tally: { ...emptyTally(), records: 1, classified: 1 },
    quarantined: [],
    history: new Uint8Array(Buffer.from(`${JSON.stringify(line)}\n`)),
  };
  state.state.commitReprocessed([{ id: state.state.lastQuarantineId(), result }], at);
}

const history = (): History => openHistory({ dataDir: folder, columns: new Map() });

async function positions(): Promise<unknown[]> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const rows = await connection.runAndReadAll(
    `SELECT position FROM read_parquet('${folder}/history/*/*/*.parquet') ORDER BY position`,
  );
  connection.closeSync();
  database.closeSync();
  return rows.getRows().map(([position]) => position);
}

test('lines that were taken and not forgotten, since the process ended, come to the history once', async () => {
  reprocess(1);
  reprocess(2);
  const ending = history();
  const [oldest] = state.state.waitingHistory(1);
  ending.append(`outbox/${oldest?.id}`, oldest?.lines ?? new Uint8Array());
  await ending.close();
  // What waits by then goes with it.
  reprocess(3);

  const next = history();
  expect(takeWaitingHistory(state.state, next)).toBe(true);
  await next.flush();
  await next.close();

  expect(await positions()).toEqual(['1:0:1', '1:0:2', '1:0:3']);
  expect(state.state.waitingHistory(9)).toEqual([]);
});

test('a long backlog is taken in several turns, many batches at a time', async () => {
  for (let number = 1; number <= 40; number++) reprocess(number);
  const taking = history();
  const limits = { batches: 9, bytes: 1_000_000, times: 3 };

  const isDone = [1, 2].map(() => takeWaitingHistory(state.state, taking, limits));

  expect(isDone).toEqual([false, true]);
  expect(readdirSync(join(folder, 'history-staging/batches'))).toHaveLength(5);
  await taking.flush();
  await taking.close();
  expect(await positions()).toHaveLength(40);
});

test('no more bytes than that are taken at a time, but one batch always is', async () => {
  for (let number = 1; number <= 4; number++) reprocess(number);
  const taking = history();

  const limits = { batches: 9, bytes: 10, times: 9 };
  expect(takeWaitingHistory(state.state, taking, limits)).toBe(true);
  await taking.close();

  expect(readdirSync(join(folder, 'history-staging/batches'))).toHaveLength(4);
});
