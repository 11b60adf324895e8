import { mkdir, open } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { StreamAlertError } from '../../domain/errors.ts';

/** Files that outputs append lines to. */
export interface OutputFiles {
  /**
   * Appends one line below the data directory, or to a file with an absolute path. The line is on the disk when
   * this resolves.
   */
  appendLine(path: string, line: string): Promise<void>;
}

/** The lines that will be written next, and when they are. */
interface NextLines {
  readonly lines: string[];
  readonly written: Promise<void>;
}

interface Queue {
  next: NextLines | undefined;
  /** Settles, never rejects, when the file is free. */
  free: Promise<void>;
}

/** Lines that come while others are being written are written together: the disk is asked once for all of them. */
export function localOutputFiles(dataDir: string): OutputFiles {
  const queues = new Map<string, Queue>();
  return {
    async appendLine(path, line) {
      const file = fileOf(dataDir, path);
      const queue = queues.get(file) ?? { next: undefined, free: Promise.resolve() };
      queues.set(file, queue);
      queue.next ??= writeWhenFree(file, queue);
      queue.next.lines.push(line);
      return queue.next.written;
    },
  };
}

function writeWhenFree(file: string, queue: Queue): NextLines {
  const lines: string[] = [];
  const written = queue.free.then(() => {
    queue.next = undefined;
    return appendLines(file, lines);
  });
  queue.free = written.catch(() => undefined);
  return { lines, written };
}

const newline = 10;

function fileOf(dataDir: string, path: string): string {
  if (isAbsolute(path)) return path;
  const file = resolve(dataDir, path);
  const inside = relative(dataDir, file);
  if (inside === '' || inside.startsWith('..') || path.includes('\0')) {
    throw new StreamAlertError('CONFIG_INVALID', `"${path}" leads out of the data directory`, {
      hint: 'Name a file below the data directory in outputs.json, or use an absolute path.',
    });
  }
  return join(dataDir, inside);
}

/** Alerts quote log data: for the owner alone. */
const fileMode = 0o600;

async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', fileMode);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1, newline);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    // A process that was killed while it wrote leaves half a line, which must not swallow the next one.
    const start = last[0] === newline ? '' : '\n';
    await handle.appendFile(start + lines.map((line) => `${line}\n`).join(''));
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
