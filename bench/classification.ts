import { selectLogTypes } from '../src/config/data-sources.ts';
import { logTypesFromSchemas } from '../src/config/schemas/log-types.ts';
import type { LogType } from '../src/domain/log-type.ts';
import { parsers } from '../src/parsers/index.ts';
import { recordIds } from '../src/runtimes/embedded/detection/record-ids.ts';
import { compileClassifier } from '../src/stages/classifier/classifier.ts';
import { compileNormalizer } from '../src/stages/normalizer/normalizer.ts';
import { type Corpus, textSchemas } from './corpora.ts';
import type { Row } from './run.ts';
import { inTurn } from './seconds.ts';

const textTypes = logTypesFromSchemas(
  [{ file: 'bench', relative: 'bench', text: JSON.stringify(textSchemas) }],
  { parsers },
).logTypes;

/** Starter log types, and behind them those that only the bench has. */
export const withTextTypes = (starter: readonly LogType[]): readonly LogType[] => [
  ...starter,
  ...textTypes,
];

/** Classification and normalisation alone, of text as the reader hands it over. */
function classifyAll(lines: readonly string[], candidates: readonly LogType[]) {
  const classifier = compileClassifier(candidates, { parsers, acceptBareRecords: true });
  const normalizer = compileNormalizer(candidates, recordIds());
  return () => {
    for (const line of lines) {
      const classified = classifier.classify(line);
      if (classified.outcome === 'unclassified') continue;
      for (const record of classified.records) normalizer.normalize(record, classified.logType);
    }
  };
}

/** Per corpus: alone with the log types of its source, and what it costs to try all there are. */
export async function classificationRows(
  corpora: readonly Corpus[],
  starter: readonly LogType[],
): Promise<Row[]> {
  const all = withTextTypes(starter);
  const rows: Row[] = [];
  for (const { name, logs, lines, json } of corpora) {
    const megabytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0) / 1e6;
    const few = logs.includes('*') ? all : selectLogTypes(all, logs);
    const own = classifyAll(lines, few);
    const floor = () => {
      for (const line of lines) if (json) JSON.parse(line);
    };
    const alone = await inTurn(floor, own);
    rows.push({
      name: `${name}, classify + normalise`,
      megabytesPerSecond: megabytes / alone.whole,
      ratio: json ? alone.floor / alone.whole : null,
    });
    if (few.length === all.length) continue;
    const { floor: one, whole: many } = await inTurn(own, classifyAll(lines, all));
    rows.push({
      name: `${name}, ${all.length} log types`,
      megabytesPerSecond: megabytes / many,
      ratio: null,
      note: `${(many / one).toFixed(2)} × the time with ${few.length}`,
    });
  }
  return rows;
}
