import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';
import { logTypesFromSchemas } from '../src/config/schemas/log-types.ts';
import { parsers } from '../src/parsers/index.ts';
import { compileClassifier } from '../src/stages/classifier/classifier.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/parsers.md'), 'utf8');

/** Code blocks behind each `<!-- example: … -->`, up to the next one. */
const examples = page
  .split('<!-- example: ')
  .slice(1)
  .map((part) => ({
    name: part.slice(0, part.indexOf(' -->')),
    blocks: [...part.matchAll(/```\w+\n([^]*?)\n```/g)].map(([, block = '']) => block),
  }));

describe('an example of the page of parsers', () => {
  const complete = examples.filter(({ name }) => name === 'schema, line, record');

  test('is there for every parser that has a section of its own', () => {
    const shown = complete.map(
      ({ blocks: [schema = ''] }) => /"parser": "(\w+)"/.exec(schema)?.[1],
    );
    const sections = [...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);

    expect([...new Set(shown)]).toEqual(sections);
    expect(sections).toEqual(
      parsers.map(({ type }) => type).filter((type) => sections.includes(type)),
    );
  });

  test.each(complete.map(({ blocks }) => blocks))(
    'gives the record that it shows: %.40s',
    (schema, line, record) => {
      const file = { file: 'docs/parsers.md', relative: 'schemas/page.json', text: schema ?? '' };
      const { logTypes, findings } = logTypesFromSchemas([file], { parsers });
      const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: false });

      const found = classifier.classify(line ?? '');

      expect(findings).toEqual([]);
      expect(found).toMatchObject({ outcome: 'classified' });
      expect(found.outcome === 'classified' && found.records).toEqual([JSON.parse(record ?? '')]);
    },
  );
});

const folder = mkdtempSync(join(tmpdir(), 'streamalert-own-parser-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe("a project with the page's own parser", () => {
  write({
    'conf/global.json': JSON.stringify({
      account: { aws_account_id: '111122223333', prefix: 'northwind', region: 'eu-west-1' },
      general: { rule_locations: ['rules'], matcher_locations: [] },
    }),
    'conf/lambda.json': '{}',
    'conf/outputs.json': '{}',
    'conf/clusters/local.json': JSON.stringify({
      id: 'local',
      data_sources: { http: { gates: ['turnstile'] } },
      classifier_config: { enable_custom_metrics: true, memory: 128, timeout: 60 },
    }),
    'rules/gate.ts': `import { rule } from 'streamalert';
export const gate = rule({
  name: 'gate_four',
  description: 'Gate four was passed',
  severity: 'high',
  logs: ['turnstile:entry'],
  matches: (record) => record.gate === 4,
});
`,
    'rules/gate.events.json': JSON.stringify([
      {
        description: 'gate four',
        log: 'turnstile:entry',
        data: '4 | 7041',
        trigger_rules: ['gate_four'],
      },
      { description: 'gate five', log: 'turnstile:entry', data: '5 | 7041', trigger_rules: [] },
    ]),
    'logs/gate.log': '-- a comment\n4 | 7041\n5 | 7042\n6\nx | 1\n',
    ...Object.fromEntries(
      examples
        .filter(({ name }) => name.includes('.'))
        .map(({ name, blocks: [text = ''] }) => [name, text]),
    ),
  });
  const run = (...args: string[]) => runCli(args, { cwd: folder });

  test('is sound, and its records have types', async () => {
    const checked = await run('config', 'check', '--json');
    const types = await run('types');

    const { findings } = JSON.parse(checked.stdout) as { findings: { level: string }[] };
    expect(findings.filter(({ level }) => level !== 'build')).toEqual([]);
    expect(types).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'streamalert-env.d.ts'), 'utf8')).toContain(
      '"gate": number | null',
    );
  });

  test('passes its tests', async () => {
    const { status, stdout } = await run('test', '--skip-types');

    expect(stdout).toContain('3 passed');
    expect(status).toBe(0);
  });

  test('is scanned, on worker threads', async () => {
    const { stdout } = await run('scan', 'logs', '--format', 'json');

    const { summary, alerts } = JSON.parse(stdout) as {
      summary: object;
      alerts: { ruleName: string }[];
    };
    expect(summary).toMatchObject({ in: 5, classified: 2, quarantined: 2, filtered: 1 });
    expect(JSON.stringify(alerts)).toContain('gate_four');
  });

  test('takes data in', async () => {
    const data = join(folder, 'data');
    const child = spawnCli(['start', '--port', '0', '--data-dir', data], folder);
    try {
      const said = await outputOf(child, 'Listening.');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
      const token = readFileSync(join(data, 'token'), 'utf8').trim();
      const { status } = await fetch(`${url}/ingest/gates`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: '4 | 7041\n-- a comment\n6\n',
      });
      expect(status).toBeLessThan(300);
    } finally {
      child.kill('SIGINT');
      await ended(child);
    }

    const { stdout } = await run('status', '--data-dir', data, '--json');
    const { ledger } = JSON.parse(stdout) as { ledger: { tally: object }[] };
    expect(ledger).toMatchObject([
      { tally: { records: 3, classified: 1, quarantined: 1, filtered: 1 } },
    ]);
  });

  test('classifies, with the words of the parser', async () => {
    const { stdout } = await run('classify', 'logs');

    expect(stdout).toContain('1 values, the schema has 2 fields');
  });
});

describe('a parser that fails', () => {
  const config = (text: string) => write({ 'conf/schemas/turnstile.json': text });
  const own = (body: string) =>
    write({
      'parsers/bars.ts': `import { parser } from 'streamalert';\nexport const bars = parser({ name: 'bars', description: 'x', ${body} });\n`,
    });
  const turnstile = '{"turnstile:entry": {"parser": "bars", "schema": {"gate": "integer"}}}';

  test('on a text costs that text, is told once and counted', async () => {
    config(turnstile);
    own(`compile: () => (text) => {
      if (text.startsWith('!')) throw new TypeError('no number');
      return [{ gate: text }];
    }`);
    write({ 'logs/gate.log': '4\n!1\n!2\n5\n' });

    const { stdout } = await runCli(['scan', 'logs', '--format', 'json'], { cwd: folder });

    const { summary, quarantine, ruleErrors } = JSON.parse(stdout) as Record<string, unknown>;
    expect(summary).toMatchObject({ in: 4, classified: 2, quarantined: 2 });
    expect(JSON.stringify(quarantine)).toContain(
      'the parser \\"bars\\" failed: TypeError: no number',
    );
    expect(ruleErrors).toMatchObject([
      { ruleName: 'bars', part: 'parser', reason: 'TypeError: no number', count: 2 },
    ]);
  });

  test('when it is compiled refuses the configuration, with the place', async () => {
    config(turnstile);
    own(`compile: () => { throw new Error('bars need a separator'); }`);

    const { status, stdout } = await runCli(['config', 'check'], { cwd: folder });

    expect(status).toBe(1);
    expect(stdout).toContain('turnstile:entry');
    expect(stdout).toContain('the parser "bars" refuses this: Error: bars need a separator');
  });
});
