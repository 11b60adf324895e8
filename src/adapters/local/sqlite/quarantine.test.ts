import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../../testing/alert-builder.ts';
import { type BatchResult, emptyTally, type QuarantinedRecord } from '../../../domain/batch.ts';
import type { Origin } from '../../../domain/record.ts';
import { migrations } from './migrations.ts';
import { type OpenState, openState } from './open-state.ts';

let folder: string;
let file: string;
const opened: OpenState[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-quarantine-'));
  file = join(folder, 'state.db');
});
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
  rmSync(folder, { recursive: true });
});

function open(): OpenState {
  const state = openState(file);
  opened.push(state);
  return state;
}

const origin: Origin = { service: 'http', resource: 'okta', cluster: 'prod', delivery: '1:0' };
const arrival = Date.parse('2026-03-14T11:42:07Z');
const atTen = { offset: 10, nextPosition: 2, done: false };

const aResult = (changes: Partial<BatchResult> = {}): BatchResult => ({
  origin,
  tally: emptyTally(),
  alerts: [],
  quarantined: [],
  ruleFailures: [],
  history: undefined,
  ...changes,
});

const refused = (changes: Partial<QuarantinedRecord> = {}): QuarantinedRecord => ({
  origin,
  position: '1',
  reason: 'no schema fits',
  detail: 'nearest is okta:system: unknown x',
  nearest: { ...nothingMissed, logType: 'okta:system', unknownKeys: ['x'] },
  raw: '{"x":1}',
  bytes: 7,
  receivedAt: arrival,
  ...changes,
});

const nothingMissed = { missingKeys: [], unknownKeys: [], wrongTypes: [], other: [] };

/** Commits records to quarantine as a batch does that holds nothing else. */
function keep({ state }: OpenState, quarantined: readonly QuarantinedRecord[], at = arrival) {
  const { length } = quarantined;
  const tally = { ...emptyTally(), records: length, quarantined: length, bytes: length };
  state.commit(aResult({ tally, quarantined }), atTen, at);
}

const classifiedNow = (logType: string, changes: Partial<BatchResult> = {}): BatchResult =>
  aResult({
    tally: { ...emptyTally(), records: 1, classified: 1, bytes: 7, byLogType: { [logType]: 1 } },
    ...changes,
  });

const refusedNow = (changes: Partial<QuarantinedRecord> = {}): BatchResult =>
  aResult({
    tally: { ...emptyTally(), records: 1, quarantined: 1 },
    quarantined: [refused(changes)],
  });

describe('questions', () => {
  test('count alike records of a source together, the most frequent first', () => {
    const store = open();
    const found = (text: string) => ({
      ...nothingMissed,
      logType: 'okta:system',
      wrongTypes: [`n: expected integer, found "${text}"`],
    });
    keep(store, [
      refused({ receivedAt: arrival + 5 }),
      refused({ position: '2', receivedAt: arrival }),
      refused({ position: '3', receivedAt: arrival + 9 }),
      refused({ position: '4', origin: { ...origin, resource: 'other' } }),
      refused({ position: '5', nearest: found('a') }),
      refused({ position: '6', nearest: found('b') }),
    ]);

    const kinds = store.state.quarantineKinds({ limit: 10 });

    expect(kinds).toMatchObject([
      { count: 3, resource: 'okta', exampleId: 3, reason: 'no schema fits' },
      { count: 2, resource: 'okta', exampleId: 6, nearest: found('b') },
      { count: 1, resource: 'other', exampleId: 4 },
    ]);
    expect(kinds[0]).toMatchObject({
      firstReceivedAt: arrival,
      lastReceivedAt: arrival + 9,
      nearest: refused().nearest,
    });
    expect(store.state.quarantineKinds({ limit: 1 })).toHaveLength(1);
  });

  test('are asked of reasons, times, sources and log types', () => {
    const store = open();
    keep(store, [
      refused({ position: '1', receivedAt: arrival }),
      refused({ position: '2', receivedAt: arrival + 10, reason: 'not JSON', nearest: null }),
      refused({ position: '3', receivedAt: arrival + 20 }),
    ]);
    const positions = (filter: Parameters<typeof store.state.quarantineCount>[0]) => ({
      list: store.state.quarantine({ limit: 9, ...filter }).map(({ position }) => position),
      counted: store.state.quarantineCount(filter),
      kinds: store.state
        .quarantineKinds({ limit: 9, ...filter })
        .reduce((sum, { count }) => sum + count, 0),
    });

    expect(positions({ reason: 'not JSON' })).toEqual({ list: ['2'], counted: 1, kinds: 1 });
    expect(positions({ since: arrival + 10 })).toEqual({
      list: ['3', '2'],
      counted: 2,
      kinds: 2,
    });
    expect(positions({ until: arrival + 10 })).toEqual({ list: ['1'], counted: 1, kinds: 1 });
    expect(positions({ logType: 'okta:system', since: arrival + 1 })).toEqual({
      list: ['3'],
      counted: 1,
      kinds: 1,
    });
    expect(positions({ resource: "x' OR 1=1 --" })).toEqual({ list: [], counted: 0, kinds: 0 });
  });

  test('give pages in the order of arrival, never more than fits', () => {
    const store = open();
    const sized = [10, 10, 500, 10, 10].map((bytes, index) =>
      refused({ bytes, position: String(index + 1) }),
    );
    keep(store, sized);
    const ids = (afterId: number, recordsMax = 9) =>
      store.state
        .quarantinePage({ afterId, upToId: 4, bytesMax: 100, recordsMax })
        .map(({ id }) => id);

    expect(ids(0)).toEqual([1, 2]);
    expect(ids(0, 1)).toEqual([1]);
    expect(ids(2)).toEqual([3]);
    expect(ids(3)).toEqual([4]);
    expect(ids(4)).toEqual([]);
    expect(store.state.lastQuarantineId()).toBe(5);
  });

  test('give bytes that are no text back as they were', () => {
    const store = open();
    const raw = Buffer.from([0xff, 0, 0x41, 0xe9]).toString('latin1');
    keep(store, [refused({ raw, encoding: 'latin1', payload: '{"a":1}' })]);

    expect(store.state.quarantined(1)).toEqual({
      id: 1,
      ...refused({ raw, encoding: 'latin1', payload: '{"a":1}' }),
    });
    expect(store.state.quarantined(2)).toBeUndefined();
  });

  test('about kinds are answered by the index alone', () => {
    const store = open();
    keep(store, [refused()]);
    const db = new DatabaseSync(file);

    const plan = db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT kind, service, resource, sum(coalesce(alike, 1)), max(id),
         min(received_at) FROM quarantine INDEXED BY quarantine_by_kind WHERE received_at >= 1
         GROUP BY kind, service, resource`,
      )
      .all()
      .map(({ detail }) => String(detail));
    db.close();

    expect(plan).toEqual(['SCAN quarantine USING COVERING INDEX quarantine_by_kind']);
  });
});

describe('a record that is classified at last', () => {
  test('leaves the quarantine and is counted as classified in the hour of its arrival', () => {
    const store = open();
    keep(store, [refused(), refused({ position: '2' })]);
    const history = new Uint8Array(Buffer.from('{"log_type":"okta:system"}\n'));
    const result = classifiedNow('okta:system', { alerts: [anAlert({ id: 'a' })], history });

    const later = arrival + 9 * 3_600_000;
    const outcome = store.state.commitReprocessed([{ id: 1, result }], later);

    expect(outcome).toEqual({ newAlerts: ['a'], gone: [] });
    expect(store.state.quarantine({ limit: 9 }).map(({ id }) => id)).toEqual([2]);
    expect(store.state.ledger()).toEqual([
      {
        service: 'http',
        resource: 'okta',
        hour: '2026-03-14-11',
        tally: {
          ...emptyTally(),
          records: 2,
          classified: 1,
          quarantined: 1,
          bytes: 2,
          byLogType: { 'okta:system': 1 },
        },
      },
    ]);
    expect(store.alerts.due('slack:soc', later, 9).map(({ alert }) => alert.id)).toEqual(['a']);
    const [waiting] = store.state.waitingHistory(9);
    expect(Buffer.from(waiting?.lines ?? []).toString()).toBe('{"log_type":"okta:system"}\n');
    store.state.forgetWaitingHistory(waiting?.id ?? 0);
    expect(store.state.waitingHistory(9)).toEqual([]);
  });

  test('a second time changes nothing', () => {
    const store = open();
    keep(store, [refused()]);
    const result = classifiedNow('okta:system', {
      alerts: [anAlert({ id: 'a' })],
      history: new Uint8Array([10]),
    });

    store.state.commitReprocessed([{ id: 1, result }], arrival);
    const before = store.state.ledger();
    const outcome = store.state.commitReprocessed([{ id: 1, result }], arrival);

    expect(outcome).toEqual({ newAlerts: [], gone: [1] });
    expect(store.state.ledger()).toEqual(before);
    expect(store.state.waitingHistory(9)).toHaveLength(1);
  });

  test('may hold several records, of which some are new in quarantine: the ledger balances', () => {
    const store = open();
    keep(store, [refused()]);
    const result = aResult({
      tally: {
        ...emptyTally(),
        records: 5,
        classified: 3,
        quarantined: 2,
        byLogType: { 'okta:system': 3 },
      },
      quarantined: [
        refused({ position: '1:2', reason: 'invalid record' }),
        refused({ position: '1:4', reason: 'invalid record' }),
      ],
    });

    store.state.commitReprocessed([{ id: 1, result }], arrival);

    const [entry] = store.state.ledger();
    expect(entry?.tally).toMatchObject({ records: 5, classified: 3, quarantined: 2 });
    expect(store.state.quarantine({ limit: 9 }).map(({ position }) => position)).toEqual([
      '1:4',
      '1:2',
    ]);
    // Those can be taken out in their turn, from the same hour.
    store.state.commitReprocessed([{ id: 2, result: classifiedNow('okta:system') }], arrival);
    expect(store.state.ledger()[0]?.tally).toMatchObject({ classified: 4, quarantined: 1 });
  });

  test('that is only a comment of its format is counted as filtered', () => {
    const store = open();
    keep(store, [refused()]);
    const tally = { ...emptyTally(), records: 1, filtered: 1 };

    store.state.commitReprocessed([{ id: 1, result: aResult({ tally }) }], arrival);

    expect(store.state.ledger()[0]?.tally).toMatchObject({
      records: 1,
      classified: 0,
      quarantined: 0,
      filtered: 1,
    });
    expect(store.state.quarantineCount({})).toBe(0);
  });

  test('takes its whole batch with it or stays', () => {
    const store = open();
    keep(store, [refused(), refused({ position: '2' })]);
    const before = store.state.ledger();
    const broken = anAlert({ id: 'b', ruleName: undefined as unknown as string });

    expect(() =>
      store.state.commitReprocessed(
        [
          { id: 1, result: classifiedNow('okta:system', { alerts: [anAlert({ id: 'a' })] }) },
          { id: 2, result: classifiedNow('okta:system', { alerts: [broken] }) },
        ],
        arrival,
      ),
    ).toThrow(/cannot be bound/);

    expect(store.state.quarantineCount({})).toBe(2);
    expect(store.state.ledger()).toEqual(before);
    expect(store.alerts.list({ limit: 9 })).toEqual([]);
  });
});

test('a record that still fits nothing stays, with the reason of now', () => {
  const store = open();
  keep(store, [refused()]);
  const nearest = { ...nothingMissed, logType: 'okta:other', missingKeys: ['y'] };

  store.state.commitReprocessed(
    [{ id: 1, result: refusedNow({ detail: 'lacks y', nearest, raw: 'not this' }) }],
    arrival,
  );

  expect(store.state.quarantined(1)).toEqual({
    id: 1,
    ...refused({ detail: 'lacks y', nearest }),
  });
  expect(store.state.ledger()[0]?.tally).toMatchObject({ records: 1, quarantined: 1 });
  expect(store.state.quarantineKinds({ limit: 9, logType: 'okta:other' })).toMatchObject([
    { count: 1, nearest },
  ]);
});

test('records of a state of the first version can be counted and taken out', () => {
  const db = new DatabaseSync(file);
  db.exec(`
    CREATE TABLE migrations (version INTEGER PRIMARY KEY, applied_at TEXT) STRICT;
    INSERT INTO migrations VALUES (1, 'then');
    ${migrations[0]}
    INSERT INTO ledger VALUES ('2026-03-14-11', 'http', 'okta', 2, 0, 2, 0, 14);
    INSERT INTO quarantine (service, resource, delivery, position, reason, detail, bytes, received_at, raw)
    VALUES ('http', 'okta', '1:0', '1', 'no schema fits', 'no schema is near', 7, ${arrival}, 'text'),
      ('http', 'okta', '1:0', '2', 'not UTF-8', 'bytes that are not UTF-8', 1, ${arrival}, 'ÿ');
  `);
  db.close();

  const store = open();
  store.state.commitReprocessed([{ id: 1, result: classifiedNow('okta:system') }], arrival);

  expect(store.state.quarantineKinds({ limit: 9 })).toMatchObject([{ count: 1, exampleId: 2 }]);
  expect(store.state.quarantined(2)).toMatchObject({ raw: 'ÿ', encoding: 'latin1' });
  expect(store.state.ledger()[0]?.tally).toMatchObject({
    records: 2,
    classified: 1,
    quarantined: 1,
  });
});
