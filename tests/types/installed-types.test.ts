import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const compiler = join(root, 'node_modules/typescript/bin/tsc');

function compile(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, [compiler, ...args, '--pretty', 'false'], {
      cwd,
      encoding: 'utf8',
    });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

test("publishers in a project of one's own are checked by the types of the package", () => {
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'installed-types-')));
  onTestFinished(() => rmSync(project, { recursive: true }));
  const installed = join(project, 'node_modules/streamalert');
  mkdirSync(installed, { recursive: true });
  // What authors import, without the engine behind it: the compiler is done in a moment.
  const settings = {
    extends: join(root, 'tsconfig.build.json'),
    compilerOptions: {
      rootDir: join(root, 'src'),
      outDir: join(installed, 'dist'),
      emitDeclarationOnly: true,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [],
    files: [join(root, 'src/authoring.ts')],
  };
  writeFileSync(join(project, 'declarations.json'), JSON.stringify(settings));
  compile(['-p', 'declarations.json'], project);
  const types = { name: 'streamalert', type: 'module', types: './dist/authoring.d.ts' };
  writeFileSync(join(installed, 'package.json'), JSON.stringify(types));
  symlinkSync(join(root, 'node_modules/zod'), join(project, 'node_modules/zod'));
  cpSync(join(root, 'templates/project/tsconfig.json'), join(project, 'tsconfig.json'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const copy = (folder: string, name: string) =>
    cpSync(join(import.meta.dirname, folder, 'publishers.ts'), join(project, 'publishers', name));
  copy('publications', 'sound.ts');
  copy('misspelt-publications', 'misspelt.ts');

  const errors = compile(['-p', '.'], project)
    .split('\n')
    .filter((line) => /^\S/.test(line));

  expect(errors).toHaveLength(7);
  expect(errors.filter((line) => !line.startsWith('publishers/misspelt.ts('))).toEqual([]);
  expect(errors.join('\n')).toContain('NoSuchField<"console", "@console.line">');
});
