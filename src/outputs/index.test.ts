import { readdirSync } from 'node:fs';
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

describe('what a definition says of its service', () => {
  const named = outputs.map((output) => [output.service, output] as const);

  test.each(named)('%s', (_service, { protocol, documentation, rateLimit, fields }) => {
    expect(protocol).toMatch(/\w/);
    if (documentation !== null) expect(documentation).toMatch(/^https:\/\/\S+$/);
    if (rateLimit !== undefined) {
      expect(Math.min(rateLimit.calls, rateLimit.seconds)).toBeGreaterThan(0);
    }
    for (const field of Object.values(z.toJSONSchema(fields).properties ?? {})) {
      expect(field).toMatchObject({ description: expect.stringMatching(/\w/) });
    }
  });
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
