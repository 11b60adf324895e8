import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordTypesDeclaration } from '../../src/config/record-types.ts';
import { exampleNames } from './log-types.ts';

const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

/** What the compiler says about one of the folders here; what it says about the sources, it says elsewhere too. */
const compile = (folder: string): string =>
  said(folder)
    .split('\n')
    .filter((line) => /^\S/.test(line) && !line.startsWith('../../src/'))
    .join('\n');

function said(folder: string): string {
  try {
    return execFileSync(process.execPath, [compiler, '--project', folder, '--pretty', 'false'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

test('the declarations that these tests compile against are those we generate', () => {
  const stored = readFileSync(join(import.meta.dirname, 'typed/streamalert-env.d.ts'), 'utf8');

  expect(recordTypesDeclaration(exampleNames)).toBe(stored);
});

test('rules are checked against the records of their log types', () => {
  expect(compile('typed')).toBe('');
});

test('rules compile where no record types were generated', () => {
  expect(compile('loose')).toBe('');
});

test('what is misspelt does not compile, and the compiler knows what was meant', () => {
  const lines = compile('misspelt').split('\n');
  const about = (place: string) =>
    lines.filter((line) => line.startsWith(`misspelt/${place}`)).join('\n');
  expect(about('rules.ts(6,')).toContain('"hihg"');
  expect(about('rules.ts(7,')).toMatch(/'eventTyp'.*Did you mean to write 'eventType'\?/);
  expect(about('rules.ts(8,')).toMatch(
    /'eventTyp' does not exist on type 'record_okta_system'.*Did you mean 'eventType'\?/,
  );
  expect(about('rules.ts(8,')).toContain("'idd' does not exist");
  expect(about('rules.ts(13,')).toContain('Did you mean \'"okta:system"\'?');
  expect(about('rules.ts(20,')).toContain('Did you mean \'"okta:system"\'?');
  expect(about('rules.ts(28,')).toContain('Did you mean \'"ip_address"\'?');
  expect(about('rules.ts(31,')).toMatch(/'ownr'.*Did you mean 'owner'\?/);
  expect(about('rules.ts(31,')).toContain('not assignable to parameter of type \'"employees"');
  expect(about('rules.ts(32,')).toContain('"ip_address" | "user"');
  expect(about('rules.ts(38,')).toContain("'number' is not assignable to type 'TextTest");
  expect(about('rules.ts(39,')).toMatch(/'actr'.*'SubkeysOf<.*Did you mean to write 'actor'\?/);
  expect(about('rules.ts(40,')).toMatch(
    /'eventType' is possibly 'null'[^]*'client.geo' is possibly/,
  );
  expect(lines.filter((line) => line.includes('error TS'))).toHaveLength(14);
});
