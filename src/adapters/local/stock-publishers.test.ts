import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { ruleProject } from '../../../testing/rule-project.ts';
import { loadContent } from './content-loader.ts';

const ruleNaming = (...names: string[]) => `
import { rule } from 'streamalert';
export const r = rule({
  name: 'r',
  logs: ['acme:login'],
  outputs: ['slack:soc'],
  publishers: ${JSON.stringify(names)},
  matches: () => true,
});
`;

function load(files: Readonly<Record<string, string>>) {
  const root = ruleProject(files);
  const publishers = Object.keys(files).some((name) => name.startsWith('publishers/'));
  return loadContent(
    {
      rules: [join(root, 'rules')],
      matchers: [],
      publishers: publishers ? [join(root, 'publishers')] : [],
    },
    {
      logTypes: new Set(['acme:login']),
      outputs: new Set(['slack:soc']),
      normalizedTypes: new Set(),
    },
  );
}

const addRecord = 'publishers.community.generic.add_record';

test('a project without publishers of its own may name those of the package', async () => {
  const { publishers, findings } = await load({
    'rules/r.ts': ruleNaming(addRecord, 'streamalert.shared.publisher.DefaultPublisher'),
  });

  expect(findings).toEqual([]);
  const found = publishers.find(({ name }) => name === addRecord);
  expect(found?.publish(anAlert(), {})).toEqual({ record: { user: 'ann' } });
});

test('one that nobody has is told, with the name that was meant', async () => {
  const { findings } = await load({
    'rules/r.ts': ruleNaming('publishers.community.generic.add_recrod'),
  });

  expect(findings).toMatchObject([{ level: 'warning', suggestion: addRecord }]);
});

test("a project's own publisher takes the place of one of the same name", async () => {
  const { publishers, findings } = await load({
    'rules/r.ts': ruleNaming(addRecord, 'publishers.community.generic.blank'),
    'publishers/own.ts': `
import { publisher } from 'streamalert';
export const own = publisher({ name: '${addRecord}', description: '', publish: () => ({ own: 1 }) });
`,
  });

  expect(findings).toEqual([]);
  const named = publishers.filter(({ name }) => name === addRecord);
  expect(named.map(({ publish }) => publish(anAlert(), {}))).toEqual([{ own: 1 }]);
});

test('nothing is loaded where nobody asks', async () => {
  const { publishers } = await load({ 'rules/r.ts': ruleNaming() });

  expect(publishers).toEqual([]);
});
