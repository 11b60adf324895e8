import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aDelivery } from '../../testing/delivery.ts';
import { outputs } from './index.ts';

test('every folder of this room is registered under its own name', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  expect(outputs.map(({ service }) => service).sort()).toEqual(folders.sort());
});

test('every destination that is a map says what its resource is', () => {
  for (const { shape, resourceDescription } of outputs) {
    expect(resourceDescription !== undefined).toBe(shape === 'map');
  }
});

test('every credential is described, for the prompt and the reference page', () => {
  for (const { credentials } of outputs) {
    for (const field of Object.values(z.toJSONSchema(credentials).properties ?? {})) {
      expect(field).toMatchObject({ description: expect.stringMatching(/\w/) });
    }
  }
});

const page = readFileSync(join(import.meta.dirname, '../../docs/outputs.md'), 'utf8');

test.each(outputs.map(({ service }) => service))('the page about outputs has %s', (service) => {
  expect(page).toContain(`\n| \`${service}\` |`);
});

describe('a token', () => {
  const withTokens = outputs.flatMap(({ service, credentials }) =>
    Object.entries(z.toJSONSchema(credentials).properties ?? {})
      .filter(([, field]) => typeof field !== 'boolean' && field.pattern === '^[^\\s:]+$')
      .map(([name]) => [service, name] as const),
  );

  test.each(withTokens)(
    '%s %s that was pasted with a line end is told by its name',
    async (service, name) => {
      const output = outputs.find((each) => each.service === service);

      const outcome = await output?.deliver(aDelivery({ credentials: { [name]: 'canary\n' } }));

      expect(outcome).toMatchObject({ outcome: 'failed', reason: expect.stringContaining(name) });
      expect(JSON.stringify(outcome)).not.toContain('canary');
    },
  );

  test('is what most services ask for', () => {
    expect(withTokens.length).toBeGreaterThan(8);
  });
});
