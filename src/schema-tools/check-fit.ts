import { logTypesFromSchemas } from '../config/schemas/log-types.ts';
import type { Finding } from '../domain/finding.ts';
import type { Parser } from '../parsers/parser.ts';
import { compileClassifier } from '../stages/classifier/classifier.ts';
import type { Sample } from './inference.ts';

/** What becomes of samples under some schemas. */
export interface FitCheck {
  readonly records: number;
  readonly fitting: number;
  readonly byLogType: ReadonlyMap<string, number>;
  /** Why others do not fit, the most frequent first, with an example of each. */
  readonly misses: readonly FitMiss[];
}

export interface FitMiss {
  readonly reason: string;
  readonly count: number;
  readonly example: string;
}

const missesMax = 5;
const exampleCharactersMax = 160;

/** Classifies all samples with the content of a schema file, as a source with these log types would. */
export function checkFit(
  text: string,
  samples: readonly Pick<Sample, 'payload'>[],
  parsers: readonly Parser[],
): { readonly fit: FitCheck; readonly findings: readonly Finding[] } {
  const file = { file: 'schema.json', relative: 'schemas/schema.json', text };
  const { logTypes, findings } = logTypesFromSchemas([file], { parsers });
  const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: false });
  return { fit: fitOf(samples, classifier), findings };
}

/** What becomes of samples under a classifier. */
export function fitOf(
  samples: readonly Pick<Sample, 'payload'>[],
  classifier: Pick<ReturnType<typeof compileClassifier>, 'classify'>,
): FitCheck {
  const byLogType = new Map<string, number>();
  const misses = new Map<string, FitMiss>();
  let records = 0;
  let fitting = 0;
  for (const { payload } of samples) {
    const result = classifier.classify(payload);
    if (result.outcome === 'unclassified') {
      records++;
      addMiss(misses, result.detail, payload);
      continue;
    }
    const { logType, records: good, invalid } = result;
    records += good.length + invalid.length;
    fitting += good.length;
    byLogType.set(logType.name, (byLogType.get(logType.name) ?? 0) + good.length);
    for (const { reason } of invalid) addMiss(misses, reason, payload);
  }
  const ordered = [...misses.values()].toSorted((a, b) => b.count - a.count);
  return { records, fitting, byLogType, misses: ordered.slice(0, missesMax) };
}

function addMiss(misses: Map<string, FitMiss>, reason: string, payload: string | Uint8Array) {
  const known = misses.get(reason);
  // Reasons name values, and so hostile samples may make any number of them.
  if (known === undefined && misses.size > 1000) return;
  const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString('latin1');
  const example = known?.example ?? text.slice(0, exampleCharactersMax);
  misses.set(reason, { reason, example, count: (known?.count ?? 0) + 1 });
}
