import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import type { Alert } from '../../domain/alert.ts';
import { mergedAlertId } from '../../stages/alert-merger/merged-alert.ts';
import type { AlertStore, DeliveryStatus } from '../../ports/alert-store.ts';
import { runCli } from '../cli.ts';
import { commandGroups } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-alerts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Looks at the state, or changes it, as another process would. */
function inStore<Result>(work: (alerts: AlertStore) => Result): Result {
  const { alerts, close } = openState(join(folder, 'state.db'));
  try {
    return work(alerts);
  } finally {
    close();
  }
}

const ids = {
  a: 'aaaaaaaa-1111-4000-8000-000000000001',
  b: 'aaaaaaaa-2222-4000-8000-000000000002',
  c: 'cccccccc-3333-4000-8000-000000000003',
};

const add = (...alerts: readonly Partial<Alert>[]) => {
  inStore((store) => store.add(alerts.map((changes) => anAlert(changes))));
};

const aStatus: DeliveryStatus = {
  output: 'slack:soc',
  action: 'deliver',
  state: 'delivered',
  attempts: 1,
  nextAttemptAt: 0,
  lastError: null,
  waitingSince: 0,
  revision: 0,
  reference: null,
};

const attempt = (alertId: string, changes: Partial<DeliveryStatus>) =>
  inStore((store) =>
    store.recordAttempts([{ alertId, status: { ...aStatus, ...changes } }], Date.now()),
  );

const giveUp = (alertId: string, output = 'slack:soc') =>
  attempt(alertId, { output, state: 'given up', attempts: 5, lastError: 'invalid_auth' });

async function run(...argv: readonly string[]) {
  const terminal = inMemoryTerminal();
  const status = await runCli({
    argv: [...argv, '--data-dir', folder],
    groups: commandGroups,
    terminal: terminal.terminal,
    cwd: folder,
    env: {},
    packageRoot: folder,
    version: '0',
  });
  return { status, out: terminal.out(), errors: terminal.errors() };
}

const alerts = (...argv: readonly string[]) => run('alerts', ...argv);

const parsed = async (...argv: readonly string[]): Promise<unknown> =>
  JSON.parse((await alerts(...argv, '--json')).out);

/** A group of three: the first was sent by itself, and the merged alert tells the other two. */
function addGroup(firstId: string) {
  const mergeBy = { keys: ['user'], windowMinutes: 60 };
  const merged = mergedAlertId(firstId);
  inStore((store) => {
    const now = Date.now();
    const others = [ids.b, ids.c];
    for (const [index, id] of [firstId, ...others].entries()) {
      store.add([anAlert({ id, mergeBy, createdAt: now + index, title: `attempt ${index + 1}` })]);
    }
    const [group] = store.groupsToMerge(now, 10);
    if (group === undefined) throw new Error('no group');
    store.saveGroupStep({
      groupId: group.id,
      memberIds: [firstId, ...others],
      progress: {},
      merged: anAlert({
        id: merged,
        mergeBy,
        createdAt: now + 3,
        title: 'attempt 1',
        group: { firstId, count: 3, isFirstSent: true, isOpen: true },
      }),
      tell: [{ output: 'slack:soc', at: now }],
      isOver: false,
    });
  });
  return merged;
}

describe('alerts list', () => {
  test('says of each alert what it is and how far it has come, newest first', async () => {
    add({ id: ids.a, title: 'Root signed in', createdAt: 1, outputs: ['jira:ops', 'slack:soc'] });
    add({ id: ids.c, staged: true, outputs: [], createdAt: 2 });
    attempt(ids.a, { output: 'jira:ops' });
    attempt(ids.a, { state: 'waiting', attempts: 3, nextAttemptAt: 5, lastError: 'answered 503' });

    const { status, out } = await alerts('list');

    expect(status).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^ {2}cccccccc-3333 {2}HIGH .* a_rule staged {2}Something/);
    expect(out).toMatch(
      /aaaaaaaa-1111 {2}HIGH {6}2026-03-14T11:42:00Z {2}a_rule {2}Root signed in/,
    );
    expect(out).toContain('slack:soc  waiting after 3 attempts, due now: answered 503');
    expect(out).toContain('delivered to jira:ops');
  });

  test('shows a group as one line, its members where they are asked for', async () => {
    const merged = addGroup(ids.a).slice(0, 13);

    const { out } = await alerts('list');
    const members = await alerts('list', '--members');
    const json = await parsed('list');

    expect(out).toMatch(/a_rule \+2 merged · more may join {2}attempt 1/);
    expect(out).not.toMatch(/ {2}(aaaaaaaa-1111|aaaaaaaa-2222|cccccccc-3333) /);
    expect(out).toContain('slack:soc  waiting');
    expect(members.out).toContain(`merged into ${merged}`);
    expect(json).toHaveLength(4);
  });

  test.each([
    ['--rule b_rule', [ids.b]],
    ['--output jira:ops', [ids.c]],
    ['--state given-up', [ids.a]],
    ['--state given-up --output jira:ops', []],
    ['--state WAITING --output slack:soc', [ids.b]],
    ['--severity critical low', [ids.c, ids.b]],
    ['--since 1h', [ids.c]],
    ['--since 2026-03-14T11:00Z', [ids.c, ids.b]],
    ['--open', [ids.c, ids.b]],
  ])('chooses by %s', async (words, expected) => {
    const at = Date.UTC(2026, 2, 14, 11, 30);
    add(
      { id: ids.a, createdAt: 1 },
      { id: ids.b, ruleName: 'b_rule', severity: 'low', createdAt: at },
    );
    add({ id: ids.c, severity: 'critical', outputs: ['jira:ops'], createdAt: Date.now() });
    giveUp(ids.a);
    await alerts('resolve', ids.a);

    const found = (await parsed('list', ...words.split(' '))) as { alert: Alert }[];

    expect(found.map(({ alert }) => alert.id)).toEqual(expected);
  });

  test('takes no state, severity or time that there is not', async () => {
    add({});

    expect(await alerts('list', '--state', 'lost')).toMatchObject({
      status: 2,
      errors: expect.stringContaining('it is one of waiting, merging, delivered, given-up'),
    });
    expect((await alerts('list', '--severity', 'urgent')).errors).toContain('expected one of info');
    expect((await alerts('list', '--since', 'monday')).errors).toContain('"monday" is no time');
  });

  test('says so when there is nothing, and when there is more', async () => {
    inStore(() => {});
    expect(await alerts('list')).toMatchObject({ status: 0, out: '  no alerts\n' });
    expect(await parsed('list')).toEqual([]);

    add({}, {}, {});
    expect((await alerts('list', '-n', '2')).out).toContain('and more: see them with --limit');
    expect((await alerts('list', '-n', '3')).out).not.toContain('more');
  });

  test('a folder without state is named', async () => {
    const { status, errors } = await alerts('list');

    expect(status).toBe(2);
    expect(errors).toContain('Run "streamalert start" first');
  });
});

describe('what an attacker writes into a log', () => {
  const evil = '\u001b]0;owned\u0007\u009b2J\u202etxt';
  const hostile = (): Partial<Alert> => ({
    id: ids.a,
    ruleName: `rule${evil}`,
    title: `title${evil}`,
    description: `description${evil}\nnext`,
    runbook: `runbook${evil}`,
    references: [`https://example.com/${evil}`],
    tags: [evil],
    logType: evil,
    origin: { service: 'http', resource: evil, cluster: evil, delivery: evil },
    record: Object.fromEntries([
      ['__proto__', { polluted: evil }],
      [evil, evil],
      ['constructor', { prototype: null }],
    ]),
    outputs: [`slack:${evil}`],
    createdAt: Date.now(),
  });

  /** All but line ends, and characters of ordinary text. */
  // oxlint-disable-next-line no-control-regex
  const harmful = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  test.each([
    ['list'],
    ['list', '--json'],
    ['show', ids.a],
    ['show', ids.a, '--whole'],
    ['show', ids.a, '--json'],
    ['show', `zz${evil}`],
    ['ack', ids.a, '--note', evil, '--by', evil],
    ['resolve', ids.a, '--note', evil, '--json'],
    ['resolve', '--rule', evil, '--open'],
    ['silence', '--rule', `rule${evil}`, '--for', '1h', '--reason', evil],
    ['silences'],
    ['silences', '--json'],
    ['dead-letter', 'list'],
    ['dead-letter', 'list', '--json'],
    ['dead-letter', 'retry', '--output', evil],
    ['retry', '--output', evil],
  ])('does nothing to a terminal: alerts %s %s', async (...argv) => {
    add(hostile());
    attempt(ids.a, { output: `slack:${evil}`, state: 'given up', lastError: evil });

    const { out, errors } = await alerts(...argv);
    const { out: status } = await run('status');

    expect(out + errors).not.toBe('');
    expect(out).not.toMatch(harmful);
    expect(errors).not.toMatch(harmful);
    expect(status).not.toMatch(harmful);
  });

  test('is all there in JSON, and pollutes nothing', async () => {
    add(hostile());

    const { alert } = (await parsed('show', ids.a)) as { alert: Alert };

    expect(alert).toMatchObject({ title: `title${evil}`, tags: [evil] });
    expect(Object.keys(alert.record)).toEqual(['__proto__', evil, 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each(['%', '_aaaaaaa', 'aaaa%', 'aaaa*', "aaaa' OR 1=1 --", 'aaaa\u0000'])(
    'an id such as %j means no other alert',
    async (id) => {
      add({ id: ids.a });

      expect(await alerts('show', id)).toMatchObject({ status: 2, out: '' });
    },
  );
});

describe('alerts show', () => {
  test('tells a person at night what happened, what to read, who has it and what to do', async () => {
    add({
      id: ids.a,
      title: 'Trail stopped',
      attack: ['TA0005:T1562.008'],
      references: ['https://example.com/why'],
      runbook: 'Ask the owner.\nThen restart it.',
      tags: ['aws'],
      context: { account: 'prod' },
      outputs: ['jira:ops', 'slack:soc'],
    });
    attempt(ids.a, { output: 'jira:ops', reference: { key: 'SEC-12' } });
    giveUp(ids.a);

    const { status, out } = await alerts('show', 'aaaaaaaa-1');

    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}HIGH {6}Trail stopped\n/);
    for (const text of [
      'Something happened',
      'open: nobody has taken it on',
      '2026-03-14 11:42:00Z',
      'okta:system, read by json',
      'http:okta in cluster prod',
      '1:0, position 1',
      'TA0005:T1562.008',
      'https://attack.mitre.org/techniques/T1562/008/',
      'https://example.com/why',
      'Ask the owner.',
      'Then restart it.',
      'jira:ops  delivered; there it is key SEC-12',
      'slack:soc  given up after 5 attempts: invalid_auth',
      '"account": "prod"',
      '"user": "ann"',
      'streamalert alerts ack aaaaaaaa-1111',
      'streamalert alerts dead-letter retry --id aaaaaaaa-1111',
    ]) {
      expect(out).toContain(text);
    }
  });

  test('has the whole of an alert that is too large for its place', async () => {
    const text = 'x'.repeat(300_000);
    add({ id: ids.a, record: { text, user: 'ann' } });

    const short = (await parsed('show', ids.a)) as { alert: Alert };
    const whole = (await parsed('show', ids.a, '--whole')) as { alert: Alert };
    const { out } = await alerts('show', ids.a, '--whole');

    expect(short.alert).toMatchObject({ isShortened: true });
    expect(whole.alert.record).toEqual({ text, user: 'ann' });
    expect(out).toContain(text);
  });

  test('cuts a long record where somebody watches, and says how to see it', async () => {
    const list = Array.from({ length: 500 }, (_, index) => index);
    add({ id: ids.a, record: { list, long: 'y'.repeat(5_000) } });
    const terminal = inMemoryTerminal({ isInteractive: true });

    await runCli({
      argv: ['alerts', 'show', ids.a, '--data-dir', folder],
      groups: commandGroups,
      terminal: terminal.terminal,
      cwd: folder,
      env: {},
      packageRoot: folder,
      version: '0',
    });

    expect(terminal.out().split('\n').length).toBeLessThan(100);
    expect(terminal.out()).toContain(
      'more lines. All of it: streamalert alerts show aaaaaaaa-1111 --whole',
    );
  });

  test('tells of the group, from the merged alert and from a member', async () => {
    const merged = addGroup(ids.a);

    const { out } = await alerts('show', merged);
    const member = await alerts('show', ids.c);
    const first = await alerts('show', ids.a);
    const json = await parsed('show', merged);

    expect(out).toContain('Group  3 alerts in one; more may join');
    expect(out).toMatch(/first +aaaaaaaa-1111 .* attempt 1/);
    expect(out).toMatch(/newest +cccccccc-3333 .* attempt 3/);
    expect(out).toContain('slack:soc (the first alert)  waiting');
    expect(member.out).toContain(`merged into ${merged.slice(0, 13)}, which stands for 3 alerts`);
    expect(first.out).toContain(`opened by this alert, told by ${merged.slice(0, 13)}`);
    expect(json).toMatchObject({ group: { first: ids.a, members: [ids.c, ids.b] } });
  });

  test('an id that means none or several is refused with what it could mean', async () => {
    add({ id: ids.a }, { id: ids.b });

    expect(await alerts('show', 'aaaa')).toMatchObject({
      status: 2,
      errors: expect.stringContaining(`several ids: ${ids.a}, ${ids.b}`),
    });
    expect((await alerts('show', 'ffff')).errors).toContain('there is no alert "ffff"');
    expect((await alerts('show', 'aaa')).errors).toContain('at least its first 4 characters');
    expect((await alerts('show', 'AAAAAAAA-1111')).status).toBe(0);
  });
});

describe('alerts ack and resolve', () => {
  test('mark alerts, and tell the outputs that have them and know the word', async () => {
    const outputs = ['pagerduty-v2:csirt', 'file:alerts'];
    add({ id: ids.a, outputs }, { id: ids.c, outputs });
    for (const output of outputs) attempt(ids.a, { output, reference: { dedup_key: 'k' } });

    const acked = await alerts('ack', 'aaaaaaaa-1111', '--note', 'on it', '--by', 'ann');
    const shown = await alerts('show', ids.a);
    const resolved = await alerts('resolve', 'aaaaaaaa-1111', 'cccc', '--by', 'bo');

    expect(acked).toMatchObject({ status: 0, errors: '' });
    expect(acked.out).toContain('will be told: pagerduty-v2:csirt');
    expect(acked.out).toContain('takes no such word: file:alerts');
    expect(acked.out).toMatch(
      /No StreamAlert runs on .*: it is told at the next streamalert start/,
    );
    expect(shown.out).toMatch(/state +acknowledged by ann, .*: on it\n/);
    expect(shown.out).toContain('pagerduty-v2:csirt  acknowledgement waiting');
    expect(resolved.status).toBe(0);
    const open = (await parsed('list', '--open')) as unknown[];
    expect(open).toEqual([]);
  });

  test('an id that is wrong changes nothing, and all that are wrong are named', async () => {
    add({ id: ids.a }, { id: ids.b });

    const { status, errors } = await alerts('ack', ids.a, 'aaaa', 'ffffffff');

    expect(status).toBe(2);
    expect(errors).toMatch(/"aaaa" is the beginning of several ids.*there is no alert "ffffffff"/);
    expect(errors).toContain('Nothing was changed');
    expect(inStore((store) => store.get(ids.a)?.lifecycle)).toBeNull();
  });

  test('twice says who was first; what is resolved stays resolved', async () => {
    add({ id: ids.a }, { id: ids.b });
    await alerts('resolve', ids.a, '--by', 'ann');

    const again = await alerts('resolve', ids.a, '--by', 'bo');
    const back = await alerts('ack', ids.b, ids.a);

    expect(again).toMatchObject({ status: 0 });
    expect(again.out).toContain('was resolved by ann');
    expect(back.status).toBe(2);
    expect(back.errors).toMatch(/aaaaaaaa-1111 is resolved by ann.*Nothing was changed/s);
    expect(inStore((store) => store.get(ids.b)?.lifecycle)).toBeNull();
  });

  test('a merged alert takes its group with it', async () => {
    const merged = addGroup(ids.a);

    const { out } = await alerts('resolve', merged);

    expect(out).toContain('resolved, with 3 alerts of its group');
    for (const id of [ids.a, ids.b, ids.c, merged]) {
      expect((await alerts('show', id)).out).toMatch(/state +resolved by/);
    }
  });

  test('all open alerts of a rule are settled after a yes', async () => {
    add({ id: ids.a }, { id: ids.b }, { id: ids.c, ruleName: 'other' });
    await alerts('ack', ids.a);

    const { status, out } = await alerts('resolve', '--rule', 'a_rule', '--open', '--yes');

    expect(status).toBe(0);
    expect(out.match(/resolved/g)).toHaveLength(2);
    expect(inStore((store) => store.get(ids.c)?.lifecycle)).toBeNull();
    expect((await alerts('resolve', '--rule', 'a_rule', '--open')).out).toContain(
      'no alert of this rule is open',
    );
  });

  test.each([
    [['ack'], 'no alert is named'],
    [['ack', ids.a, '--rule', 'a_rule', '--open'], 'exclude each other'],
    [['ack', '--rule', 'a_rule'], '--rule needs --open'],
    [['ack', '--rule', 'b_rule', '--open'], 'there is no alert of a rule "b_rule"'],
    [['ack', ids.a, '--by', ' '], '--by: expected at least 1'],
  ])('%j is wrong usage', async (argv, problem) => {
    add({ id: ids.a });

    expect(await alerts(...argv)).toMatchObject({
      status: 2,
      errors: expect.stringContaining(problem),
    });
  });

  test('the author is the account that runs the command', async () => {
    add({ id: ids.a });

    expect(await parsed('ack', ids.a)).toEqual({
      state: 'acknowledged',
      settled: [{ id: ids.a, told: [], untold: [] }],
      already: [],
      is_running: false,
    });
    expect(inStore((store) => store.get(ids.a)?.lifecycle?.by)).toMatch(/\w/);
  });
});

describe('dead letters', () => {
  test('are listed with their reason, and can be chosen', async () => {
    add({ id: ids.a, outputs: ['jira:ops', 'slack:soc'] }, { id: ids.c });
    giveUp(ids.a);
    giveUp(ids.a, 'jira:ops');
    giveUp(ids.c);

    const { status, out } = await alerts('dead-letter', 'list');
    const one = await alerts('dead-letter', 'list', '--id', 'aaaa', '--output', 'jira:ops');
    const json = await parsed('dead-letter', 'list', '--output', 'slack:soc');

    expect(status).toBe(0);
    expect(out).toContain('3 dead letters (1 of jira:ops, 2 of slack:soc)');
    expect(out).toContain('slack:soc  given up after 5 attempts: invalid_auth');
    expect(out).toContain('streamalert alerts dead-letter retry --output jira:ops');
    expect(one.out).toContain('1 dead letter (1 of jira:ops)');
    expect(one.out).not.toContain('slack:soc');
    expect(json).toMatchObject({ dead_letters: 2, by_output: { 'slack:soc': 2 } });
  });

  test('are tried again as if they were new', async () => {
    add({ id: ids.a }, { id: ids.c });
    giveUp(ids.a);
    giveUp(ids.c);

    const { status, out } = await alerts('dead-letter', 'retry', '--id', 'aaaaaaaa');

    expect(status).toBe(0);
    expect(out).toContain('1 dead letter (1 of slack:soc) to be sent again');
    expect(inStore((store) => store.deliveryCounts())).toMatchObject({ waiting: 1, 'given up': 1 });
    expect(inStore((store) => store.due('slack:soc', Date.now(), 10))).toHaveLength(1);
  });

  test('are dropped for good after a yes, and the alert stays', async () => {
    add({ id: ids.a });
    giveUp(ids.a);

    const { status, out } = await alerts('dead-letter', 'drop', '--yes');

    expect(status).toBe(0);
    expect(out).toContain('1 dead letter dropped');
    expect((await alerts('list', '--state', 'dropped')).out).toContain('slack:soc  dropped');
    expect((await alerts('dead-letter', 'list')).out).toContain('There is no dead letter');
  });

  test('that are not there are a failure to retry and to drop, and none to list', async () => {
    add({ id: ids.a });

    expect((await alerts('dead-letter', 'list')).status).toBe(0);
    expect((await alerts('dead-letter', 'retry', '--output', 'x:y')).status).toBe(1);
    expect(await alerts('dead-letter', 'drop', '--yes', '--json')).toMatchObject({ status: 1 });
    expect((await alerts('dead-letter', 'retry', '--id', 'ffff')).status).toBe(2);
  });
});

describe('alerts retry', () => {
  test('makes what waits for an output due now', async () => {
    add({ id: ids.a });
    attempt(ids.a, { state: 'waiting', attempts: 3, nextAttemptAt: Date.now() + 9e5 });

    const { status, out } = await alerts('retry', '--output', 'slack:soc');

    expect(status).toBe(0);
    expect(out).toContain('1 delivery for slack:soc due now');
    expect(inStore((store) => store.due('slack:soc', Date.now(), 10))).toHaveLength(1);
  });

  test('says what may have been meant when nothing waits there', async () => {
    add({ id: ids.a }, { id: ids.c, outputs: ['jira:ops'] });
    giveUp(ids.c, 'jira:ops');

    expect(await alerts('retry', '--output', 'slack:sok')).toMatchObject({
      status: 1,
      out: expect.stringContaining('Did you mean slack:soc?'),
    });
    expect((await alerts('retry', '--output', 'jira:ops')).out).toContain('1 dead letter');
    expect((await alerts('retry')).status).toBe(2);
    expect((await alerts('retry', '--all', '--output', 'a:b')).status).toBe(2);
    expect(await parsed('retry', '--all')).toEqual({ retried: 1, is_running: false });
  });
});
