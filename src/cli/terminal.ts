import { isatty } from 'node:tty';

/** The only way to the screen, so that a test reads what was printed. */
export interface Terminal {
  /** One or more whole lines to standard output. */
  print(text: string): void;
  /** Bytes to standard output, as they are. */
  write(bytes: Uint8Array): void;
  /** One or more whole lines to standard error. */
  error(text: string): void;
  /**
   * Shows a line that the next one replaces, on standard error; the empty text removes it. Does nothing where
   * nobody watches.
   */
  progress(text: string): void;
  /** Whether a person watches: standard error is a terminal. */
  readonly isInteractive: boolean;
  /** Columns of the screen; 100 where there is none. */
  readonly width: number;
  /** Whether standard output takes colours. */
  readonly color: boolean;
}

const widthWithoutScreen = 100;
const clearLine = '\r\u001b[2K';

/** The terminal of this process. `NO_COLOR` and `FORCE_COLOR` are respected. */
export function processTerminal(env: NodeJS.ProcessEnv): Terminal {
  const { stdout, stderr } = process;
  const isInteractive = isatty(stderr.fd) && env['TERM'] !== 'dumb';
  let shown = '';
  const remove = () => {
    if (shown !== '') stderr.write(clearLine);
    shown = '';
  };

  return {
    print(text) {
      remove();
      stdout.write(`${text}\n`);
    },
    write(bytes) {
      remove();
      stdout.write(bytes);
    },
    error(text) {
      remove();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!isInteractive) return;
      if (text === '') return remove();
      shown = text.slice(0, (stderr.columns ?? widthWithoutScreen) - 1);
      stderr.write(`${clearLine}${shown}`);
    },
    isInteractive,
    get width() {
      return stdout.columns ?? widthWithoutScreen;
    },
    color: takesColor(env, isatty(stdout.fd)),
  };
}

function takesColor(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return isTerminal && env['TERM'] !== 'dumb';
}
