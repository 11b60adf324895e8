import type { NearMiss } from '../../domain/batch.ts';
import type { Candidate } from './candidate.ts';
import type { Content } from './content.ts';
import { nearMissOf } from './near-miss.ts';

/** How one schema looks at a payload. */
export interface SchemaReport {
  readonly logType: string;
  readonly fits: boolean;
  /** How many records the payload gives under this schema. */
  readonly records: number;
  readonly nearMiss: NearMiss | null;
}

/** A report for each candidate, in the order in which they are tried. */
export function reportsOn(
  content: Content,
  candidates: readonly Candidate[],
): readonly SchemaReport[] {
  return candidates.map((candidate) => {
    const fit = candidate.fit(content);
    return {
      logType: candidate.logType.name,
      fits: fit !== undefined,
      records: fit?.records.length ?? 0,
      nearMiss: fit === undefined ? nearMissOf(candidate, content) : null,
    };
  });
}
