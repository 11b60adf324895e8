import type { Terminal } from '../src/cli/terminal.ts';

/** A terminal that keeps what was printed. */
export function inMemoryTerminal(changes: Partial<Terminal> = {}) {
  const out: Uint8Array[] = [];
  const errors: string[] = [];
  const terminal: Terminal = {
    print: (text) => out.push(Buffer.from(`${text}\n`)),
    write: (bytes) => out.push(bytes),
    error: (text) => errors.push(text),
    progress: () => undefined,
    isInteractive: false,
    width: 120,
    color: false,
    ...changes,
  };
  return {
    terminal,
    bytes: () => Buffer.concat(out),
    out: () => Buffer.concat(out).toString('utf8'),
    errors: () => errors.join('\n'),
  };
}
