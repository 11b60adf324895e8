import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { systemClock } from '../../adapters/local/clock.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import type { Finding } from '../../domain/finding.ts';
import { rule } from '../../domain/define-rule.ts';
import { openRuleStaging } from '../../runtimes/embedded/rule-staging/rule-staging.ts';
import { checkedConfig } from '../checked-project.ts';
import { startStaging } from './start-staging.ts';

const ruleNamed = (name: string) =>
  rule({
    name,
    description: name,
    severity: 'low',
    logs: ['cloudtrail:events'],
    matches: () => true,
  });

interface World {
  readonly enabled?: boolean;
  readonly promotion?: object;
}

/** A project with its state, that may be started again and again. */
function world({ enabled = true, promotion }: World = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-start-staging-'));
  const state = openState(join(folder, 'state.db'));
  onTestFinished(() => {
    state.close();
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, content: object) => {
    mkdirSync(join(folder, 'conf', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'conf', name), JSON.stringify(content));
  };
  const configure = (isOn: boolean) =>
    write('global.json', {
      account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
      infrastructure: { rule_staging: { enabled: isOn } },
    });
  configure(enabled);
  write('lambda.json', promotion === undefined ? {} : { rule_promotion_config: promotion });
  write('outputs.json', {});
  write('clusters/local.json', {
    id: 'local',
    data_sources: { http: { till: ['shop'] } },
    classifier_config: {},
  });
  write('schemas/shop.json', {
    'shop:orders': { parser: 'json', schema: { id: 'integer' } },
  });

  const start = async (
    names: readonly string[],
    given: Partial<Parameters<typeof startStaging>[0]> = {},
    findings: readonly Finding[] = [],
  ) => {
    const terminal = inMemoryTerminal();
    const config = await checkedConfig({ configDir: join(folder, 'conf') });
    const options = startStaging(
      { skipRuleStaging: false, stageRules: [], unstageRules: [], ...given },
      config,
      { rules: names.map(ruleNamed), findings },
      { terminal: terminal.terminal, env: {} },
    );
    const { stagedRules } = await openRuleStaging(options, {
      ...state,
      config,
      clock: systemClock,
      env: {},
      onTrouble: (error) => {
        throw error;
      },
    });
    return { stagedRules, out: terminal.out(), errors: terminal.errors() };
  };
  return { start, configure, state };
}

test('the first start names no rule, as all of them are new', async () => {
  const { stagedRules, out } = await world().start(['a', 'b']);

  expect(stagedRules).toEqual([]);
  expect(out).toBe(
    [
      '  staging  0 of 2 rules staged',
      '           promotion is off: a staged rule stays staged until "rule-staging unstage" (see rule_promotion_config)',
      '',
    ].join('\n'),
  );
});

test('a later start names what is new, what is gone and what was asked for', async () => {
  const { start } = world();
  await start(['a', 'b', 'c']);

  const staging = await start(['a', 'b', 'new'], { stageRules: ['a'], unstageRules: ['b'] });
  const skipping = await start(['a', 'b', 'new', 'newer'], { skipRuleStaging: true });

  expect(staging.stagedRules).toEqual(['a', 'new']);
  expect(staging.out).toContain(
    '2 of 3 rules staged: their alerts are kept and listed, and not delivered',
  );
  expect(staging.out).toMatch(/\n {11}new, staged until \d{4}-\d\d-\d\d \d\d:\d\dZ: new\n/);
  expect(staging.out).toContain('\n           gone: c\n');
  expect(staging.out).toMatch(/\n {11}staged until \d{4}.*Z: a\n/);
  expect(staging.out).not.toContain('unstaged');
  expect(skipping.stagedRules).toEqual(['a', 'new']);
  expect(skipping.out).toContain('\n           new, live: newer\n');
});

test('names that are no rules are told of, with those that are meant', async () => {
  const { errors } = await world().start(['shop_void'], { stageRules: ['shop_vod'] });

  expect(errors).toContain('no rule "shop_vod" in the rule table. Did you mean "shop_void"?');
});

test('rules that could not be loaded keep their state', async () => {
  const { start } = world();
  await start(['a', 'b']);
  await start(['a', 'b'], { stageRules: ['b'] });
  const finding = { level: 'load', file: 'rules/b.ts', path: '', message: 'broken' } as const;

  const { out, stagedRules } = await start(['a'], {}, [{ ...finding, line: 1, column: 1 }]);

  expect(stagedRules).toEqual(['b']);
  expect(out).toContain('not loaded, so left as they are: b');
});

test('without staging what was staged delivers again, and is told of', async () => {
  const { start, configure } = world();
  await start(['a', 'b']);
  await start(['a', 'b'], { stageRules: ['b'] });

  configure(false);
  const off = await start(['a', 'b', 'new']);
  const stillOff = await start(['a', 'b', 'new']);
  configure(true);
  const on = await start(['a', 'b', 'new']);

  expect(off).toEqual({
    stagedRules: [],
    out: '  staging  off, so these rules deliver again: b\n',
    errors: '',
  });
  expect(stillOff.out).toBe('');
  expect(on.out).toContain('0 of 3 rules staged');
});

test('without staging no table is kept', async () => {
  const { start, state } = world({ enabled: false });

  expect((await start(['a'])).out).toBe('');
  expect(state.rules.list()).toEqual([]);
});

test.each([
  [{ stageRules: ['a', 'b'], unstageRules: ['b'] }, true, '--unstage-rules both name b'],
  [{ stageRules: ['b'], unstageRules: ['a', 'b', 'b'] }, true, '--unstage-rules both name b'],
  [{ stageRules: ['a'] }, false, 'rule staging is off'],
])('%j with staging %s is refused', async (given, enabled, message) => {
  await expect(world({ enabled }).start(['a'], given)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(message),
  });
});

const promotion = {
  memory: 128,
  timeout: 60,
  schedule_expression: 'rate(10 minutes)',
  send_digest_schedule_expression: 'cron(30 13 * * ? *)',
};

test.each([
  [promotion, 'promotion rate(10 minutes), digest cron(30 13 * * ? *) printed here'],
  [{ ...promotion, enabled: false }, 'promotion is off'],
  [{ ...promotion, send_digest_schedule_expression: undefined }, 'rate(10 minutes), no digest'],
  [{ ...promotion, digest_sns_topic: 'stats' }, 'to stats'],
  [
    {
      ...promotion,
      digest_email: { from: 'a@x.y', to: ['soc@x.y'], smtp_host: 'mail.x.y' },
    },
    'to soc@x.y',
  ],
])('%j is told at the start', async (section, expected) => {
  const { out } = await world({ promotion: section }).start(['a']);

  expect(out).toContain(expected);
});

test('a schedule that is none stops the start, before the table is changed', async () => {
  const broken = { ...promotion, schedule_expression: 'cron(0 25 * * ? *)' };
  const { start, state } = world({ promotion: broken });

  await expect(start(['a'])).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/rule_promotion_config\.schedule_expression: hours: "25"/),
  });
  expect(state.rules.list()).toEqual([]);
});
