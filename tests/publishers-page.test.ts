import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anAlert } from '../testing/alert-builder.ts';
import { loginEvent, ruleProject } from '../testing/rule-project.ts';
import { loadContent } from '../src/adapters/local/content-loader.ts';
import { openTestStages } from '../src/rule-tests/stages.ts';
import { renderAlert } from '../src/rule-tests/render/render.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/publishers.md'), 'utf8');

const known = {
  logTypes: new Set<string>(),
  outputs: undefined,
  normalizedTypes: new Set<string>(),
};
const stock = await loadContent(
  { rules: [], matchers: [], publishers: [join(root, 'publishers')] },
  known,
);

test('the page lists every publisher that comes with the package, with what it does', () => {
  const rows = stock.publishers
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, description }) => `| \`${name}\` | ${description.replaceAll('|', '\\|')} |`);

  const listed = /<!-- publishers -->\n([^]*?)<!-- \/publishers -->/.exec(page)?.[1];
  expect(stock.findings).toEqual([]);
  expect(rows.length).toBeGreaterThan(20);
  expect(listed).toBe(`${rows.join('\n')}\n`);
});

test('every one of them has a name of earlier versions, or one of the same form', () => {
  for (const { name } of stock.publishers) {
    expect(name).toMatch(
      /^(streamalert\.shared\.publisher\.DefaultPublisher|publishers\.(community|sample)\.[a-z_.]+\.?\w+)$/,
    );
  }
});

test('each takes an alert that has nothing to tell, and leaves what it got as it was', () => {
  const context = {
    remove_fields: ['x'],
    populate_fields: ['x'],
    slack_message_template: 'x',
    demisto: { owner: 'ann' },
  };
  const alert = anAlert({ record: {}, description: '', title: '', context });
  for (const { name, publish } of stock.publishers) {
    const before = { mine: { list: [1] } };

    const made = publish(structuredClone(alert), before);

    expect({ name, made }).toEqual({ name, made: expect.any(Object) });
    expect({ name, before }).toEqual({ name, before: { mine: { list: [1] } } });
  }
});

test('its example publishes what it says', async () => {
  const [, example = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
  const project = ruleProject({
    'publishers/on-call.ts': example,
    'rules/r.ts': `
import { rule } from 'streamalert';
import { onCall } from '../publishers/on-call.ts';
export const r = rule({
  name: 'r', title: 'A title', severity: 'critical', logs: ['acme:login'], runbook: 'https://wiki.example.com/r',
  outputs: ['pagerduty-v2:soc'], publishers: onCall, matches: () => true,
});
`,
    'rules/r.events.json': [loginEvent({}, ['r'])],
  });
  const locations = {
    rules: [join(project, 'rules')],
    matchers: [],
    publishers: [join(project, 'publishers')],
  };
  const stages = await openTestStages({
    configDir: join(project, 'conf'),
    locations,
    now: () => 0,
  });

  const rendered = await renderAlert(
    {
      ruleName: 'r',
      output: 'pagerduty-v2',
      input: undefined,
      merged: undefined,
      eventFolders: locations.rules,
      cwd: project,
    },
    stages,
  );

  expect(rendered).toMatchObject({
    publication: {
      '@pagerduty-v2.summary': 'A title',
      '@pagerduty-v2.severity': 'critical',
      '@pagerduty-v2.links': [{ href: 'https://wiki.example.com/r', text: 'Runbook' }],
      user: 'ana',
    },
  });
});
