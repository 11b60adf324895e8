import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs every test; the last line counts them, which is what a build server reads. */
const folder = mkdtempSync(join(tmpdir(), 'streamalert-test-'));
// Some tests run programs as somebody else, who has to get in.
chmodSync(folder, 0o755);
const report = join(folder, 'report.json');
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`].concat(
    process.argv.slice(2),
  ),
  // What tests leave behind goes with the folder.
  { stdio: 'inherit', env: { ...process.env, TMPDIR: folder } },
);

let failed = run.status === 0 ? 0 : 1;
let line = '0 passed, 1 failed';
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  failed = Math.max(failed, counts.numFailedTests);
  const skipped = counts.numPendingTests + counts.numTodoTests;
  line = `${counts.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
} finally {
  rmSync(folder, { recursive: true, force: true });
  console.log(line);
  process.exitCode = failed === 0 ? 0 : 1;
}
