import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CommandContext } from '../command.ts';
import { painter } from '../paint.ts';
import { eventBlocks } from '../test-report/blocks.ts';
import { jsonReport } from '../test-report/json.ts';
import { junitReport } from '../test-report/junit.ts';
import { readableReport } from '../test-report/readable.ts';
import type { TestRun } from '../test-report/test-run.ts';
import type { TestOptions } from './options.ts';

/** Writes and prints what a run came to, in the ways that are asked for. */
export async function publishRun(
  run: TestRun,
  given: TestOptions,
  { terminal, cwd }: CommandContext,
): Promise<void> {
  const paint = painter(terminal.color);
  if (given.junit !== undefined) {
    const file = resolve(cwd, given.junit);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, junitReport(run, cwd));
  }
  if (given.json) return terminal.print(jsonReport(run));
  if (given.verbose) terminal.print(`${eventBlocks(run, { paint, cwd })}\n`);
  terminal.print(
    readableReport(run, {
      paint,
      cwd,
      width: terminal.width,
      quiet: given.quiet,
      failures: !given.verbose,
    }),
  );
}
