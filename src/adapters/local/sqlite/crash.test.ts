import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenState, openState } from './open-state.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-crash-'));
  file = join(folder, 'state.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Commits batches of three records from the committed position on, until it is stopped or the disk is full. */
const committing = `
  const { openState } = await import(process.argv[1]);
  const { state, alerts } = openState(process.argv[2], { requiredOutputs: ['file:all'] });
  const origin = { service: 'file', resource: 'logs', cluster: null, delivery: '/log' };
  const position = () => state.positionOf('file', 'logs', '/log') ?? { offset: 0, nextPosition: 1 };
  const size = Number(process.argv[3]);
  try {
    for (;;) {
      const { offset, nextPosition } = position();
      const ids = [0, 1, 2].map((n) => 'alert-' + (nextPosition + n));
      const made = ids.map((id) => ({
        id, ruleName: 'r' + nextPosition, createdAt: nextPosition, outputs: ['file:all', 'slack:soc'],
        mergeBy: { keys: ['k'], windowMinutes: 1, sendFirst: false }, record: { filler: 'x'.repeat(size) },
      }));
      const tally = { records: 3, classified: 3, quarantined: 0, filtered: 0, bytes: 30, byLogType: { t: 3 } };
      state.commit(
        { origin, tally, alerts: made, quarantined: [], ruleFailures: [], history: undefined },
        { offset: offset + 30, nextPosition: nextPosition + 3, done: false },
        0,
      );
      // What has been written here was acknowledged and may not be lost.
      process.stdout.write(String(nextPosition + 3) + '\\n');
      if (nextPosition % 9 === 1) {
        const merged = { ...made[0], id: 'merged-' + nextPosition, mergeBy: null };
        const group = alerts.groupsToMerge(1e12, 1e6).find(({ firstId }) => firstId === ids[0]);
        const tell = merged.outputs.map((output) => ({ output, at: 0 }));
        alerts.saveGroupStep({ groupId: group.id, memberIds: ids, progress: {}, merged, tell, isOver: true });
      }
    }
  } catch (error) {
    process.stdout.write('stopped ' + JSON.stringify({ code: error.code, message: error.message, hint: error.hint }));
  }
`;

const committer = (size: number, prefix: readonly string[] = []) => {
  const adapter = new URL('./open-state.ts', import.meta.url).href;
  const script = ['--input-type=module', '--eval', committing, adapter, file, String(size)];
  const command = [...prefix, process.execPath, '--no-warnings', ...script];
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return { child, closed: once(child, 'close'), output: () => output };
};

/** Waits for the child's output to say enough; a child that ends before has failed. */
async function outputUntil(child: ChildProcess, output: () => string, enough: RegExp) {
  const { stdout } = child;
  while (!enough.test(output())) {
    if (child.exitCode !== null || stdout === null) throw new Error(`the child ended: ${output()}`);
    await Promise.race([once(stdout, 'data'), once(child, 'close')]);
  }
}
/** The ledger, the position and the alerts tell the same story; gives back how many records are committed. */
function expectBalanced({ state, alerts }: OpenState): number {
  const [entry] = state.ledger();
  const records = entry?.tally.records ?? 0;
  const position = state.positionOf('file', 'logs', '/log');
  expect(position?.nextPosition ?? 1).toBe(records + 1);
  expect(position?.offset ?? 0).toBe(records * 10);
  expect(entry?.tally.byLogType['t'] ?? 0).toBe(records);

  const all = alerts.list({ limit: 1_000_000 });
  const members = all.filter(({ alert }) => alert.id.startsWith('alert-'));
  const numbers = members.map(({ alert }) => Number(alert.id.slice('alert-'.length)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: records }, (_, n) => n + 1),
  );

  const merged = all.filter(({ alert }) => alert.id.startsWith('merged-'));
  expect(members.filter(({ mergedInto }) => mergedInto !== null)).toHaveLength(merged.length * 3);
  expect(alerts.deliveryCounts()).toEqual({
    waiting: records + merged.length * 2,
    merging: records - merged.length * 3,
    merged: merged.length * 3,
    delivered: 0,
    'given up': 0,
    silenced: 0,
    dropped: 0,
  });
  return records;
}

const acknowledged = (output: string): number =>
  Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1)) - 1;

test('a process killed at any moment has lost and doubled nothing', async () => {
  let before = 0;
  for (const milliseconds of [0, 13, 29, 47, 71, 97]) {
    const { child, closed, output } = committer(10);
    await outputUntil(child, output, /\n/);
    await delay(milliseconds);
    child.kill('SIGKILL');
    await closed;

    const state = openState(file, { requiredOutputs: ['file:all'] });
    const records = expectBalanced(state);
    state.close();
    expect(records).toBeGreaterThanOrEqual(acknowledged(output()));
    expect(records).toBeGreaterThan(before);
    before = records;
  }
});

test('a disk that is full stops the commit, says what to do and keeps what was acknowledged', async () => {
  // The shell bounds the size of files, in blocks; writing beyond fails as on a full disk.
  const { closed, output } = committer(20_000, ['sh', '-c', 'ulimit -f 2000; exec "$@"', 'sh']);
  await closed;

  const text = output();
  const stopped = JSON.parse(text.slice(text.indexOf('stopped ') + 'stopped '.length));
  expect(stopped).toMatchObject({
    code: 'STATE_UNAVAILABLE',
    message: expect.stringContaining(file),
    hint: expect.stringMatching(/disk/),
  });
  const state = openState(file, { requiredOutputs: ['file:all'] });
  expect(expectBalanced(state)).toBe(acknowledged(text.slice(0, text.indexOf('stopped '))));
  state.close();
});
