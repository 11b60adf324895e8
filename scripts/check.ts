import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Everything that must hold before a change lands, in the order in which a failure is cheapest to find. All steps
 * run even when one fails, so that one run tells everything. `--skip-tests` leaves out what `npm test` has just run.
 */
const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const script = (name: string, ...rest: string[]) => [
  process.execPath,
  join(root, 'scripts', name),
  ...rest,
];

const steps: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['format', [bin('biome'), 'format', '.']],
  ['lint', [bin('oxlint'), '--deny-warnings']],
  ['import rules', script('import-rules.ts')],
  ['types', [bin('tsc'), '--noEmit', '-p', root]],
  ['unused code', [bin('knip')]],
  ['generated files', script('docs.ts', '--check')],
  ['tests', script('test.ts')],
  ['package', script('check-package.ts')],
];

const wanted = process.argv.includes('--skip-tests')
  ? steps.filter(([name]) => name !== 'tests')
  : steps;
const failed = wanted.filter(([name, [command = '', ...rest]]) => {
  const began = performance.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, rest, {
    cwd: root,
    stdio: 'inherit',
    // The tests have a limit of their own; nothing else takes minutes.
    ...(name !== 'tests' && { timeout: 15 * 60_000 }),
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
  return status !== 0;
});

console.log(
  failed.length === 0
    ? '\nAll checks passed.'
    : `\nFailed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
