import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { RuleTests } from '../../rule-tests/run-rule-tests.ts';
import { eventsFolderOf } from '../../rule-tests/find-event-files.ts';
import { runRuleTests } from '../../rule-tests/run-rule-tests.ts';
import { openTestStages, type TestStages } from '../../rule-tests/stages.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { painter } from '../paint.ts';
import { type Project, requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { eventBlocks } from '../test-report/blocks.ts';
import { jsonReport } from '../test-report/json.ts';
import { junitReport } from '../test-report/junit.ts';
import { readableReport } from '../test-report/readable.ts';
import { hasPassed, type TestRun } from '../test-report/test-run.ts';
import { startTypeCheck, type TypeCheck } from '../type-check.ts';
import { watchAndRun } from '../watch.ts';
import { writeRecordTypes } from '../write-record-types.ts';

const repeatMax = 1000;

const options = z
  .object({
    testFiles: z
      .array(z.string())
      .default([])
      .describe('only these event files: a path, or a name with or without its ending')
      .meta({ short: 'f', value: 'file' }),
    testRules: z
      .array(z.string())
      .default([])
      .describe('only events that expect one of these rules')
      .meta({ short: 'r', value: 'rule', aliases: ['rules'] }),
    rulesDir: z
      .array(z.string())
      .default([])
      .describe("folders of rules and their events, instead of the project's")
      .meta({ short: 'd', value: 'dir' }),
    filesDir: z
      .array(z.string())
      .default([])
      .describe('further folders in which only event files are looked for')
      .meta({ value: 'dir' }),
    verbose: z
      .boolean()
      .default(false)
      .describe('every event with all details')
      .meta({ short: 'v' }),
    quiet: z
      .boolean()
      .default(false)
      .describe('failures and the summary only')
      .meta({ short: 'q' }),
    stats: z
      .boolean()
      .default(false)
      .describe('how long the code of each rule took')
      .meta({ short: 's' }),
    repeat: z
      .int()
      .min(1)
      .max(repeatMax)
      .default(1)
      .describe('run so many times, until one fails')
      .meta({ short: 'n' }),
    json: z.boolean().default(false).describe('print JSON for other programs'),
    junit: z
      .string()
      .optional()
      .describe('write a JUnit report for build servers')
      .meta({ value: 'file' }),
    watch: z.boolean().default(false).describe('run again whenever a file is saved'),
    skipTypes: z.boolean().default(false).describe("do not check the rules' types"),
  })
  .refine(({ testFiles, testRules }) => testFiles.length === 0 || testRules.length === 0, {
    message: '--test-files and --test-rules exclude each other',
  })
  .refine(({ verbose, quiet }) => !(verbose && quiet), {
    message: '--verbose and --quiet exclude each other',
  });

type Options = z.infer<typeof options> & { readonly stage: 'rules' | 'classifier' };

export const test = defineCommand({
  name: 'test',
  summary: 'Run the test events of the rules',
  description: [
    'Events stand beside their rule in <rule>.events.json (the .json files of earlier versions run too). Each is',
    'classified and given to all rules; exactly those it names under "trigger_rules" must alert. Events of log types',
    'stand below schemas/events of the configuration.',
    '',
    'Exit status: 0 everything passed, 1 something failed or nothing was selected, 2 usage.',
  ].join('\n'),
  arguments: z.object({
    stage: z
      .enum(['rules', 'classifier'])
      .default('rules')
      .describe('rules: everything; classifier: only whether events classify'),
  }),
  options,
  examples: [
    { command: 'streamalert test', explanation: 'all events of the project' },
    { command: 'streamalert test --watch', explanation: 'again whenever a file is saved' },
    {
      command: 'streamalert test classifier --verbose',
      explanation: 'only classification, with every event shown',
    },
  ],
  async run(given: Options, context) {
    const project = requireProject(context);
    const ruleDirs =
      given.rulesDir.length > 0
        ? folders(given.rulesDir, '--rules-dir', context)
        : project.ruleDirs;
    const chosen: Project = { ...project, ruleDirs };
    if (given.watch) return watchTests(chosen, context);

    for (let repetition = 1; repetition <= given.repeat; repetition++) {
      if (given.repeat > 1 && !given.json) context.terminal.print(`Repetition # ${repetition}`);
      const status = await runOnce(given, chosen, context);
      if (status !== 0) return status;
    }
    return 0;
  },
});

function folders(named: readonly string[], flag: string, { cwd }: CommandContext) {
  return named.map((name) => {
    const path = resolve(cwd, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
    throw usageError(`${flag}: there is no directory "${name}"`, 'See: streamalert test --help');
  });
}

async function runOnce(given: Options, project: Project, context: CommandContext): Promise<number> {
  const stages = await openTestStages({
    configDir: project.configDir,
    locations: {
      rules: project.ruleDirs,
      matchers: project.matcherDirs,
      publishers: project.publisherDirs,
    },
    now: Date.now,
  });
  const typeCheck = given.skipTypes ? undefined : beginTypeCheck(project, stages, context);
  const outcome = await runRuleTests(testsOf(given, project, context), stages);
  const typeErrors = (await typeCheck?.errors) ?? [];
  if (outcome.outcome === 'nothing to run') {
    context.terminal.error(`streamalert: nothing was tested: ${outcome.reason}`);
    return 1;
  }
  const run: TestRun = {
    report: outcome.report,
    findings: stages.content.findings,
    typeErrors,
    ruleTimes: given.stats ? stages.ruleTimes.list() : [],
  };
  await publish(run, given, context);
  return hasPassed(run) ? 0 : 1;
}

/** The compiler runs beside the tests; the types it needs are written first. */
function beginTypeCheck(
  { root }: Project,
  { config }: TestStages,
  { cwd }: CommandContext,
): TypeCheck | undefined {
  writeRecordTypes(root, config.logTypes);
  return startTypeCheck(root, cwd);
}

function testsOf(given: Options, project: Project, context: CommandContext): RuleTests {
  const fixtures = join(project.root, formerFixtures);
  const ofLogTypes = eventsFolderOf(project.configDir);
  if (existsSync(fixtures)) {
    context.terminal.error(
      `warning: ${formerFixtures} is not read; write its content as "test_fixtures" into the events that need it`,
    );
  }
  return {
    folders: [
      ...project.ruleDirs.filter((folder) => existsSync(folder)),
      // Who names folders of rules asks for those alone.
      ...(given.rulesDir.length === 0 && existsSync(ofLogTypes) ? [ofLogTypes] : []),
      ...folders(given.filesDir, '--files-dir', context),
    ],
    testFiles: given.testFiles,
    testRules: given.testRules,
    until: given.stage,
    cwd: context.cwd,
  };
}

/** Where versions 2.1 to 3.0 kept fixtures for all events. */
const formerFixtures = 'tests/integration/fixtures';

async function publish(run: TestRun, given: Options, context: CommandContext): Promise<void> {
  const { terminal, cwd } = context;
  const paint = painter(terminal.color);
  if (given.junit !== undefined) {
    await writeFile(resolve(cwd, given.junit), junitReport(run, cwd));
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

async function watchTests(
  project: Project,
  { terminal, cwd, env, packageRoot }: CommandContext,
): Promise<number> {
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const words = process.argv.slice(2).filter((word) => word !== '--watch');
  await watchAndRun({
    folders: [
      resolve(cwd, project.configDir),
      ...project.ruleDirs,
      ...project.matcherDirs,
      ...project.publisherDirs,
      ...project.parserDirs,
    ],
    args: [join(packageRoot, 'bin', 'streamalert.js'), ...words],
    cwd,
    env: terminal.color ? { ...env, FORCE_COLOR: '1' } : env,
    onRun: () => terminal.print(`\n── ${new Date().toISOString().slice(11, 19)}Z  Ctrl-C stops`),
    signal: interrupted.signal,
  });
  return 130;
}
