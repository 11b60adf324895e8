import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../../bench/random.ts';
import { mutate } from './mutate.ts';
import { BrokenPromise, type FuzzTarget } from './target.ts';

export interface FuzzFailure {
  readonly target: string;
  readonly bytes: Buffer;
  readonly reason: string;
}

/** Input that broke something once, or is known to be hard; one folder for each target. */
export const regressionsFolder = join(import.meta.dirname, 'regressions');

export function regressionsOf(target: string): readonly { name: string; bytes: Buffer }[] {
  const folder = join(regressionsFolder, target);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** Far more than any input of this size needs, also on a busy machine. */
const millisecondsMax = 4000;

/** Why an input breaks a target; undefined when it holds. */
export async function failureOf(
  target: FuzzTarget,
  bytes: Buffer,
): Promise<FuzzFailure | undefined> {
  const failed = (reason: string) => ({ target: target.name, bytes, reason });
  const began = performance.now();
  try {
    await target.check(Buffer.from(bytes));
  } catch (error) {
    const isKnown = error instanceof BrokenPromise;
    return failed(
      isKnown
        ? error.message
        : `it throws: ${error instanceof Error ? error.stack : String(error)}`,
    );
  }
  const milliseconds = performance.now() - began;
  return milliseconds > millisecondsMax
    ? failed(`it takes ${Math.round(milliseconds)} ms`)
    : undefined;
}

/** Tries changed seeds until the time is over, or one of them breaks the target. */
export async function fuzz(
  target: FuzzTarget,
  { seed, milliseconds }: { readonly seed: number; readonly milliseconds: number },
): Promise<{ readonly tries: number; readonly failure: FuzzFailure | undefined }> {
  const random = seeded(seed);
  const pool = [...target.seeds, ...regressionsOf(target.name).map(({ bytes }) => bytes)];
  const end = performance.now() + milliseconds;
  let tries = 0;
  while (performance.now() < end) {
    const failure = await failureOf(target, mutate(random.pick(pool), random.pick(pool), random));
    tries++;
    if (failure !== undefined) return { tries, failure };
  }
  return { tries, failure: undefined };
}

/** Keeps an input for all later runs; gives the file's path. */
export function keep({ target, bytes }: FuzzFailure): string {
  const folder = join(regressionsFolder, target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, createHash('sha256').update(bytes).digest('hex').slice(0, 12));
  writeFileSync(path, bytes);
  return path;
}
