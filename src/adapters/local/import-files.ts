import { pathToFileURL } from 'node:url';
import { isRule } from '../../domain/content-kind.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Exported } from './content-checks.ts';
import { loadFailure } from './load-failure.ts';

/** All that some modules export, and what is wrong with those that could not be loaded. */
export async function importAll(files: readonly string[]) {
  const exported: Exported<unknown>[] = [];
  const findings: Finding[] = [];
  for (const file of files) {
    try {
      const values: object = await import(pathToFileURL(file).href);
      exported.push(...inOrder(Object.values(values)).map((value) => ({ value, file })));
    } catch (error) {
      // A broken file must not silence the rules of the others.
      findings.push(loadFailure(error, file));
    }
  }
  return { exported, findings };
}

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
