import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../domain/errors.ts';

export interface Watching {
  /** Folders whose changes matter; one that does not exist is watched as soon as it does. */
  readonly folders: readonly string[];
  /**
   * Arguments of the Node process that is started for each run: a fresh one has no stale modules. `changed` are the
   * files that were saved since the last run that came to its end; none for a run of everything.
   */
  argsFor(changed: readonly string[]): readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called before each run. */
  onRun(changed: readonly string[]): void;
  /** A folder cannot be watched any more. */
  onTrouble(reason: string): void;
  /** Ends the watching. */
  readonly signal: AbortSignal;
}

/** An editor writes a file in several steps; a run begins when it has been quiet for so long. */
const quietMilliseconds = 80;

/** Runs a command now and again whenever something changes, until it is told to stop. */
export async function watchAndRun(watching: Watching): Promise<void> {
  const { cwd, env, onRun, signal, argsFor } = watching;
  let running: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const changed = new Set<string>();
  /** Whether a run of everything was interrupted, so that a part is not enough. */
  let isAllOpen = true;

  const run = () => {
    running?.kill();
    folders.watchNew();
    const files = isAllOpen ? [] : [...changed];
    onRun(files);
    const child = spawn(process.execPath, argsFor(files), {
      cwd,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running = child;
    child.on('exit', (_code, killedBy) => {
      if (running !== child || killedBy !== null) return;
      running = undefined;
      isAllOpen = false;
      for (const file of files) changed.delete(file);
    });
  };
  const soon = (file: string) => {
    changed.add(file);
    clearTimeout(timer);
    timer = setTimeout(run, quietMilliseconds);
  };
  const folders = watchFolders(watching, soon);
  const everything = () => {
    isAllOpen = true;
    run();
  };
  process.stdin.on('data', everything);

  run();
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
  clearTimeout(timer);
  process.stdin.off('data', everything);
  process.stdin.pause();
  folders.close();
  running?.kill();
}

function watchFolders(
  { folders, onTrouble }: Watching,
  onChange: (file: string) => void,
): { watchNew(): void; close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const begin = (folder: string) => {
    const watcher = watch(folder, { recursive: true }, (_event, name) =>
      onChange(join(folder, name ?? '')),
    );
    watchers.set(folder, watcher);
    // A folder may be renamed or taken away; the others are watched on.
    watcher.on('error', (error) => {
      watcher.close();
      watchers.delete(folder);
      onTrouble(`${folder} is not watched any more: ${reasonOf(error)}`);
    });
  };
  return {
    watchNew() {
      for (const folder of new Set(folders)) {
        if (!existsSync(folder)) {
          watchers.get(folder)?.close();
          watchers.delete(folder);
        } else if (!watchers.has(folder)) begin(folder);
      }
    },
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
