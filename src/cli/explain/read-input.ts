import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';

export interface ExplainInput {
  readonly text: string;
  /** What it is called. */
  readonly shown: string;
  readonly number: number | undefined;
}

/** Nobody reads explanations of more. */
const bytesMax = 64 * 1024 * 1024;

/** `events.json`, `events.json#3`, `-` for standard input, or `-#2`. */
export async function readInput(given: string, cwd: string): Promise<ExplainInput> {
  const found = /^(.*?)(?:#(\d+))?$/s.exec(given);
  const shown = found?.[1] ?? given;
  const number = found?.[2] === undefined ? undefined : Number(found[2]);
  if (shown === '-') return { text: await textOf(process.stdin), shown: 'standard input', number };
  return { text: await readText(resolve(cwd, shown), shown), shown, number };
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > bytesMax) throw new Error(`${size} bytes are more than anybody explains`);
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StreamAlertError('INPUT_UNREADABLE', `${shown} cannot be read: ${reasonOf(error)}`, {
      hint: 'Name a file of test events, or of log records; - is standard input.',
    });
  }
}
