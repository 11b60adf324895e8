import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../../testing/alert-builder.ts';
import { type OpenState, openState } from '../../../adapters/local/sqlite/open-state.ts';
import type { Digest, DigestSender, DigestSending } from '../../../ports/digest-sender.ts';
import { promotionJobs } from './promotion-jobs.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 2, 14, 12);

let folder: string;
let state: OpenState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-jobs-'));
  state = openState(join(folder, 'state.db'));
  state.rules.sync(
    ['quiet', 'loud'].map((name) => ({ name, stagingHours: 48 })),
    { newRules: 'stage', missingRules: 'delete' },
    { now: noon, by: 'start' },
  );
  for (const name of ['quiet', 'loud']) state.rules.stage(name, { now: noon, by: 'ann' });
  state.alerts.add([anAlert({ ruleName: 'loud', createdAt: noon + hour, staged: true })]);
});
afterEach(() => {
  state.close();
  rmSync(folder, { recursive: true });
});

const hourly = (after: number) => after + hour;

/** Where digests end up, in the memory of a test. */
function receiver(name: string, answer: DigestSending) {
  const got: Digest[] = [];
  const sender: DigestSender = {
    name,
    async send(digest) {
      got.push(digest);
      return answer;
    },
  };
  return { sender, got };
}

function setup(senders: readonly DigestSender[], now = noon + 49 * hour) {
  const told: unknown[] = [];
  const jobs = promotionJobs(
    { promote: hourly, digest: hourly },
    {
      stores: {
        rules: state.rules,
        alertStore: state.alerts,
        clock: { now: () => now },
        alertsMaxOf: () => 0,
        ruleFailures: () => state.state.ruleFailureCounts(),
        isPromoting: true,
      },
      runs: state.jobRuns,
      senders,
      observer: {
        promoted: (names) => told.push(['promoted', ...names]),
        unsentDigest: ({ subject }) => told.push(['unsent', subject]),
        digestTrouble: (name, reason, retried) => told.push(['trouble', name, reason, retried]),
      },
    },
  );
  const run = async (name: string) => jobs.find((job) => job.name === name)?.run();
  return { told, names: jobs.map(({ name }) => name), run };
}

test('promotion makes quiet rules live and tells of them', async () => {
  const { run, told } = setup([]);

  expect(await run('rule promotion')).toBe('done');
  expect(await run('rule promotion')).toBe('done');

  expect(told).toEqual([['promoted', 'quiet']]);
});

test('the digest does not promote, and is told where nobody receives it', async () => {
  const { run, told, names } = setup([]);

  expect(names).toEqual(['rule promotion', 'rule staging digest']);
  expect(await run('rule staging digest')).toBe('done');

  expect(told).toEqual([
    ['unsent', 'Alert statistics for 2 staged rule(s) [2026-03-16 13:00:00 UTC]'],
  ]);
});

describe('with receivers', () => {
  test('each has a job of its own, so that one that fails keeps no other from getting it once', async () => {
    const down = receiver('sns:stats', { outcome: 'failed', reason: 'no such topic' });
    const up = receiver('smtp:mail', { outcome: 'sent' });
    const { run, told, names } = setup([down.sender, up.sender]);

    expect(names).toEqual([
      'rule promotion',
      'rule staging digest to sns:stats',
      'rule staging digest to smtp:mail',
    ]);
    expect(await run('rule staging digest to sns:stats')).toBe('again later');
    expect(await run('rule staging digest to smtp:mail')).toBe('done');

    expect(up.got).toHaveLength(1);
    expect(told).toEqual([['trouble', 'sns:stats', 'no such topic', true]]);
  });

  test('an address that was refused is told, and nobody gets a second one for it', async () => {
    const half = receiver('smtp:mail', { outcome: 'sent', notice: 'not accepted for ann' });
    const { run, told } = setup([half.sender]);

    expect(await run('rule staging digest to smtp:mail')).toBe('done');

    expect(told).toEqual([['trouble', 'smtp:mail', 'not accepted for ann', false]]);
  });

  test('nothing is sent when nothing is staged', async () => {
    const up = receiver('smtp:mail', { outcome: 'sent' });
    for (const { ruleName } of state.rules.list()) {
      state.rules.unstage(ruleName, { now: noon, by: 'ann' });
    }
    const { run } = setup([up.sender]);

    expect(await run('rule staging digest to smtp:mail')).toBe('done');
    expect(up.got).toEqual([]);
  });

  test('it says what was promoted since the last one', async () => {
    const up = receiver('smtp:mail', { outcome: 'sent' });
    const { run } = setup([up.sender]);
    await run('rule promotion');
    await run('rule staging digest to smtp:mail');
    state.jobRuns.record('rule staging digest to smtp:mail', noon + 50 * hour);
    await run('rule staging digest to smtp:mail');

    expect(up.got.map(({ html }) => html.includes('Made live by promotion'))).toEqual([
      true,
      false,
    ]);
    expect(up.got[0]?.html).toMatch(/Made live by promotion.*quiet/);
  });
});

test('what has no schedule is no job', () => {
  const nothing = { promote: undefined, digest: undefined };
  const observer = { promoted() {}, unsentDigest() {}, digestTrouble() {} };
  const stores = {
    rules: state.rules,
    alertStore: state.alerts,
    clock: { now: () => noon },
    alertsMaxOf: () => 0,
    ruleFailures: () => [],
    isPromoting: true,
  };

  expect(promotionJobs(nothing, { stores, runs: state.jobRuns, senders: [], observer })).toEqual(
    [],
  );
});
