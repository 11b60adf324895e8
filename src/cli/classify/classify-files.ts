import { findFiles } from '../../sources/file/find-files.ts';
import { readBatches } from '../../sources/file/read-batches.ts';
import { forEachPayload } from '../../sources/file/split-payloads.ts';
import type { Classifier } from '../../stages/classifier/classifier.ts';
import {
  type Finding,
  findingGroups,
  findingsOf,
  type FindingGroup,
  type Place,
} from './classified-groups.ts';

export interface ClassifyFiles {
  readonly paths: readonly string[];
  readonly classifier: Classifier;
  /** Called for each payload; gives back whether to go on. */
  readonly onPayload?: (seen: SeenPayload) => boolean;
}

export interface SeenPayload extends Place {
  /** Undefined for a piece that cannot be read. */
  readonly payload: string | Uint8Array | undefined;
  readonly findings: readonly Finding[];
}

export interface ClassifyOutcome {
  readonly files: number;
  readonly payloads: number;
  readonly records: {
    readonly classified: number;
    readonly refused: number;
    readonly filtered: number;
  };
  readonly groups: readonly FindingGroup[];
  readonly furtherKinds: number;
  /** Files that could not be found or opened. */
  readonly problems: readonly {
    readonly path: string;
    readonly reason: string;
    readonly hint: string;
  }[];
  /** Whether reading ended before the files did, since enough was seen. */
  readonly isCut: boolean;
}

/** Classifies every record of files as `scan` reads them, in bounded memory. */
export async function classifyFiles({
  paths,
  classifier,
  onPayload = () => true,
}: ClassifyFiles): Promise<ClassifyOutcome> {
  const { files, problems } = await findFiles(paths);
  const groups = findingGroups();
  const records = { classified: 0, refused: 0, filtered: 0 };
  let payloads = 0;
  let goesOn = true;

  const take = (seen: SeenPayload) => {
    if (!goesOn) return;
    payloads++;
    const { path, position, payload } = seen;
    for (const finding of seen.findings) {
      const count = finding.kind === 'classified' ? finding.records : 1;
      records[finding.kind] += count;
      groups.add(finding, count, { path, position, payload });
    }
    goesOn = onPayload(seen);
  };

  for (const { path } of files) {
    for await (const item of readBatches(path)) {
      if (!goesOn) break;
      if (item.kind === 'quarantined') {
        const { position, reason, detail } = item;
        const findings = [{ kind: 'refused' as const, reason, detail, nearest: null }];
        take({ path, position, payload: item.raw, findings });
        continue;
      }
      forEachPayload(item.batch, (payload, position) => {
        if (!goesOn) return;
        const findings = findingsOf(classifier.classify(payload));
        take({ path, position: String(position), payload, findings });
      });
    }
  }
  const { length } = files;
  const further = groups.further();
  return {
    files: length,
    payloads,
    records,
    groups: groups.all(),
    furtherKinds: further,
    problems,
    isCut: !goesOn,
  };
}
