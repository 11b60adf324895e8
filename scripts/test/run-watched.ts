import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from './progress-reporter.ts';

/** No test takes as long as this: what is quiet for so long comes to no end. */
const quietMillisMax = 5 * 60_000;

/** All of them take ten minutes; a machine on which they take so long has another trouble, which is to be told. */
const runMillisMax = 50 * 60_000;

/** A run of the tests, to its end or to where it stood still. */
export interface TestRun {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Files that have come to their end. */
  readonly ended: ReadonlyMap<string, { readonly seconds: number }>;
  /** What was running when nothing happened any more. */
  readonly hung: string | undefined;
  /** Everything that was printed. */
  readonly printed: string;
}

/**
 * Runs vitest and watches it. A test that keeps its process busy for ever is not ended by any time limit of vitest: when
 * nothing has happened for minutes, the processes tell where they are, and are ended.
 */
export async function runWatched(
  root: string,
  folder: string,
  args: readonly string[],
): Promise<TestRun> {
  const progressFile = join(folder, 'progress.ndjson');
  writeFileSync(progressFile, '');
  const reporter = join(import.meta.dirname, 'progress-reporter.ts');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--reporter=default', `--reporter=${reporter}`, ...args],
    {
      // A group of its own, so that nothing a test started outlives the run; it has no share in the terminal's input.
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: {
        ...process.env,
        ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
        TMPDIR: folder,
        STREAMALERT_TEST_PROGRESS: progressFile,
      },
    },
  );
  const printed = passedOn(child);
  const end = () => {
    endGroup(child.pid ?? 0);
    process.exit(130);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
  const stop = new AbortController();
  const code = await Promise.race([ended, quiet(progressFile, stop.signal)]);
  stop.abort();
  process.off('SIGINT', end).off('SIGTERM', end);
  const progress = progressIn(progressFile);
  const hung = code === 'quiet' ? whatRuns(progress) : undefined;
  if (hung !== undefined) await tellStacks(child.pid ?? 0, hung);
  endGroup(child.pid ?? 0);
  return { ...summed(progress, code === 0), hung, printed: printed() };
}

/** What a process prints is printed here too, and kept. */
function passedOn(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      to.write(chunk);
    });
  }
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Resolves when nothing has been written for too long. */
async function quiet(file: string, signal: AbortSignal): Promise<'quiet'> {
  let length = 0;
  const began = Date.now();
  let since = began;
  for (;;) {
    await pause(1000, undefined, { signal }).catch(() => undefined);
    const now = readFileSync(file).length;
    if (now !== length) {
      length = now;
      since = Date.now();
    }
    const isTooLong = Date.now() - since > quietMillisMax || Date.now() - began > runMillisMax;
    if (signal.aborted || isTooLong) return 'quiet';
  }
}

const progressIn = (file: string): readonly Progress[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Progress]));

function whatRuns(progress: readonly Progress[]): string {
  const last = progress.findLast(({ kind }) => kind === 'begins');
  return last?.kind === 'begins' ? `${last.file} › ${last.test ?? 'loading'}` : 'before any test';
}

/** The debugger of Node also answers where the thread is busy. */
async function tellStacks(group: number, hung: string): Promise<void> {
  console.log(`\nThe run came to no end; it was in ${hung}`);
  for (const pid of workersOf(group)) {
    sendSignal(pid, 'SIGUSR1');
    const stack = await Promise.race([stackOf(), pause(10_000, 'it does not answer')]).catch(
      String,
    );
    console.log(`Process ${pid} is in\n${stack}`);
  }
}

/** Where the process is that has just opened its debugger. */
async function stackOf(): Promise<string> {
  await pause(1_000);
  const answer = await fetch('http://127.0.0.1:9229/json/list');
  const [target] = (await answer.json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  const scripts = new Map<string, string>();
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('no debugger')));
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ id: 1, method: 'Debugger.enable' }));
      socket.send(JSON.stringify({ id: 2, method: 'Debugger.pause' }));
    });
    socket.addEventListener('message', ({ data }) => {
      const { method, params } = JSON.parse(String(data));
      if (method === 'Debugger.scriptParsed') scripts.set(params.scriptId, params.url);
      if (method !== 'Debugger.paused') return;
      const frames: readonly {
        readonly functionName: string;
        readonly location: { readonly scriptId: string; readonly lineNumber: number };
      }[] = params.callFrames;
      resolve(
        frames
          .slice(0, 25)
          .map(
            ({ functionName, location: { scriptId, lineNumber } }) =>
              `  ${functionName} ${scripts.get(scriptId)}:${lineNumber + 1}`,
          )
          .join('\n'),
      );
      socket.close();
    });
  });
}

/** The processes that vitest runs tests in. */
function workersOf(group: number): readonly number[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // Behind the name of the program: state, parent, group.
      const [, , processGroup] =
        readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      const isWorker = Number(processGroup) === group && command.includes('vitest/dist/workers');
      return isWorker ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

function endGroup(group: number): void {
  if (group > 0) sendSignal(-group, 'SIGKILL');
}

function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

function summed(
  progress: readonly Progress[],
  isSuccess: boolean,
): Omit<TestRun, 'hung' | 'printed'> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const ended = new Map<string, { readonly seconds: number }>();
  for (const each of progress) {
    if (each.kind === 'errors') counts.failed += each.count;
    if (each.kind !== 'ended') continue;
    ended.set(each.file, each);
    counts.passed += each.passed;
    counts.failed += each.failed;
    counts.skipped += each.skipped;
  }
  // Whatever vitest did not like counts, also where no test says so.
  if (!isSuccess && counts.failed === 0) counts.failed = 1;
  return { ...counts, ended };
}
