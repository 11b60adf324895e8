import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseErrors, startTypeCheck } from './type-check.ts';

test('errors are read with file, place and message, further lines belong to them', () => {
  const text = [
    "rules/a.ts(14,22): error TS2551: Property 'idd' does not exist. Did you mean 'id'?",
    "  'id' is declared here.",
    'rules/b (c).ts(1,2): error TS1005: expected.\r',
    'Found 2 errors.',
  ].join('\n');

  expect(parseErrors(text, '/project', '/project/rules')).toEqual([
    {
      file: 'a.ts',
      line: 14,
      column: 22,
      message: "Property 'idd' does not exist. Did you mean 'id'?",
    },
    { file: 'b (c).ts', line: 1, column: 2, message: 'expected.' },
  ]);
});

test('when the package itself is missing that is told once, with what to do', () => {
  const text = [
    "rules/a.ts(1,22): error TS2307: Cannot find module 'streamalert' or its corresponding type declarations.",
    "rules/a.ts(9,3): error TS7006: Parameter 'record' implicitly has an 'any' type.",
  ].join('\n');

  const errors = parseErrors(text, '/project', '/project');

  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toMatch(/^Cannot find module 'streamalert'.*npm install/);
});

test('a project without tsconfig.json is not checked', () => {
  const root = mkdtempSync(join(tmpdir(), 'no-types-'));

  expect(startTypeCheck(root, root)).toBeUndefined();
});
