import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';

export interface Watching {
  /** Folders whose changes matter; those that do not exist are left out. */
  readonly folders: readonly string[];
  /** Arguments of the Node process that is started for each run: a fresh one has no stale modules. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called before each run. */
  readonly onRun: () => void;
  /** Ends the watching. */
  readonly signal: AbortSignal;
}

/** An editor writes a file in several steps; a run begins when it has been quiet for so long. */
const quietMilliseconds = 80;

/** Runs a command now and again whenever something changes, until it is told to stop. */
export async function watchAndRun(watching: Watching): Promise<void> {
  const { folders, args, cwd, env, onRun, signal } = watching;
  let running: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;

  const run = () => {
    running?.kill();
    onRun();
    running = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(run, quietMilliseconds);
  };
  const watchers = [...new Set(folders)]
    .filter((folder) => existsSync(folder))
    .map((folder) => watch(folder, { recursive: true }, soon));

  run();
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  running?.kill();
}
