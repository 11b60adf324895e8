import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
const programs = [...page.matchAll(/```js\n([^]*?)```/g)].map(([, code = '']) => code);

/** What the page says that a program prints: the remark below each line that prints. */
const promised = (code: string): readonly string[] =>
  [...code.matchAll(/^console\.log.*\n\/\/ (.*)$/gm)].map(([, said = '']) => said);

/** Lets a program import the package as it would once it is installed, and prints a value on a line. */
const preparation = `
import { inspect } from 'node:util';
import { registerContentHooks } from ${JSON.stringify(join(root, 'src/adapters/local/content-hooks.ts'))};
inspect.defaultOptions.breakLength = Infinity;
registerContentHooks();
`;

function project(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'library-')));
  for (const name of ['conf', 'rules', 'matchers']) {
    cpSync(join(root, 'templates/project', name), join(folder, name), { recursive: true });
  }
  const [, first = ''] = /'({"time".*dana.*})'/.exec(page) ?? [];
  writeFileSync(join(folder, 'vpn.log'), `${first}\n`);
  writeFileSync(join(folder, 'vpn.log.gz'), gzipSync(`${first}\n`));
  return folder;
}

function run(code: string, folder: string): readonly string[] {
  writeFileSync(join(folder, 'prepare.mjs'), preparation);
  writeFileSync(join(folder, 'program.mjs'), code);
  const args = ['--import', './prepare.mjs', 'program.mjs'];
  const printed = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return printed.trimEnd().split('\n');
}

describe('the page about the library', () => {
  test('shows three programs', () => {
    expect(programs).toHaveLength(3);
  });

  test.each(programs.map((code, index) => [index + 1, code] as const))(
    'says of program %i what it prints',
    (_, code) => {
      expect(run(code, project())).toEqual(promised(code));
    },
  );

  test('is right that the ids are those of a scan', async () => {
    const folder = project();
    const program = (programs[2] ?? '').replace(
      /console\.log.*/,
      'console.log(whole.alerts[0].id);',
    );

    const [id] = run(program, folder);
    const scan = await runCli(['scan', 'vpn.log.gz', '--format', 'json'], { cwd: folder });

    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(scan.stdout).toContain(id);
  });
});
