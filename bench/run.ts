import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from './table.ts';

/**
 * Measures classify + normalise + rules on one core, as a ratio to `JSON.parse` of the same bytes in the same run,
 * and `scan` as a whole process. Absolute figures differ from machine to machine; the ratios are what counts.
 *
 *   npm run bench                     all
 *   npm run bench -- --records 50000  a larger corpus
 *   npm run bench -- --indicators 1000000   with so many indicators (100,000 when nothing is said)
 *   npm run bench -- --corpus DIR     with the *.jsonl files of a folder beside the built-in corpora
 *   npm run bench -- --against REV    the same for another commit, and the ratio between the two
 *   npm run bench -- --json           for programs
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    corpus: { type: 'string' },
    indicators: { type: 'string', default: '100000' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
    'skip-scan': { type: 'boolean', default: false },
  },
});

export interface Row {
  readonly name: string;
  readonly megabytesPerSecond: number;
  /** Share of the throughput of `JSON.parse` alone; null for text that is not JSON. */
  readonly ratio: number | null;
  /** What else the row says. */
  readonly note?: string;
}

/** Pins to one core where the system can, so that the floor and the pipeline run on the same one. */
function onOneCore(file: string, args: readonly string[], cwd = process.cwd()): Row[] {
  const pin = spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? ['taskset', '-c', '0'] : [];
  const [command = '', ...rest] = [...pin, process.execPath, '--expose-gc', file, ...args];
  const { status, stdout } = spawnSync(command, rest, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`${file} ended with ${status}`);
  return JSON.parse(stdout) as Row[];
}

const corpusArgs = values.corpus === undefined ? [] : ['--corpus', values.corpus];
const args = ['--records', values.records, '--indicators', values.indicators, ...corpusArgs];
const here = import.meta.dirname;
const rows = onOneCore(`${here}/pipeline.ts`, args);
if (!values['skip-scan']) {
  const { scanRows } = await import('./scan.ts');
  rows.push(...scanRows(availableParallelism()));
}

if (values.against === undefined) {
  console.log(values.json ? JSON.stringify(rows) : table(rows));
} else {
  const { checkedOut } = await import('./checked-out.ts');
  const other = checkedOut(values.against);
  try {
    const before = onOneCore(`${other.folder}/bench/pipeline.ts`, args, other.folder);
    console.log(table(rows, before));
  } finally {
    other.remove();
  }
}
