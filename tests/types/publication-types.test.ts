import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

/** What the compiler says about the publishers in one of the folders here. */
function compile(folder: string): readonly string[] {
  const args = [compiler, '--project', folder, '--pretty', 'false'];
  try {
    execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' });
    return [];
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    return said.split(/\n(?=\S)/).filter((text) => text.startsWith(folder));
  }
}

test('publishers with typed instructions, loose maps and promises compile', () => {
  expect(compile('publications')).toEqual([]);
});

test('instructions that no output takes do not compile, and it is said which it takes', () => {
  const errors = compile('misspelt-publications');
  const about = (line: number) =>
    errors.filter((text) => text.startsWith(`misspelt-publications/publishers.ts(${line},`)).join();

  expect(about(6)).toContain("Type 'number' is not assignable to type 'string'");
  expect(about(12)).toContain('NoSuchField<"console", "@console.line">');
  expect(about(18)).toContain('NoSuchField<"slak", never>');
  expect(about(24)).toContain('NoSuchField<"console", "@console.line">');
  expect(about(32)).toContain("Type 'number' is not assignable to type 'string'");
  expect(about(38)).toContain("is not assignable to type 'JsonValue'");
  expect(about(41)).toContain("Type 'string' is not assignable to type 'boolean'");
  expect(errors).toHaveLength(7);
});
