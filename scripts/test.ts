import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { filesWithSecrets, linesWithSecrets } from './test/left-secrets.ts';
import { runWatched } from './test/run-watched.ts';

/**
 * Runs every test; the last line counts them, which is what a build server reads. What was left when a run stood still
 * is run once more, so that one test that hangs hides no other; it counts as failed when it hangs again.
 *
 * Credentials in tests have the word `canary` in them. It must not stand in what was printed, nor in a file that was left.
 */
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'streamalert-test-'));
// Some tests run programs as somebody else, who has to get in.
chmodSync(folder, 0o755);
const args = process.argv.slice(2);

const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  const first = await runWatched(root, folder, args);
  const runs = [first];
  if (first.hung !== undefined && args.length === 0) {
    const left = allTests().filter((file) => !first.ended.has(file));
    console.log(`\nRunning the ${left.length} files again that did not come to their end`);
    runs.push(await runWatched(root, folder, left));
  }
  for (const run of runs) {
    counts.passed += run.passed;
    counts.skipped += run.skipped;
    // A first run that stood still has failed by that alone.
    counts.failed +=
      run.hung !== undefined && run === first && runs.length > 1 ? run.failed - 1 : run.failed;
  }
  tellSlowest(runs.flatMap(({ ended }) => [...ended]));
  for (const { hung } of runs) if (hung !== undefined) console.log(`stood still: ${hung}`);
  // A failing test shows its source, and so the credentials in it.
  const lines = counts.failed > 0 ? [] : runs.flatMap(({ printed }) => linesWithSecrets(printed));
  const leaks = [
    ...lines.map((line) => `printed: ${line}`),
    ...filesWithSecrets(folder).map((file) => `left in the file ${file.slice(folder.length + 1)}`),
  ];
  for (const leak of leaks) console.log(`a credential of a test was ${leak}`);
  counts.failed += leaks.length;
} finally {
  rmSync(folder, { recursive: true, force: true });
  const { passed, failed, skipped } = counts;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** As vitest.config.ts includes them. */
function allTests(): readonly string[] {
  const folders = '{src,rules,matchers,publishers,testing,tests,scripts}';
  return globSync(`${folders}/**/*.test.ts`, { cwd: root }).map((file) => join(root, file));
}

function tellSlowest(files: readonly (readonly [string, { readonly seconds: number }])[]): void {
  if (files.length < 10) return;
  const slowest = files.toSorted(([, a], [, b]) => b.seconds - a.seconds).slice(0, 8);
  const shown = slowest.map(
    ([file, { seconds }]) => `${relative(root, file)} ${seconds.toFixed(0)} s`,
  );
  console.log(`slowest: ${shown.join(', ')}`);
}
