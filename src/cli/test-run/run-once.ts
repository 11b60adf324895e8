import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RuleNames } from '../../config/record-types.ts';
import type { ApartProject } from '../../rule-tests/apart/messages.ts';
import { type ApartOutcome, runTestsApart } from '../../rule-tests/apart/run-tests-apart.ts';
import { eventsFolderOf } from '../../rule-tests/find-event-files.ts';
import { globalFixturesFolder } from '../../rule-tests/global-fixtures.ts';
import type { RuleTests } from '../../rule-tests/run-rule-tests.ts';
import { locationsOf } from '../checked-project.ts';
import type { CommandContext } from '../command.ts';
import type { Project } from '../project.ts';
import { usageError } from '../report-error.ts';
import type { TestRun } from '../test-report/test-run.ts';
import { startTypeCheck, type TypeCheck } from '../type-check.ts';
import { writeRecordTypes } from '../write-record-types.ts';
import type { TestOptions } from './options.ts';

export type RunOnce =
  | { readonly outcome: 'ran'; readonly run: TestRun; readonly apart: Ran }
  | { readonly outcome: 'nothing to run'; readonly reason: string };

type Ran = Extract<ApartOutcome, { outcome: 'ran' }>;

/** Runs all events that are asked for once. The compiler runs beside it. */
export async function runOnce(
  given: TestOptions,
  project: Project,
  context: CommandContext,
): Promise<RunOnce> {
  let typeCheck: TypeCheck | undefined;
  const apart = await runTestsApart(apartProject(project, given.ruleSeconds), {
    tests: testsOf(given, project, context),
    isTimed: given.stats,
    measuresCoverage: given.coverage,
    live: given.stage === 'live' ? { env: { ...context.env } } : undefined,
    onConfigured(names) {
      if (!given.skipTypes) typeCheck = beginTypeCheck(project, names, context);
    },
    onPrint: (text) => context.terminal.error(text.trimEnd()),
  });
  const typeErrors = (await typeCheck?.errors) ?? [];
  if (apart.outcome === 'nothing to run') return apart;
  const { report, findings, coverage, fixtureProblems } = apart;
  for (const problem of fixtureProblems) context.terminal.error(`warning: ${problem}`);
  const ruleTimes = given.stats ? apart.ruleTimes : [];
  return { outcome: 'ran', run: { report, findings, typeErrors, ruleTimes, coverage }, apart };
}

/** A file of rules is loaded in milliseconds; one that waits for something is given up a little earlier. */
const fileMilliseconds = 12_000;

/** The project as it is given to a thread of its own. */
export const apartProject = (project: Project, ruleSeconds: number): ApartProject => ({
  configDir: project.configDir,
  locations: locationsOf(project),
  globalFixturesFolder: join(project.root, globalFixturesFolder),
  ruleMilliseconds: ruleSeconds * 1000,
  fileMilliseconds,
});

/** The compiler runs beside the tests; the types it needs are written first. */
function beginTypeCheck(
  { root }: Project,
  names: RuleNames,
  { cwd }: CommandContext,
): TypeCheck | undefined {
  writeRecordTypes(root, names);
  return startTypeCheck(root, cwd);
}

function testsOf(given: TestOptions, project: Project, context: CommandContext): RuleTests {
  const ofLogTypes = eventsFolderOf(project.configDir);
  return {
    folders: [
      ...project.ruleDirs.filter((folder) => existsSync(folder)),
      // Who names folders of rules asks for those alone.
      ...(given.rulesDir.length === 0 && existsSync(ofLogTypes) ? [ofLogTypes] : []),
      ...folders(given.filesDir, '--files-dir', context),
    ],
    testFiles: given.testFiles,
    testRules: given.testRules,
    until: given.stage === 'classifier' ? 'classifier' : 'rules',
    publishAll: given.publish || given.stage === 'live',
    cluster: given.cluster,
    cwd: context.cwd,
  };
}

/** Folders that an option names, which must be there. */
export function folders(named: readonly string[], flag: string, { cwd }: CommandContext) {
  return named.map((name) => {
    const path = resolve(cwd, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
    throw usageError(`${flag}: there is no directory "${name}"`, 'See: streamalert test --help');
  });
}
