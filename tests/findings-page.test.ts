import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outputs } from '../src/outputs/index.ts';
import { destinationIn } from '../src/outputs/ocsf/destination.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/findings.md'), 'utf8');
const [configuration, policy, pattern] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = '']): Record<string, unknown> => JSON.parse(text),
);

test('outputs.json of the page names outputs that are there, in their shape', () => {
  for (const [service, destinations] of Object.entries(configuration ?? {})) {
    const { shape } = outputs.find((output) => output.service === service) ?? {};
    expect([service, shape]).toEqual([service, Array.isArray(destinations) ? 'list' : 'map']);
  }
  const findings = Object.values(configuration?.['ocsf'] ?? {}).map(destinationIn);
  expect(findings.map((destination) => destination?.kind)).toEqual(['http', 's3', 'firehose']);
});

test('the policy of the page has the actions that the definitions ask for, and no others', () => {
  const allowed = JSON.stringify(policy).match(/"[a-z0-9]+:[A-Z][A-Za-z]+"/g) ?? [];
  const asked = outputs
    .filter(({ service }) => Object.hasOwn(configuration ?? {}, service))
    .flatMap(({ protocol }) => protocol.match(/\b[a-z0-9]+:[A-Z][A-Za-z]+/g) ?? []);

  expect(allowed.map((action) => action.slice(1, -1)).sort()).toEqual(asked.sort());
});

test('the pattern of the page matches what is sent', () => {
  expect(pattern).toMatchObject({ source: ['streamalert'] });
});
