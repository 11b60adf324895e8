import type { Rule } from '../domain/rule.ts';
import { findEventFiles, selectFiles } from './find-event-files.ts';
import { readEventFile } from './read-event-file.ts';
import type { FileResult, TestReport, Totals, UntestedRule } from './results.ts';
import { type EventOptions, runEvent } from './run-event.ts';
import type { TestStages } from './stages.ts';
import type { EventFile } from './test-event.ts';

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

/** Runs all test events below some folders. */
export async function runRuleTests(
  tests: RuleTests,
  stages: TestStages,
): Promise<RuleTestsOutcome> {
  const began = performance.now();
  const all = findEventFiles(tests.folders);
  const { selected, unknown } =
    tests.testFiles.length > 0
      ? selectFiles(all, tests.testFiles, tests.cwd)
      : { selected: all, unknown: [] };
  if (unknown.length > 0) return nothing(`no event file fits ${unknown.join(', ')}`);

  const { cwd } = tests;
  const reading = { cwd, logTypes: stages.logTypes, now: stages.services.now() };
  const read = selected.map((path) => readEventFile(path, reading));
  const files: FileResult[] = [];
  for (const file of read) files.push(await runFile(file, stages, tests));

  const totals = totalsOf(files);
  const judged = totals.passed + totals.failed + totals.brokenFiles;
  if (judged === 0) return nothing(reasonForNothing(tests));
  return {
    outcome: 'ran',
    report: {
      files,
      untested: isFiltered(tests) ? [] : untestedRules(read, stages),
      totals,
      seconds: (performance.now() - began) / 1000,
    },
  };
}

const nothing = (reason: string): RuleTestsOutcome => ({ outcome: 'nothing to run', reason });

function reasonForNothing({ testRules, folders }: RuleTests): string {
  if (testRules.length > 0) return `no event expects ${testRules.join(' or ')}`;
  return `there are no test events below ${folders.join(', ')}; write <rule>.events.json beside a rule`;
}

const isFiltered = ({ testFiles, testRules, until }: RuleTests): boolean =>
  testFiles.length > 0 || testRules.length > 0 || until === 'classifier';

async function runFile(
  { shown, problem, warnings, events }: EventFile,
  stages: TestStages,
  options: EventOptions,
): Promise<FileResult> {
  const results: FileResult['events'][number][] = [];
  for (const event of events) results.push(await runEvent(event, stages, options));
  return { shown, problem, warnings, events: results };
}

function totalsOf(files: readonly FileResult[]): Totals {
  const events = files.flatMap((file) => file.events);
  const count = (outcome: string) => events.filter((event) => event.outcome === outcome).length;
  return {
    events: count('passed') + count('failed'),
    passed: count('passed'),
    failed: count('failed'),
    suppressed: count('suppressed'),
    brokenFiles: files.filter(({ problem }) => problem !== undefined).length,
  };
}

/** Rules in use without an event that must alert, or without one of their log types that must not. */
function untestedRules(
  files: readonly EventFile[],
  { rules }: TestStages,
): readonly UntestedRule[] {
  const events = files
    .flatMap((file) => file.events)
    .flatMap((read) => (read.outcome === 'ready' && !read.event.classifyOnly ? [read.event] : []));
  return [...rules.values()].flatMap((rule): readonly UntestedRule[] => {
    if (rule.disabled) return [];
    const alerting = events.some(({ expectedRules }) => expectedRules.includes(rule.name));
    const silent = events.some(
      ({ expectedRules, log }) => !expectedRules.includes(rule.name) && concerns(rule, log),
    );
    if (alerting && silent) return [];
    const lacks = alerting
      ? 'an event that does not alert'
      : silent
        ? 'an event that alerts'
        : 'events';
    return [{ ruleName: rule.name, place: rule.place, lacks }];
  });
}

const concerns = ({ logs = [] }: Rule, log: string | undefined): boolean =>
  logs.length === 0 || log === undefined || logs.includes(log);
