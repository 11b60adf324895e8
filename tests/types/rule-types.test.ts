import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordTypesDeclaration } from '../../src/config/record-types.ts';
import { exampleLogTypes } from './log-types.ts';

const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

/** What the compiler says about one of the folders here. */
function compile(folder: string): string {
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

  expect(recordTypesDeclaration(exampleLogTypes)).toBe(stored);
});

test('rules are checked against the records of their log types', () => {
  expect(compile('typed')).toBe('');
});

test('rules compile where no record types were generated', () => {
  expect(compile('loose')).toBe('');
});

test('what is misspelt does not compile, and the compiler knows what was meant', () => {
  const said = compile('misspelt');

  const lines = said.split('\n');
  const about = (place: string) =>
    lines.filter((line) => line.startsWith(`misspelt/${place}`)).join('\n');
  expect(about('rules.ts(6,')).toContain('"hihg"');
  expect(about('rules.ts(7,')).toMatch(/'eventTyp'.*Did you mean to write 'eventType'\?/);
  expect(about('rules.ts(8,')).toMatch(
    /'eventTyp' does not exist on type 'record_okta_system'.*Did you mean 'eventType'\?/,
  );
  expect(about('rules.ts(8,')).toContain("'idd' does not exist");
  expect(about('rules.ts(13,')).toContain('Did you mean \'"okta:system"\'?');
  expect(lines.filter((line) => line.includes('error TS'))).toHaveLength(5);
});
