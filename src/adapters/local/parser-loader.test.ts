import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'streamalert-parsers-')));
afterAll(() => rmSync(root, { recursive: true }));

interface Loaded {
  readonly names: readonly string[];
  readonly findings: readonly string[];
}

/** Loads a folder of parsers with Node's own loader, in which the hooks are. */
function load(files: Readonly<Record<string, string>>): Loaded {
  const folder = mkdtempSync(join(root, 'project-'));
  mkdirSync(join(folder, 'parsers'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(
      join(folder, 'parsers', name),
      `import { parser, z } from 'streamalert';\n${text}`,
    );
  }
  const script = `
    const { loadParsers } = await import(${JSON.stringify(import.meta.resolve('./parser-loader.ts'))});
    const { parsers, findings } = await loadParsers(['parsers'], new Set(['json']));
    process.stdout.write(JSON.stringify({
      names: parsers.map(({ value, file }) => value.name + ' of ' + file.split('/').at(-1)),
      findings: findings.map(({ level, file, path, message }) => [level, file, path, message].join(' | ')),
    }));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Loaded;
}

const sound = (name: string) =>
  `export const ${name} = parser({ name: '${name}', description: 'x', compile: () => () => [] });\n`;

test('all that is exported is found, once', () => {
  const { names, findings } = load({
    'a.ts': sound('one') + sound('two'),
    'b.ts': `export { one } from './a.ts';\n${sound('three')}`,
    'a.test.ts': sound('tested'),
  });

  expect(names).toEqual(['one of a.ts', 'two of a.ts', 'three of b.ts']);
  expect(findings).toEqual([]);
});

test('everything that is wrong is told at once, and the sound ones stay', () => {
  const { names, findings } = load({
    'a.ts': sound('one'),
    'b.ts': sound('one') + sound('json'),
    'c.ts': `export const c = parser({ name: 'C!', description: '', size: 1, options: {}, compile: 3 });`,
    'd.ts': 'export const nothing = z.string();',
    'e.ts': 'enum Kind { a }',
    'f.ts': `throw new Error('no database');`,
  });

  expect(names).toEqual(['one of a.ts']);
  expect(findings).toEqual([
    expect.stringMatching(
      /^load \| parsers\/e.ts \|  \| SyntaxError: TypeScript enum is not supported/,
    ),
    'load | parsers/f.ts |  | Error: no database',
    'load | parsers/b.ts | json | "json" is a parser of StreamAlert itself; choose another name',
    'load | parsers/c.ts | C!.name | expected lower-case letters, digits, _ and -',
    'load | parsers/c.ts | C!.description | expected a text that says what it reads',
    'load | parsers/c.ts | C!.options | expected z.object({ … }), with the z that "streamalert" exports',
    'load | parsers/c.ts | C!.compile | expected a function that gives a function',
    'load | parsers/c.ts | C!.size | is no option of a parser; known: name, description, options, compile',
    'load | parsers/b.ts | one | 2 parsers have the name "one" (parsers/a.ts, parsers/b.ts); only the first is used',
    'warning | parsers/d.ts |  | exports no parser; write export const … = parser({ … })',
  ]);
});
