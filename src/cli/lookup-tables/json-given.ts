import type { JsonValue } from '../../domain/json.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { Terminal } from '../terminal.ts';

/** What somebody gave as JSON; undefined when it is none, which is said. */
export function jsonGiven(
  parse: () => JsonValue,
  where: string,
  terminal: Terminal,
): { readonly value: JsonValue } | undefined {
  try {
    return { value: parse() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.error(`streamalert: ${where} is not JSON: ${cell(reason)}`);
    terminal.error('  Nothing was written. A text stands in double quotes in JSON.');
    return undefined;
  }
}
