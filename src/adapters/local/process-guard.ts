import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { placeOfFrame } from '../../domain/place.ts';

/** Files of content, and how many of them are being loaded right now. */
const content = { files: new Set<string>(), loading: 0 };

/** Our own modules: those of the package, built or not. */
const ownFolder = fileURLToPath(new URL('../../', import.meta.url));

let isGuarded = false;

/**
 * From here on content cannot end the program that it runs in: `process.exit` and its like throw when they are called
 * by code of a rule, matcher, publisher or parser, and the failure is told as any other. Everybody else can still call
 * them. Once in each thread; calling it again changes nothing.
 */
export function guardProcess(): void {
  if (isGuarded) return;
  isGuarded = true;
  for (const name of ['exit', 'reallyExit', 'abort'] as const) refuse(name, () => true);
  refuse('kill', (target) => [process.pid, -process.pid, 0].includes(Number(target)));
  // Modules that import the functions by name see them too.
  module.syncBuiltinESMExports();
}

/** Loads a file of content as one that the guard knows. */
export async function asContent<Value>(file: string, load: () => Promise<Value>): Promise<Value> {
  content.files.add(file);
  content.loading++;
  try {
    return await load();
  } finally {
    content.loading--;
  }
}

function refuse(name: string, endsUs: (target: unknown) => boolean): void {
  const original: unknown = Reflect.get(process, name);
  if (typeof original !== 'function') return;
  const guarded = (...given: readonly unknown[]): unknown => {
    if (endsUs(given[0]) && isCalledByContent()) throw refusal(name, guarded);
    return Reflect.apply(original, process, given);
  };
  Object.defineProperty(process, name, { value: guarded, writable: true, configurable: true });
}

function refusal(call: string, guarded: (...given: readonly unknown[]) => unknown): Error {
  const error = new Error(
    `process.${call} was called, which is refused: content must not end StreamAlert`,
  );
  // The stack begins with the line that called it.
  Error.captureStackTrace(error, guarded);
  return error;
}

function isCalledByContent(): boolean {
  const stack = new Error('who calls').stack ?? '';
  // Nothing of ours ends a worker from within; Node itself does, where nobody caught what was thrown.
  if (!isMainThread) return !stack.includes('node:internal/main/worker_thread');
  const frames = stack.split('\n').slice(1);
  const files = frames.flatMap((frame) => placeOfFrame(frame)?.file ?? []);
  if (files.some((file) => content.files.has(file))) return true;
  const caller = files.find((file) => file !== import.meta.filename);
  return content.loading > 0 && caller !== undefined && !caller.startsWith(ownFolder);
}
