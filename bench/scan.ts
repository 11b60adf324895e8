import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpora } from './corpora.ts';
import type { Row } from './run.ts';

/** `scan` as a whole process: how much two workers give over one, and how fast help is. */
export function scanRows(cores: number): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-bench-'));
  const file = join(folder, 'cloudtrail.jsonl');
  const [trail] = corpora(20_000);
  const block = `${trail?.lines.join('\n')}\n`;
  const out = openSync(file, 'w');
  for (let n = 0; n < 20; n++) writeSync(out, block);
  closeSync(out);
  const megabytes = (block.length * 20) / 1e6;

  const scan = (workers: number): number =>
    run([
      'scan',
      file,
      '--format',
      'json',
      '--out',
      join(folder, 'out.json'),
      '--workers',
      `${workers}`,
    ]);
  try {
    scan(1);
    const one = scan(1);
    const two = cores > 1 ? scan(2) : Number.NaN;
    const help = Math.min(...[1, 2, 3].map(() => run(['--help'])));
    return [
      { name: 'scan, 1 worker', megabytesPerSecond: megabytes / one, ratio: null },
      {
        name: `scan, 2 workers: ${(one / two).toFixed(2)} × 1 worker`,
        megabytesPerSecond: megabytes / two,
        ratio: null,
      },
      { name: `--help, ${Math.round(help * 1000)} ms`, megabytesPerSecond: 0, ratio: null },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): number {
  const bin = join(import.meta.dirname, '../bin/streamalert.js');
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return (performance.now() - began) / 1000;
}
