import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesWithSecrets, linesWithSecrets } from './left-secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'left-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file that has a credential in it is named, however deep and however written', () => {
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'a/b/plain.log'), 'sent with canary-token');
  writeFileSync(join(folder, 'state.db'), Buffer.from('\0\x01ann:canary-token', 'latin1'));
  writeFileSync(join(folder, 'header'), Buffer.from('ann:canary-token').toString('base64'));
  writeFileSync(join(folder, 'sound.log'), 'sent with •••');

  expect([...filesWithSecrets(folder)].sort()).toEqual(
    ['a/b/plain.log', 'header', 'state.db'].map((name) => join(folder, name)),
  );
});

test('files that are there to hold credentials are not', () => {
  writeFileSync(join(folder, 'credentials.json'), '{"token":"canary-token"}');

  expect(filesWithSecrets(folder)).toEqual([]);
});

test('packages of others may use the word', () => {
  mkdirSync(join(folder, 'a/node_modules/zod'), { recursive: true });
  writeFileSync(join(folder, 'a/node_modules/zod/index.js'), '// a canary');

  expect(filesWithSecrets(folder)).toEqual([]);
});

test('a printed line is found, and the names of files and tests are not', () => {
  const printed = [
    ' ✓ tests/canary-secrets.test.ts (460 tests) 4800ms',
    '   \u001b[32m✓\u001b[39m a canary is hidden 400ms',
    'delivered with canary-token',
  ];

  expect(linesWithSecrets(printed.join('\n'))).toEqual(['delivered with canary-token']);
});
