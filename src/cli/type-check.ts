import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { TypeError } from './test-report/test-run.ts';

/** A check of a project's types that is under way. */
export interface TypeCheck {
  /** Errors in order; empty also where there is nothing to check with. */
  readonly errors: Promise<readonly TypeError[]>;
}

/** A compiler that hangs must not hang the tests. */
const timeoutMilliseconds = 120_000;

/** Starts the project's own TypeScript, where it has one and a `tsconfig.json`. */
export function startTypeCheck(root: string, cwd: string): TypeCheck | undefined {
  const compiler = compilerOf(root);
  const config = join(root, 'tsconfig.json');
  if (compiler === undefined || !existsSync(config)) return undefined;

  const child = spawn(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', config], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMilliseconds,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const errors = new Promise<readonly TypeError[]>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      const text = Buffer.concat(chunks).toString('utf8');
      const found = parseErrors(text, root, cwd);
      if (code !== 0 && found.length === 0) done([broken(text, config, cwd)]);
      else done(found);
    });
  });
  // Whoever waits for it hears of a failure; until then it is not unhandled.
  errors.catch(() => undefined);
  return { errors };
}

/** The compiler's script, looked for as Node looks for packages. */
function compilerOf(folder: string): string | undefined {
  const found = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  if (existsSync(found)) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : compilerOf(parent);
}

/** `rules/a.ts(14,22): error TS2551: Property …`, and further lines that belong to it. */
export function parseErrors(text: string, root: string, cwd: string): readonly TypeError[] {
  const all = errorsIn(text, root, cwd);
  const missing = all.find(({ message }) => message.startsWith("Cannot find module 'streamalert'"));
  // Without the package every line that uses it is an error; the reason is told once.
  return missing ? [{ ...missing, message: `${missing.message} ${howToInstall}` }] : all;
}

const howToInstall =
  'Install it with: npm install. In a checkout of StreamAlert its types are made by: npm run build';

function errorsIn(text: string, root: string, cwd: string): readonly TypeError[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(.+?)\((\d+),(\d+)\): error (?:TS\d+: )?(.*)$/.exec(line.trimEnd());
    if (!found) return [];
    const [, file = '', row, column, message = ''] = found;
    const shown = relative(cwd, resolve(root, file));
    return [{ file: shown, line: Number(row), column: Number(column), message }];
  });
}

/** The compiler failed without naming a place, such as for an option it does not know. */
const broken = (text: string, config: string, cwd: string): TypeError => ({
  file: relative(cwd, config),
  line: 1,
  column: 1,
  message: text.trim().split('\n')[0] ?? 'the compiler failed',
});
