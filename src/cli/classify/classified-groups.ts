import { Buffer } from 'node:buffer';
import type { QuarantineReason, NearMiss } from '../../domain/batch.ts';
import { quarantineKind } from '../../domain/quarantine-kind.ts';
import type { Classification } from '../../stages/classifier/classifier.ts';

/** A record as it lies in a file. */
export interface Place {
  readonly path: string;
  readonly position: string;
}

/** What one payload, or one record of it, turned out to be. */
export type Finding =
  | { readonly kind: 'classified'; readonly logType: string; readonly records: number }
  | { readonly kind: 'filtered'; readonly logType: string }
  | {
      readonly kind: 'refused';
      readonly reason: QuarantineReason;
      readonly detail: string;
      readonly nearest: NearMiss | null;
    };

/** Alike findings, with the first as an example. */
export interface FindingGroup {
  readonly finding: Finding;
  readonly count: number;
  readonly example: Place & { readonly payload: string | Uint8Array | undefined };
}

/** Groups that are told apart; further ones are counted together. */
const groupsMax = 1000;

/** A longer example is not kept for an explanation. */
const examplePayloadBytesMax = 16 * 1024 * 1024;

export interface FindingGroups {
  add(finding: Finding, count: number, example: FindingGroup['example']): void;
  /** Log types first, then what fits nothing; the most frequent first. */
  all(): readonly FindingGroup[];
  /** Records of groups beyond those that are told apart. */
  further(): number;
}

/** Puts alike findings together, in bounded memory. */
export function findingGroups(): FindingGroups {
  const groups = new Map<string, FindingGroup & { count: number }>();
  let further = 0;
  return {
    add(finding, count, example) {
      const key = keyOf(finding);
      const group = groups.get(key);
      if (group !== undefined) group.count += count;
      else if (groups.size >= groupsMax) further += count;
      else groups.set(key, { finding, count, example: kept(example) });
    },
    all: () =>
      [...groups.values()].sort(
        (a, b) =>
          Number(a.finding.kind === 'refused') - Number(b.finding.kind === 'refused') ||
          b.count - a.count,
      ),
    further: () => further,
  };
}

const kept = ({ payload, ...place }: FindingGroup['example']): FindingGroup['example'] => {
  const isSmall = payload !== undefined && Buffer.byteLength(payload) <= examplePayloadBytesMax;
  return { ...place, payload: isSmall ? payload : undefined };
};

const keyOf = (finding: Finding): string =>
  finding.kind === 'refused' ? quarantineKind(finding) : `${finding.kind} ${finding.logType}`;

/** What a classification means for each of its records. */
export function findingsOf(classification: Classification): readonly Finding[] {
  if (classification.outcome === 'unclassified') {
    const { reason, detail, nearest } = classification;
    return [{ kind: 'refused', reason, detail, nearest }];
  }
  const { records, invalid, logType } = classification;
  const { name } = logType;
  if (records.length + invalid.length === 0) return [{ kind: 'filtered', logType: name }];
  return [
    { kind: 'classified', logType: name, records: records.length },
    ...invalid.map(({ reason, nearest }) => ({
      kind: 'refused' as const,
      reason: 'invalid record' as const,
      detail: reason,
      nearest,
    })),
  ];
}
