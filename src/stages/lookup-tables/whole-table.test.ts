import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { StreamAlertError } from '../../domain/errors.ts';
import type { SourceContent, TableSource, TableVersion } from '../../ports/lookup-tables.ts';
import { pastVersions } from './past-versions.ts';
import { wholeTable, type WholeTableOptions } from './whole-table.ts';

const minute = 60_000;

/** A source whose content, or whose trouble, a test decides. */
function aSource(content: string | Uint8Array | Error) {
  const state = { content, mark: 1, reads: 0 };
  const source: TableSource = {
    driver: 'test',
    id: 'test:place',
    async read(seen): Promise<SourceContent> {
      state.reads++;
      if (state.content instanceof Error) throw state.content;
      if (seen === String(state.mark)) return { outcome: 'unchanged' };
      return { outcome: 'read', bytes: Buffer.from(state.content), mark: String(state.mark) };
    },
    write: () => Promise.reject(new Error('not here')),
  };
  const put = (next: string | Uint8Array | Error) => {
    state.content = next;
    state.mark++;
  };
  return { source, state, put };
}

function aTable(content: string | Uint8Array | Error, changes: Partial<WholeTableOptions> = {}) {
  const held = aSource(content);
  const time = { now: 0 };
  const reports: string[] = [];
  const table = wholeTable(held.source, {
    name: 'owners',
    format: { kind: 'json' },
    isCompressed: false,
    refreshMilliseconds: 10 * minute,
    clock: { now: () => time.now },
    report: (reason) => reports.push(reason),
    ...changes,
  });
  const later = async (milliseconds: number) => {
    time.now += milliseconds;
    await table.refresh();
  };
  return { ...held, table, time, reports, later };
}

const found = (value: unknown) => ({ outcome: 'found', value });
const unreachable = new StreamAlertError(
  'STATE_UNAVAILABLE',
  'test:place cannot be read: no answer',
);

describe('reading again', () => {
  test('happens on the first access after its time, and not before', async () => {
    const { table, put, state, time } = aTable('{"a": 1}');
    await table.refresh();
    put('{"a": 2}');

    time.now = 10 * minute - 1;
    expect(await table.getAsync('a')).toEqual(found(1));
    expect(state.reads).toBe(1);
    time.now = 10 * minute;
    expect(await table.getAsync('a')).toEqual(found(2));
  });

  test('does not hold up who asks at once: the old content answers until the new one is there', async () => {
    const { table, put, time } = aTable('{"a": 1}');
    await table.refresh();
    put('{"a": 2}');
    time.now = 11 * minute;

    expect(table.get('a')).toEqual(found(1));
    await table.refresh();
    expect(table.get('a')).toEqual(found(2));
  });

  test('is done once for all who ask meanwhile', async () => {
    const { table, state } = aTable('{"a": 1}');

    await Promise.all(Array.from({ length: 50 }, () => table.getAsync('a')));

    expect(state.reads).toBe(1);
  });

  test('every time when nothing is trusted for a moment', async () => {
    const { table, state } = aTable('{"a": 1}', { refreshMilliseconds: 0 });

    await table.getAsync('a');
    await table.getAsync('a');

    expect(state.reads).toBe(2);
  });
});

describe('trouble', () => {
  test('a table that could not be read the first time is unavailable, and soon tried again', async () => {
    const { table, put, reports, later } = aTable(unreachable);
    await table.refresh();

    expect(table.get('a')).toEqual({ outcome: 'unavailable', reason: unreachable.message });
    expect(reports).toEqual([
      `${unreachable.message}; rules that ask it fail until it can be read`,
    ]);
    put('{"a": 1}');
    await later(29_999);
    expect(table.get('a')).toMatchObject({ outcome: 'unavailable' });
    await later(1);
    expect(table.get('a')).toEqual(found(1));
  });

  test('when a refresh fails the last content goes on, and it is soon tried again', async () => {
    const { table, put, reports, later } = aTable('{"a": 1}');
    await table.refresh();
    put(unreachable);
    await later(10 * minute);

    expect(table.get('a')).toEqual(found(1));
    expect(reports).toEqual([`${unreachable.message}; what was read before goes on answering`]);
    put('{"a": 2}');
    await later(30_000);
    expect(table.get('a')).toEqual(found(2));
  });

  test.each([
    ['a list', '["a"]', 'holds a list'],
    ['no JSON', '{"a": ', 'is not JSON'],
    ['nothing', '', 'is empty (0 bytes)'],
    ['blanks', '   ', 'is blank'],
    [
      'half of a compressed file',
      gzipSync('{"a": "something longer"}').subarray(0, 25),
      'cannot be unpacked, it may be cut off',
    ],
    ['null', 'null', 'holds null'],
  ])(
    'content that has become %s is reported, and the last good content goes on',
    async (_what, content, reason) => {
      const { table, put, reports, later } = aTable('{"a": 1}');
      await table.refresh();
      put(content);
      await later(10 * minute);

      expect(table.get('a')).toEqual(found(1));
      expect(reports).toEqual([expect.stringContaining(`test:place ${reason}`)]);
      expect(reports[0]).toContain('what was read before goes on answering');
      // It is still like that, and is told again; whoever hears it decides how often people do.
      await later(10 * minute);
      expect(reports).toHaveLength(2);
      put('{"a": 2}');
      await later(10 * minute);
      expect(table.get('a')).toEqual(found(2));
    },
  );

  test('content that was never a table is empty until it is mended', async () => {
    const { table, put, reports, later } = aTable('[1]');
    await table.refresh();

    expect(table.get('a')).toEqual({ outcome: 'nothing there' });
    expect(reports).toEqual([
      'test:place holds a list; write a map { "key": value, … }; until then it is empty',
    ]);
    put('{"a": 1}');
    await later(30_000);
    expect(table.get('a')).toEqual(found(1));
  });

  test('a table that is emptied is empty, which is told', async () => {
    const { table, put, reports, later } = aTable('{"a": 1, "b": 2}');
    await table.refresh();
    put('{}');
    await later(10 * minute);

    expect(table.get('a')).toEqual({ outcome: 'nothing there' });
    expect(reports).toEqual(['test:place is empty now; it had 2 keys before']);
  });

  test('what is not compressed and should be is used as it is, which is told', async () => {
    const { table, reports } = aTable('{"a": 1}', { isCompressed: true });
    await table.refresh();

    expect(table.get('a')).toEqual(found(1));
    expect(reports).toEqual([
      expect.stringContaining('is not compressed, and its settings say so'),
    ]);
  });
});

describe('a replay', () => {
  function aPast() {
    const versions: (TableVersion & { readonly since: number })[] = [];
    const time = { now: 0 };
    const past = pastVersions({
      async record(_table, version) {
        if (versions.at(-1)?.fingerprint !== version.fingerprint)
          versions.push({ ...version, since: time.now });
      },
      fingerprintAt: (_table, at) =>
        (versions.findLast(({ since }) => since <= at) ?? versions[0])?.fingerprint,
      version: (_table, fingerprint) => versions.find((each) => each.fingerprint === fingerprint),
    });
    return { past, versions, time };
  }

  test('sees what the table held at the time, also after another start', async () => {
    const { past, time, versions } = aPast();
    const first = aTable('{"a": 1}', { past, clock: { now: () => time.now } });
    await first.table.refresh();
    first.put('{"a": 2, "b": 1}');
    time.now = 20 * minute;
    await first.table.refresh();
    const { table } = aTable('{"a": 2, "b": 1}', { past, clock: { now: () => time.now } });
    await table.refresh();

    expect(versions).toHaveLength(2);
    expect(table.get('a', 20 * minute - 1)).toEqual(found(1));
    expect(table.get('b', 20 * minute - 1)).toEqual({ outcome: 'nothing there' });
    expect(table.get('a', 20 * minute)).toEqual(found(2));
    expect(await table.getAsync('a', 5)).toEqual(found(1));
    expect(table.get('a', -1)).toEqual(found(1));
    expect(table.get('a')).toEqual(found(2));
  });

  test('sees the table of now where nothing is kept of the time', async () => {
    const { table } = aTable('{"a": 1}');
    await table.refresh();

    expect(table.get('a', 5)).toEqual(found(1));
  });

  test('content that was refused is no version', async () => {
    const { past, versions } = aPast();
    const { table, put, later } = aTable('{"a": 1}', { past });
    await table.refresh();
    put('[1]');
    await later(10 * minute);

    expect(versions).toHaveLength(1);
  });

  test('a disk that does not take a version is told and stops nothing', async () => {
    const { past } = aPast();
    const record = () => Promise.reject(new Error('the disk is full'));
    const { table, reports } = aTable('{"a": 1}', {
      past: { ...past, history: { ...past.history, record } },
    });
    await table.refresh();

    expect(table.get('a')).toEqual(found(1));
    expect(reports).toEqual([
      expect.stringContaining('cannot be kept for replays: Error: the disk is full'),
    ]);
  });
});
