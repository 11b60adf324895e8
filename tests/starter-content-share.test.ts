import { sharedData } from '../testing/shared-data.ts';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject } from '../src/domain/json.ts';
import { readBatches } from '../src/sources/file/read-batches.ts';
import { forEachPayload } from '../src/sources/file/split-payloads.ts';
import { linesOf, openStarter, readText, type Starter } from './starter-content/starter.ts';

/** Public data sets, which are too large to be kept with the source. */
const { path: dataDir, isHere } = sharedData('data');

let starter: Starter;

beforeAll(async () => {
  starter = await openStarter();
});

interface Count {
  records: number;
  classified: number;
  /** By formats of logging libraries, which say no more than time, level and message. */
  generic: number;
}

function add(count: Count, payload: string | Uint8Array): void {
  const found = starter.classifier.classify(payload);
  const records = found.outcome === 'classified' ? found.records.length : 1;
  count.records += records;
  if (found.outcome === 'unclassified') return;
  count.classified += records;
  if (found.logType.category === 'applog') count.generic += records;
}

/** A large set tells as much by its beginning. */
const payloadsMax = 5000;

async function countFiles(pattern: string): Promise<Count> {
  const count: Count = { records: 0, classified: 0, generic: 0 };
  for (const path of globSync(join(dataDir, pattern)).toSorted()) {
    let left = payloadsMax;
    for await (const item of readBatches(path)) {
      if (left <= 0) break;
      if (item.kind !== 'batch') count.records++;
      else {
        forEachPayload(item.batch, (payload) => {
          if (left-- > 0) add(count, payload);
        });
      }
    }
  }
  return count;
}

/** Records that a set keeps inside descriptions of its own. */
function countInside(
  pattern: string,
  recordsIn: (entry: Record<string, unknown>) => unknown,
): Count {
  const count: Count = { records: 0, classified: 0, generic: 0 };
  for (const path of globSync(join(dataDir, pattern)).toSorted()) {
    for (const line of linesOf(readText(path))) {
      const entry: unknown = JSON.parse(line);
      const found = isJsonObject(entry) ? recordsIn(entry) : undefined;
      for (const record of Array.isArray(found) ? found : [found]) {
        if (record === undefined || record === '') continue;
        add(count, typeof record === 'string' ? record : JSON.stringify(record));
      }
    }
  }
  return count;
}

/**
 * What is left: comments, and programs that nobody described (`logs-crowdsec`, `logs-plaso`); test cases that were cut
 * down to a few fields (`panther-tests`).
 */
const sets: readonly (readonly [
  set: string,
  count: () => Count | Promise<Count>,
  leastPercent: number,
])[] = [
  ['cloudtrail-invictus', () => countFiles('cloudtrail-invictus/*.gz'), 100],
  ['cloudtrail-otrf', () => countFiles('cloudtrail-otrf/*.gz'), 100],
  ['cloudtrail-stratus', () => countFiles('cloudtrail-stratus/*.gz'), 100],
  [
    'cloudwatch-events-c7n',
    () => countInside('cloudwatch-events-c7n/*.gz', ({ event }) => event),
    100,
  ],
  ['github-webhooks', () => countInside('github-webhooks/*.gz', ({ payload }) => payload), 100],
  ['linux-otrf', () => countFiles('linux-otrf/*.{log,gz}'), 100],
  ['logs-crowdsec', () => countInside('logs-crowdsec/*.gz', ({ lines }) => lines), 93],
  ['logs-plaso', () => countFiles('logs-plaso/{*.log,*.jsonl,syslog*}'), 94],
  ['panther-tests', () => countInside('panther-tests/[A-Z]*.gz', ({ log }) => log), 90],
  ['sigma', () => countInside('sigma/*.gz', ({ events }) => events), 100],
  ['windows-otrf', () => countFiles('windows-otrf/*.gz'), 100],
  ['zeek-brim', () => countFiles('zeek-brim/*.gz'), 100],
  ['zeek-otrf', () => countFiles('zeek-otrf/{*.gz,*/*.gz}'), 100],
];

describe.skipIf(!isHere)('of real logs', () => {
  test.each(sets)('%s classifies', async (set, counting, leastPercent) => {
    const { records, classified, generic } = await counting();
    const percent = (100 * classified) / records;
    const byLibrary = generic > 0 ? `, ${generic} of them by the form of a logging library` : '';
    console.log(`${set}: ${classified} of ${records}, ${percent.toFixed(1)} %${byLibrary}`);

    expect(records).toBeGreaterThan(0);
    expect(percent).toBeGreaterThanOrEqual(leastPercent);
  });
});
