import type { NearMiss } from '../../domain/batch.ts';
import type { Candidate } from './candidate.ts';
import type { Content } from './content.ts';
import { nearMissOf, nearnessOf } from './near-miss.ts';

/** How one schema looks at a payload. */
export interface SchemaReport {
  readonly logType: string;
  readonly fits: boolean;
  /** How many records the payload gives under this schema. */
  readonly records: number;
  readonly nearMiss: NearMiss | null;
  /** How near it came, from 0 to 1; absent for a fit, and where the payload cannot be read at all. */
  readonly nearness?: number;
}

/** A report for each candidate, in the order in which they are tried. */
export function reportsOn(
  content: Content,
  candidates: readonly Candidate[],
): readonly SchemaReport[] {
  return candidates.map((candidate) => {
    const fit = candidate.fit(content);
    const { name: logType } = candidate.logType;
    if (fit !== undefined) {
      return { logType, fits: true, records: fit.records.length, nearMiss: null };
    }
    const nearMiss = nearMissOf(candidate, content);
    return { logType, fits: false, records: 0, nearMiss, nearness: nearnessOf(candidate, content) };
  });
}

/** Schemas that fit, in the order they are tried, and then the others, the nearest first. */
export const byNearness = (reports: readonly SchemaReport[]): readonly SchemaReport[] =>
  reports.toSorted(
    (a, b) => Number(b.fits) - Number(a.fits) || (b.nearness ?? 0) - (a.nearness ?? 0),
  );
