import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsOfRule } from '../src/domain/rule-problems.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/rules.md'), 'utf8');

test('the page about rules names every option', () => {
  const [unknown] = problemsOfRule({ name: 'r', logs: ['a:b'], matches: () => true, oops: 1 });
  const options = /the options are (.*)$/.exec(unknown?.message ?? '')?.[1]?.split(', ') ?? [];

  expect(options.length).toBeGreaterThan(20);
  expect(options.filter((option) => !page.includes(`\`${option}\``))).toEqual([]);
});

test('its examples compile with the starter schemas', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rules-page-')));
  const examples = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => code);
  for (const [index, code] of examples.entries()) {
    writeFileSync(join(folder, `example-${index}.ts`), code);
  }
  const settings = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      paths: { streamalert: [join(root, 'src/authoring.ts')] },
    },
    include: ['.'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const types = readFileSync(join(root, 'streamalert-env.d.ts'), 'utf8');
  const withTable = types.replace(
    /(interface LookupTables \{)|(?=interface LogTypes \{)/,
    (found) =>
      found === '' ? 'interface LookupTables { owners: unknown }\n' : `${found} owners: unknown;`,
  );
  writeFileSync(join(folder, 'streamalert-env.d.ts'), withTable);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');

  expect(examples).toHaveLength(3);
  expect(compile(folder).filter((line) => line.startsWith('example-'))).toEqual([]);
});

function compile(folder: string): readonly string[] {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '--project', folder, '--pretty', 'false'];
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).split('\n');
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    return said.split('\n');
  }
}
