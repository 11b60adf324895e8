import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import type { Alert } from '../../domain/alert.ts';
import { runCli } from '../cli.ts';
import { commandGroups } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-silences-'));
  add();
});
afterEach(() => rmSync(folder, { recursive: true }));

function add(...changes: readonly Partial<Alert>[]) {
  const { alerts: store, close } = openState(join(folder, 'state.db'));
  store.add(changes.map((each) => anAlert({ createdAt: Date.now(), ...each })));
  close();
}

async function alerts(...argv: readonly string[]) {
  const terminal = inMemoryTerminal();
  const status = await runCli({
    argv: ['alerts', ...argv, '--data-dir', folder],
    groups: commandGroups,
    terminal: terminal.terminal,
    cwd: folder,
    env: {},
    packageRoot: folder,
    version: '0',
  });
  return { status, out: terminal.out(), errors: terminal.errors() };
}

const because = ['--for', '4h', '--reason', 'migration', '--by', 'ann'];

async function silence(...matcher: readonly string[]): Promise<string> {
  const { out } = await alerts('silence', ...matcher, ...because, '--json');
  return (JSON.parse(out) as { id: string }).id;
}

const listed = async (...argv: readonly string[]) =>
  JSON.parse((await alerts('silences', ...argv, '--json')).out) as Record<string, unknown>[];

describe('alerts silence', () => {
  test('says what it would have muted, until when it holds and how to end it', async () => {
    add({ ruleName: 'okta_a' }, { ruleName: 'okta_a' }, { ruleName: 'okta_b' }, {});
    add({ ruleName: 'okta_old', createdAt: Date.now() - 25 * 3_600_000 });

    const { status, out } = await alerts('silence', '--rule', 'okta_*', ...because);

    expect(status).toBe(0);
    expect(out).toContain(
      'would have muted 3 of 4 alerts of the last 24 hours: okta_a 2, okta_b 1.',
    );
    expect(out).toMatch(/in force, ends .* \(in 4 h\)/);
    expect(out).toContain('ann: migration');
    expect(out).toMatch(/streamalert alerts unsilence [0-9a-f]{8}\n/);
  });

  test('mutes what is raised from then on, and counts it', async () => {
    add({ title: 'before' });
    const id = await silence('--rule', 'a_rule', '--value', 'user=an*');
    add({ title: 'after' }, { title: 'other user', record: { user: 'bo' } });

    const [one] = await listed();
    const shown = await alerts('silences', 'show', id.slice(0, 4));
    const list = await alerts('list', '--state', 'silenced');

    expect(one).toMatchObject({ id, muted: 1, author: 'ann', reason: 'migration', in_force: true });
    expect(shown.out).toContain('rule a_rule · value user=an*');
    expect(shown.out).toMatch(/a_rule silenced {2}after\n/);
    expect(list.out).toMatch(/silenced {2}after/);
    expect(list.out).not.toMatch(/before|other user/);
  });

  test('an alert says what muted it, and why', async () => {
    await silence('--log-type', 'okta:*');
    add({ id: 'eeeeeeee-1' });

    expect((await alerts('show', 'eeeeeeee')).out).toMatch(
      /silenced +by the silence [0-9a-f]{8} of ann: migration \(log type okta:\*\)/,
    );
  });

  test('takes field names of any kind', async () => {
    await silence('--value', '__proto__=x', 'actor.id=00u1*', 'a=b=c');

    expect((await alerts('silences')).out).toContain(
      'value __proto__=x · value actor.id=00u1* · value a=b=c',
    );
  });

  test('one that is too wide is noticed', async () => {
    add(...Array.from({ length: 12 }, () => ({})));

    const { out } = await alerts('silence', '--source', 'http:*', ...because, '--dry-run');

    expect(out).toContain('muted 12 of 12 alerts');
    expect(out).toContain('That is most of what happens here');
    expect(out).toContain('Nothing was changed');
    expect(await listed()).toEqual([]);
  });

  test('one that would have muted nothing hints at the spelling', async () => {
    add({});

    expect((await alerts('silence', '--rule', 'a_rul', ...because)).out).toContain(
      'none of 1 alert of the last 24 hours: look at the spelling',
    );
  });

  test.each([
    ['nothing', because, 'nothing is named that is to be muted'],
    ['everything', ['--rule', '*', ...because], 'mute every alert there is'],
    ['no end', ['--rule', 'a', '--reason', 'x'], '--for is missing'],
    ['no reason', ['--rule', 'a', '--for', '4h'], '--reason is missing'],
    ['a blank reason', ['--rule', 'a', '--for', '4h', '--reason', ' '], '--reason is missing'],
    ['91 days', ['--rule', 'a', '--for', '91d', '--reason', 'x'], '91 d is longer than 90 days'],
    ['no time', ['--rule', 'a', '--for', 'soon', '--reason', 'x'], '"soon" is no length of time'],
    ['no length', ['--rule', 'a', '--for', '0h', '--reason', 'x'], '"0h" is no length of time'],
    ['no glob', ['--value', 'user', ...because], '"user" is no field with a glob'],
    ['no field', ['--value', '=x', ...because], '"=x" is no field with a glob'],
    ['a field twice', ['--value', 'u=a', 'u=b', ...because], 'the field "u" is named twice'],
    ['an empty glob', ['--rule', '', ...because], '--rule: expected at least 1'],
  ])('%s is refused', async (_, argv, problem) => {
    expect(await alerts('silence', ...argv)).toMatchObject({
      status: 2,
      errors: expect.stringContaining(problem),
    });
    expect(await listed('--all')).toEqual([]);
  });

  test('what is very long or wide takes a yes', async () => {
    const long = await alerts('silence', '--rule', 'a', '--for', '91d', '--reason', 'x', '--yes');
    const wide = await alerts('silence', '--rule', '*', ...because, '--yes');

    expect([long.status, wide.status]).toEqual([0, 0]);
    expect(await listed()).toHaveLength(2);
  });
});

describe('alerts unsilence', () => {
  test('ends a silence; what is raised then is sent again', async () => {
    const id = await silence('--rule', 'a_rule');
    add({ title: 'muted' });

    const { status, out } = await alerts('unsilence', id.slice(0, 5));
    add({ title: 'sent' });

    expect(status).toBe(0);
    expect(out).toContain('It muted 1 alert, which are not sent now');
    expect((await alerts('list', '--state', 'waiting')).out).toMatch(/a_rule {2}sent/);
    expect(await listed()).toEqual([]);
    expect(await listed('--all')).toMatchObject([{ id, in_force: false, muted: 1 }]);
    expect((await alerts('silences')).out).toContain('1 silence over: see them with --all');
  });

  test('one that is over, or unknown, is said to be', async () => {
    const id = await silence('--rule', 'a_rule');
    await alerts('unsilence', id);

    expect(await alerts('unsilence', id)).toMatchObject({
      status: 1,
      errors: expect.stringContaining('is over already: ended by hand'),
    });
    expect(await alerts('unsilence', 'zz')).toMatchObject({
      status: 2,
      errors: expect.stringContaining('there is no silence "zz"'),
    });
  });
});
