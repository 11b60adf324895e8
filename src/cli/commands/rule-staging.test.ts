import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import { runCli } from '../cli.ts';
import { commands } from './index.ts';

const hour = 3_600_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-rule-staging-'));
  write('conf/global.json', globalJson({ enabled: true }));
  write('conf/lambda.json', '{}');
  write('conf/outputs.json', '{}');
  write(
    'conf/clusters/local.json',
    '{"id":"local","data_sources":{"http":{"till":["shop"]}},"classifier_config":{}}',
  );
  write('conf/schemas/shop.json', '{"shop:orders":{"parser":"json","schema":{"id":"integer"}}}');
  mkdirSync(join(folder, 'rules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const globalJson = (rule_staging: unknown) =>
  JSON.stringify({
    account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
    infrastructure: { rule_staging },
  });

const stateOf = () => openState(join(folder, '.streamalert/state.db'));

/** Enters rules as a start would, and stages some of them so long ago. */
function tableOf(rules: readonly string[], staged: Readonly<Record<string, number>> = {}) {
  mkdirSync(join(folder, '.streamalert'), { recursive: true });
  const state = stateOf();
  state.rules.sync(
    rules.map((name) => ({ name, stagingHours: 48 })),
    { newRules: 'stage', missingRules: 'delete' },
    { now: Date.UTC(2026, 2, 14, 12), by: 'start' },
  );
  for (const [name, hoursAgo] of Object.entries(staged)) {
    state.rules.stage(name, { now: Date.now() - hoursAgo * hour, by: 'ann' });
  }
  state.close();
}

function tableNow() {
  const state = stateOf();
  const states = state.rules.list();
  state.close();
  return states;
}

async function run(words: string) {
  const terminal = inMemoryTerminal();
  const status = await runCli({
    argv: ['--config-dir', join(folder, 'conf'), ...words.split(' ')],
    groups: [{ title: 'Commands', commands }],
    terminal: terminal.terminal,
    cwd: folder,
    env: {},
    packageRoot: folder,
    version: '0',
  });
  return { status, out: terminal.out(), errors: terminal.errors() };
}

describe('status', () => {
  test('is the table of the original', async () => {
    tableOf(['rule_002', 'rule_001', 'a_longer_name'], { rule_002: 0 });

    const { status, out, errors } = await run('rule-staging status');

    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(out).toBe(
      [
        'Rule                 Staged?',
        '  1: a_longer_name   False',
        '  2: rule_001        False',
        '  3: rule_002        True',
        '',
      ].join('\n'),
    );
  });

  test('has the numbers as the original has them', async () => {
    tableOf(['rule_001']);

    expect((await run('rule-staging status')).out).toContain('\n  1: rule_001   False\n');
  });

  test('tells more when it is asked to', async () => {
    tableOf(['live', 'once'], { once: 0 });

    const { out } = await run('rule-staging status -v');

    expect(out).toContain(
      [
        '  1: live   False',
        ' - ChangedAt: 2026-03-14T12:00:00.000000Z',
        ' - ChangedBy: start',
        '  2: once   True',
        ' - StagedAt: ',
      ].join('\n'),
    );
    expect(out).toMatch(/ - StagedUntil: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z\n/);
  });

  test('is JSON for programs', async () => {
    tableOf(['a', 'b'], { b: 0 });

    const { out } = await run('rule-staging status --json');

    expect(JSON.parse(out)).toMatchObject({
      enabled: true,
      rules: [
        { rule_name: 'a', staged: false, staged_at: null, changed_by: 'start' },
        { rule_name: 'b', staged: true, staged_until: expect.stringMatching(/Z$/) },
      ],
    });
  });

  test('of an empty table says so', async () => {
    tableOf([]);

    expect((await run('rule-staging status')).out).toBe('Rule table is empty\n');
  });

  test('says that staging is off', async () => {
    write('conf/global.json', globalJson({ enabled: false }));
    tableOf(['a'], { a: 0 });

    const { errors } = await run('rule-staging status');

    expect(errors).toContain('rule-staging enable --true');
  });
});

describe('stage and unstage', () => {
  test('change the rules that are named', async () => {
    tableOf(['a', 'b', 'c'], { c: 1 });

    const staging = await run('rule-staging stage a c');
    const unstaging = await run('rule-staging unstage c b');

    expect(staging.status).toBe(0);
    expect(staging.out).toMatch(/a is staged until \d{4}-/);
    expect(staging.out).toMatch(/c was staged already; its time begins anew and ends \d{4}-/);
    expect(unstaging).toMatchObject({ status: 0, errors: '' });
    expect(unstaging.out).toContain('c is live\n  b was live already');
    expect(tableNow().map(({ staged }) => staged)).toEqual([true, false, false]);
    expect(tableNow()[0]?.changedBy).not.toBe('start');
  });

  test.each(['stage', 'unstage'])(
    '%s names unknown rules, changes the others, and fails',
    async (verb) => {
      tableOf(['shop_void', 'shop_refund'], verb === 'unstage' ? { shop_refund: 0 } : {});

      const { status, errors } = await run(`rule-staging ${verb} shop_viod shop_refund __proto__`);

      expect(status).toBe(1);
      expect(errors).toContain('no rule "shop_viod" in the rule table. Did you mean "shop_void"?');
      expect(errors).toContain('no rule "__proto__"');
      const refund = tableNow().find(({ ruleName }) => ruleName === 'shop_refund');
      expect(refund?.staged).toBe(verb === 'stage');
    },
  );

  test('of nothing is refused', async () => {
    tableOf(['a']);

    expect(await run('rule-staging stage')).toMatchObject({ status: 2 });
  });

  test('in an empty table say when it is filled', async () => {
    tableOf([]);

    const { status, errors } = await run('rule-staging stage a');

    expect(status).toBe(1);
    expect(errors).toContain('filled when StreamAlert starts');
  });
});

test.each([
  'rule-staging status',
  'rule-staging stage a',
  'rule-staging unstage a',
  'rule-staging promote',
  'rule-staging digest',
])('%s says how to get a table where there is none', async (words) => {
  const { status, errors } = await run(words);

  expect(status).toBe(1);
  expect(errors).toContain('there is no rule table in .streamalert yet');
  expect(errors).toContain('streamalert rule-staging enable --true');
});

describe('promote', () => {
  test('says of each rule why, and changes nothing in a dry run', async () => {
    tableOf(['done', 'early', 'loud'], { done: 49, early: 1, loud: 49 });
    const state = stateOf();
    state.alerts.add([anAlert({ ruleName: 'loud', createdAt: Date.now() })]);
    state.close();

    const dry = await run('rule-staging promote --dry-run');
    const unchanged = tableNow().every(({ staged }) => staged);
    const real = await run('rule-staging promote');

    expect(dry.out).toContain(
      'done  ready to be promoted: time over for 0d 1h 0m, 0 alerts (at most 0)',
    );
    expect(dry.out).toContain('early  stays staged: 1d 22h 59m left, 0 alerts (at most 0)');
    expect(dry.out).toContain(
      'loud  stays staged, too many alerts: time over for 0d 1h 0m, 1 alert',
    );
    expect(unchanged).toBe(true);
    expect(real.out).toContain('done  promoted:');
    expect(tableNow().map(({ staged }) => staged)).toEqual([false, true, true]);
  });

  test('goes by the threshold of the configuration', async () => {
    const promotion = { memory: 128, timeout: 60, alerts_max: 1 };
    write('conf/lambda.json', JSON.stringify({ rule_promotion_config: promotion }));
    tableOf(['loud'], { loud: 49 });
    const state = stateOf();
    state.alerts.add([anAlert({ ruleName: 'loud', createdAt: Date.now() })]);
    state.close();

    const { out } = await run('rule-staging promote --json');

    expect(JSON.parse(out)).toMatchObject({
      dry_run: false,
      promoted: ['loud'],
      rules: [{ rule_name: 'loud', alert_count: 1, alerts_max: 1, verdict: 'promote' }],
    });
  });

  test('has nothing to do where nothing is staged', async () => {
    tableOf(['a']);

    expect((await run('rule-staging promote')).out).toContain('No rule is staged');
  });
});

describe('digest', () => {
  test('is text, a page or JSON', async () => {
    tableOf(['shop_void'], { shop_void: 1 });
    const state = stateOf();
    const alert = { ruleName: 'shop_void', createdAt: Date.now(), staged: true, title: 'A <void>' };
    state.alerts.add([anAlert(alert)]);
    state.close();

    const text = await run('rule-staging digest');
    const page = await run('rule-staging digest --html digest.html');
    const json = await run('rule-staging digest --json');

    expect(text.out).toMatch(/^Alert statistics for 1 staged rule\(s\) \[.* UTC\]\n\n◦ shop_void/);
    expect(text.out).toMatch(/Alert Info:\t+npx streamalert alerts list --rule shop_void/);
    expect(page).toEqual({ status: 0, out: '', errors: 'digest: digest.html' });
    expect(readFileSync(join(folder, 'digest.html'), 'utf8')).toContain('A &lt;void&gt;');
    expect(JSON.parse(json.out)).toMatchObject({
      rules: [
        {
          rule_name: 'shop_void',
          alert_count: 1,
          titles: [{ title: 'A <void>', count: 1 }],
          alerts_by_hour: [{ count: 1 }],
        },
      ],
    });
  });

  test('without receivers cannot be sent, and says where they are named', async () => {
    tableOf(['a']);

    const text = await run('rule-staging digest');
    const sent = await run('rule-staging digest --send');

    expect(text.out).toContain('No currently staged rules to report on');
    expect(sent.status).toBe(2);
    expect(sent.errors).toContain('digest_email');
  });

  test('that cannot be written says so', async () => {
    tableOf(['a']);

    const { status, errors } = await run('rule-staging digest --html missing/digest.html');

    expect(status).toBe(2);
    expect(errors).toContain('missing/digest.html cannot be written');
  });
});

describe('enable', () => {
  const file = () => join(folder, 'conf/global.json');
  const account =
    '"account": { "aws_account_id": "111122223333", "prefix": "acme", "region": "eu-west-1" }';

  test('changes the switch and no other byte', async () => {
    const before = `{\r\n\t${account},\r\n\t"mine": [1,   2],\r\n\t"infrastructure": {"rule_staging": {"enabled" : false, "staging_hours":  3}}\r\n}\r\n`;
    write('conf/global.json', before);
    chmodSync(file(), 0o640);

    const on = await run('rule-staging enable -t');
    const after = readFileSync(file(), 'utf8');
    const again = await run('rule-staging enable --true');
    const off = await run('rule-staging enable --false');

    expect(on).toMatchObject({ status: 0 });
    expect(on.out).toContain('rule_staging.enabled: True');
    expect(after).toBe(before.replace('"enabled" : false', '"enabled" : true'));
    expect(again.out).toContain('as it was');
    expect(off.out).toContain('rule_staging.enabled: False');
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(statSync(file()).mode & 0o777).toBe(0o640);
  });

  const staging = '"rule_staging": {\n      "enabled": true\n    }';
  test.each([
    [`{\n  ${account}\n}\n`, `{\n  ${account},\n  "infrastructure": {\n    ${staging}\n  }\n}\n`],
    [
      `{\n  ${account},\n  "infrastructure": {}\n}\n`,
      `{\n  ${account},\n  "infrastructure": {\n    ${staging}\n  }\n}\n`,
    ],
    [
      `{\n  ${account},\n  "infrastructure": null\n}\n`,
      `{\n  ${account},\n  "infrastructure": {\n    ${staging}\n  }\n}\n`,
    ],
    [
      `{\n  "infrastructure": { "rule_staging": null, "monitoring": {} },\n  ${account}\n}\n`,
      `{\n  "infrastructure": { ${staging}, "monitoring": {} },\n  ${account}\n}\n`,
    ],
    [
      `{\n  "infrastructure": {\n    "rule_staging": { "staging_hours": 3 }\n  },\n  ${account}\n}\n`,
      `{\n  "infrastructure": {\n    "rule_staging": { "staging_hours": 3,\n      "enabled": true }\n  },\n  ${account}\n}\n`,
    ],
    [
      `\ufeff{\r\n\t${account}\r\n}`,
      `\ufeff{\r\n\t${account},\r\n\t"infrastructure": {\r\n\t\t"rule_staging": {\r\n\t\t\t"enabled": true\r\n\t\t}\r\n\t}\r\n}`,
    ],
    [`{${account}}\n`, `{${account}, "infrastructure": {"rule_staging":{"enabled":true}}}\n`],
  ])('adds the switch to %j', async (before, after) => {
    write('conf/global.json', before);

    const { status } = await run('rule-staging enable -t');

    expect(status).toBe(0);
    expect(readFileSync(file(), 'utf8')).toBe(after);
  });

  test('keeps a link a link', async () => {
    renameSync(file(), join(folder, 'real.json'));
    symlinkSync('../real.json', file());

    const { status } = await run('rule-staging enable -f');

    expect(status).toBe(0);
    expect(lstatSync(file()).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.json'), 'utf8')).toContain('"enabled":false');
  });

  test.each([
    ['rule-staging enable', '--true or --false is missing'],
    ['rule-staging enable -t -f', 'exclude each other'],
  ])('%s is refused', async (words, message) => {
    const before = readFileSync(file(), 'utf8');

    const { status, errors } = await run(words);

    expect(status).toBe(2);
    expect(errors).toContain(message);
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  test.each([
    [`{${account}, "infrastructure": {"rule_staging": "yes"}}`],
    [
      `{${account}, "infrastructure": {"rule_staging": {"enabled": false}, "rule_staging": {"enabled": false}}}`,
    ],
    ['{"account": '],
  ])('leaves %s as it is', async (before) => {
    write('conf/global.json', before);

    const { status, errors } = await run('rule-staging enable -t');

    expect(status).toBe(1);
    expect(errors).not.toBe('');
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });
});
