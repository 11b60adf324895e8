import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
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
