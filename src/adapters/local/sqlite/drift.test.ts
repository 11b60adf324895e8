import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BatchResult, emptyTally, type QuarantinedRecord } from '../../../domain/batch.ts';
import type { LogTypeDrift } from '../../../domain/drift.ts';
import { type OpenState, openState } from './open-state.ts';

let folder: string;
let opened: OpenState;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
  opened = openState(join(folder, 'state.db'));
});

afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const position = { offset: 1, nextPosition: 2, done: false };
const day = 86_400_000;
const start = Date.UTC(2026, 2, 14);

const drift = (more: Partial<LogTypeDrift>): LogTypeDrift => ({
  logType: 'acme:audit',
  sampled: 10,
  keys: [],
  furtherKeys: 0,
  rejected: [],
  ...more,
});

const emptyResult: BatchResult = {
  origin: { service: 'http', resource: 'x', cluster: null, delivery: 'd' },
  tally: emptyTally(),
  alerts: [],
  quarantined: [],
  ruleFailures: [],
  history: undefined,
};

function commit(more: Partial<BatchResult>, at = start) {
  const result = { ...emptyResult, ...more };
  return opened.state.commit(result, position, at);
}

const key = (name: string, count = 1, types = ['text']) => ({ path: [name], count, types });

describe('keys that a schema lacks', () => {
  test('are forgotten when they kept records out of which none is in quarantine any more', () => {
    const refused = (...unknownKeys: string[]): QuarantinedRecord => ({
      origin: { service: 'http', resource: 'x', cluster: null, delivery: 'd' },
      position: '1',
      reason: 'no schema fits',
      detail: 'no schema fits',
      nearest: { logType: 'acme:audit', missingKeys: [], unknownKeys, wrongTypes: [], other: [] },
      raw: '{}',
      bytes: 2,
      receivedAt: start,
    });
    const foundKeys = () =>
      opened.state.drift().flatMap(({ keys }) => keys.map(({ path, found }) => [path[0], found]));
    commit({
      drift: [drift({ keys: [key('a')], rejected: [key('a'), key('tür "1"'), key('other')] })],
      quarantined: [refused('a', 'tür "1"'), refused('a')],
    });

    opened.state.forgetSettledDrift();
    expect(foundKeys()).toEqual([
      ['a', 'rejected'],
      ['a', 'sampled'],
      ['tür "1"', 'rejected'],
    ]);

    const fits: BatchResult = {
      ...emptyResult,
      tally: { ...emptyTally(), records: 1, classified: 1 },
    };
    opened.state.commitReprocessed([{ id: 1, result: fits }], start);
    opened.state.forgetSettledDrift();
    expect(foundKeys()).toEqual([
      ['a', 'rejected'],
      ['a', 'sampled'],
    ]);

    opened.state.commitReprocessed([{ id: 2, result: fits }], start);
    opened.state.forgetSettledDrift();
    expect(foundKeys()).toEqual([['a', 'sampled']]);
  });

  test('are added up by source and log type, with the first and the last time', () => {
    commit({ drift: [drift({ keys: [key('tls', 2), { ...key('a'), path: ['a', 'b.c'] }] })] });
    commit({ drift: [drift({ keys: [key('tls', 3, ['map'])] })] }, start + day);
    commit({ drift: [drift({ rejected: [key('tls', 4)] })] }, start + day);

    expect(opened.state.drift()).toEqual([
      {
        service: 'http',
        resource: 'x',
        logType: 'acme:audit',
        sampled: 30,
        furtherKeys: 0,
        keys: [
          {
            path: ['tls'],
            found: 'sampled',
            count: 5,
            types: ['text', 'map'],
            firstSeen: start,
            lastSeen: start + day,
          },
          {
            path: ['tls'],
            found: 'rejected',
            count: 4,
            types: ['text'],
            firstSeen: start + day,
            lastSeen: start + day,
          },
          {
            path: ['a', 'b.c'],
            found: 'sampled',
            count: 1,
            types: ['text'],
            firstSeen: start,
            lastSeen: start,
          },
        ],
      },
    ]);
  });

  test('are told when they are new, and only then', () => {
    const first = commit({ drift: [drift({ keys: [key('tls')] })] });
    const second = commit({ drift: [drift({ keys: [key('tls'), key('x')] })] });

    expect(first.newDrift).toMatchObject([
      { logType: 'acme:audit', path: ['tls'], found: 'sampled' },
    ]);
    expect(second.newDrift).toMatchObject([{ path: ['x'] }]);
    expect(commit({}).newDrift).toBeUndefined();
  });

  test('do not grow beyond a bound, whatever the names', () => {
    for (let batch = 0; batch < 20; batch++) {
      const keys = Array.from({ length: 50 }, (_, n) => key(`k${batch}-${n}`));
      commit({ drift: [drift({ keys })] });
    }

    const [found] = opened.state.drift();
    expect(found?.keys).toHaveLength(300);
    expect(found?.furtherKeys).toBe(700);
  });

  test('that were met once make room after a week', () => {
    const random = Array.from({ length: 300 }, (_, n) => key(`random${n}`));
    commit({ drift: [drift({ keys: random })] });
    commit({ drift: [drift({ keys: [key('random0')] })] }, start + day);

    const outcome = commit({ drift: [drift({ keys: [key('tls')] })] }, start + 8 * day);

    expect(outcome.newDrift).toMatchObject([{ path: ['tls'] }]);
    expect(opened.state.drift()[0]?.keys.map(({ path }) => path)).toEqual([['random0'], ['tls']]);
  });

  test('are not there when the commit fails', () => {
    const broken = { ...drift({ keys: [key('tls')] }), sampled: Number.NaN };

    expect(() => commit({ drift: [broken] })).toThrow();
    expect(opened.state.drift()).toEqual([]);
  });

  test('of a log type without any are no entry', () => {
    commit({ drift: [drift({})] });

    expect(opened.state.drift()).toEqual([]);
  });
});

test('times that do not read are counted by source, log type and problem', () => {
  const problem = { logType: 'acme:audit', problem: 'absurd', count: 2 } as const;
  commit({ timeProblems: [problem] });
  commit({ timeProblems: [problem, { ...problem, problem: 'absent' }] }, start + day);

  expect(opened.state.timeProblems()).toMatchObject([
    { problem: 'absent', count: 2, firstSeen: start + day },
    { problem: 'absurd', count: 4, firstSeen: start, lastSeen: start + day },
  ]);
});
