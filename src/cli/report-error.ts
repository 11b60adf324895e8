import { isStreamAlertError, StreamAlertError } from '../domain/errors.ts';
import type { Terminal } from './terminal.ts';

/** What was typed is wrong; exit status 2. */
export const usageError = (message: string, hint: string): StreamAlertError =>
  new StreamAlertError('USAGE', message, { hint });

/** Says what went wrong in one line and what to do in the next; with `--debug`, where it came from as well. */
export function reportError(error: unknown, terminal: Terminal, debug: boolean): void {
  if (isStreamAlertError(error)) {
    terminal.error(`streamalert: ${error.message}`);
    if (error.hint !== undefined) terminal.error(indented(error.hint));
  } else {
    terminal.error(`streamalert: ${firstLine(error)}`);
    if (!debug) {
      terminal.error('  This should not happen. See more with: streamalert --debug <command> …');
    }
  }
  if (debug && error instanceof Error) terminal.error(traceOf(error));
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).split('\n')[0] ?? '';

function traceOf(error: Error): string {
  const trace = error.stack ?? error.message;
  return error.cause instanceof Error ? `${trace}\nCaused by: ${traceOf(error.cause)}` : trace;
}
