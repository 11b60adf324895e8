import { pathToFileURL } from 'node:url';
import { isRule } from '../../domain/content-kind.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Place } from '../../domain/rule.ts';
import type { Exported } from './content-checks.ts';
import { watchCode } from './code-watch.ts';
import { shownPath } from './content-files.ts';
import { loadFailure } from './load-failure.ts';
import { asContent } from './process-guard.ts';

/** Loading a module takes milliseconds; one that takes so long is in a loop, or waits for what never comes. */
const importMillisecondsMax = 10_000;

/** Files that did not come to an end when they were loaded, so that other threads need not try. */
const endless = new Set<string>();

export const endlessFiles = (): readonly string[] => [...endless];

/** Files that another thread found to be endless. */
export function leaveOutEndless(files: readonly string[]): void {
  for (const file of files) endless.add(file);
}

/** All that some modules export, and what is wrong with those that could not be loaded. */
export async function importAll(files: readonly string[], onImport?: (file: string) => void) {
  const exported: Exported<unknown>[] = [];
  const findings: Finding[] = [];
  if (files.length === 0) return { exported, findings };
  const watch = watchCode(importMillisecondsMax);
  for (const file of files) {
    onImport?.(file);
    if (endless.has(file)) {
      findings.push(neverLoaded(file, undefined));
      continue;
    }
    try {
      const load = (): Promise<object> => import(pathToFileURL(file).href);
      const loaded = await watch.within(() => asContent(file, load));
      if (loaded.outcome === 'done') {
        exported.push(...inOrder(Object.values(loaded.value)).map((value) => ({ value, file })));
      } else {
        endless.add(file);
        findings.push(neverLoaded(file, loaded.place));
      }
    } catch (error) {
      // A broken file must not silence the rules of the others.
      findings.push(loadFailure(error, file));
    }
  }
  await watch.close();
  return { exported, findings };
}

const neverLoaded = (file: string, place: Place | undefined): Finding => ({
  level: 'load',
  file: shownPath(place?.file ?? file),
  path: '',
  message: `it did not come to an end within ${importMillisecondsMax / 1000} s of being loaded; what stands outside of functions must not loop or wait for ever`,
  ...(place && { line: place.line, column: place.column }),
});

/** A value may be exported again by another file; the first file is the one it belongs to. */
export function collect<Value>(
  exported: readonly Exported<unknown>[],
  isWanted: (value: unknown) => value is Value,
): Exported<Value>[] {
  const found = new Map<Value, Exported<Value>>();
  for (const { value, file } of exported) {
    if (!isWanted(value)) continue;
    if (!found.has(value)) found.set(value, { value, file });
  }
  return [...found.values()];
}

/** Exports come sorted by name; an author expects rules in the order of the lines. */
const inOrder = (values: readonly unknown[]): readonly unknown[] =>
  values.toSorted((a, b) => lineOf(a) - lineOf(b));

const lineOf = (value: unknown): number => (isRule(value) ? (value.place?.line ?? 0) : 0);
