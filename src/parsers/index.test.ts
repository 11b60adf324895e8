import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsers } from './index.ts';

test('every folder of this room is registered under its own name', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  expect(parsers.map(({ type }) => type).sort()).toEqual(folders.sort());
});
