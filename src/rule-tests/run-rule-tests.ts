import { findEventFiles, selectFiles } from './find-event-files.ts';
import { readEventFile } from './read-event-file.ts';
import type { FileResult, TestReport } from './results.ts';
import type { EventOptions } from './event-options.ts';
import { runEvent } from './run-event.ts';
import type { TestStages } from './stages.ts';
import type { EventFile } from './test-event.ts';
import { totalsOf } from './totals.ts';
import { untestedRules } from './untested-rules.ts';

export interface RuleTests extends EventOptions {
  /** Folders that are searched for event files; absolute. */
  readonly folders: readonly string[];
  /** Only these files; empty: all. */
  readonly testFiles: readonly string[];
  readonly cwd: string;
}

/** A filter selected nothing, or everything that is there; a run over nothing is no success. */
export type RuleTestsOutcome =
  | { readonly outcome: 'ran'; readonly report: TestReport }
  | { readonly outcome: 'nothing to run'; readonly reason: string };

/** Files that were found and read, or why there are none. */
export type ReadFiles =
  | { readonly outcome: 'read'; readonly files: readonly EventFile[] }
  | { readonly outcome: 'nothing to run'; readonly reason: string };

/** Runs all test events below some folders. */
export async function runRuleTests(
  tests: RuleTests,
  stages: TestStages,
): Promise<RuleTestsOutcome> {
  const began = performance.now();
  const read = readTestFiles(tests, stages);
  if (read.outcome === 'nothing to run') return read;

  const files: FileResult[] = [];
  for (const file of read.files) files.push(await runFile(file, stages, tests));
  const seconds = (performance.now() - began) / 1000;
  return reportOf(tests, files, untestedRules(read.files, stages), seconds);
}

/** Finds the event files that are asked for and reads them. */
export function readTestFiles(tests: RuleTests, stages: TestStages): ReadFiles {
  const all = findEventFiles(tests.folders);
  const { selected, unknown } =
    tests.testFiles.length > 0
      ? selectFiles(all, tests.testFiles, tests.cwd)
      : { selected: all, unknown: [] };
  if (unknown.length > 0) return nothing(`no event file fits ${unknown.join(', ')}`);

  const { cwd } = tests;
  const reading = { cwd, logTypes: stages.logTypes, now: stages.services.now() };
  return { outcome: 'read', files: selected.map((path) => readEventFile(path, reading)) };
}

/** What the results of all files come to. */
export function reportOf(
  tests: RuleTests,
  files: readonly FileResult[],
  untested: TestReport['untested'],
  seconds: number,
): RuleTestsOutcome {
  const totals = totalsOf(files);
  const judged = totals.passed + totals.failed + totals.brokenFiles;
  if (judged === 0) return nothing(reasonForNothing(tests));
  const report = { files, untested: isFiltered(tests) ? [] : untested, totals, seconds };
  return { outcome: 'ran', report };
}

const nothing = (reason: string) => ({ outcome: 'nothing to run', reason }) as const;

function reasonForNothing({ testRules, testFiles, folders, cluster }: RuleTests): string {
  if (testRules.length > 0) return `no event expects ${testRules.join(' or ')}`;
  if (testFiles.length > 0) return `there are no events in ${testFiles.join(', ')}`;
  if (cluster !== undefined) return `no event is of a source of the cluster "${cluster}"`;
  return `there are no test events below ${folders.join(', ')}; write <rule>.events.json beside a rule`;
}

const isFiltered = ({ testFiles, testRules, until, cluster }: RuleTests): boolean =>
  testFiles.length > 0 || testRules.length > 0 || until === 'classifier' || cluster !== undefined;

async function runFile(
  { shown, problem, warnings, events }: EventFile,
  stages: TestStages,
  options: EventOptions,
): Promise<FileResult> {
  const results: FileResult['events'][number][] = [];
  for (const event of events) results.push((await runEvent(event, stages, options)).result);
  return { shown, problem, warnings, events: results };
}
