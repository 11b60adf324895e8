import { z } from 'zod';
import { type CommandContext, defineCommand } from '../command.ts';
import { type Project, requireProject } from '../project.ts';
import { hasPassed } from '../test-report/test-run.ts';
import {
  refuseMisplaced,
  stageArgument,
  type TestOptions,
  testOptions,
} from '../test-run/options.ts';
import { publishRun } from '../test-run/publish-run.ts';
import { runLive } from '../test-run/run-live.ts';
import { folders, runOnce } from '../test-run/run-once.ts';
import { watchTests } from '../test-run/watch-tests.ts';

export const test = defineCommand({
  name: 'test',
  summary: 'Run the test events of the rules',
  description: [
    'Events stand beside their rule in <rule>.events.json (the .json files of earlier versions run too). Each is',
    'classified and given to all rules; exactly those it names under "trigger_rules" must alert. Events of log types',
    'stand below schemas/events of the configuration.',
    '',
    '"test live" shows what it is about to send and asks; then every alert goes to the outputs of its rule.',
    '',
    'Exit status: 0 everything passed, 1 something failed or nothing was selected, 2 usage.',
  ].join('\n'),
  arguments: z.object({ stage: stageArgument }),
  options: testOptions,
  examples: [
    { command: 'streamalert test', explanation: 'all events of the project' },
    { command: 'streamalert test --watch', explanation: 'again whenever a file is saved' },
    { command: 'streamalert test --coverage', explanation: 'also what the events leave untried' },
    {
      command: 'streamalert test classifier --verbose',
      explanation: 'only classification, with every event shown',
    },
    {
      command: 'streamalert test live --test-rules root_sign_in',
      explanation: 'sends the alerts of one rule to its outputs, after asking',
    },
  ],
  async run(given: TestOptions, context) {
    refuseMisplaced(given);
    const project = requireProject(context);
    const ruleDirs =
      given.rulesDir.length > 0
        ? folders(given.rulesDir, '--rules-dir', context)
        : project.ruleDirs;
    const chosen: Project = { ...project, ruleDirs };
    if (given.watch) return watchTests(given, chosen, context);
    if (given.stage === 'live') return runLive(given, chosen, context);
    return repeated(given, chosen, context);
  },
});

async function repeated(
  given: TestOptions,
  project: Project,
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  for (let repetition = 1; ; repetition++) {
    if (given.repeat > 1 && !given.json) terminal.print(`Repetition # ${repetition}`);
    const once = await runOnce(given, project, context);
    if (once.outcome === 'nothing to run') {
      terminal.error(`streamalert: nothing was tested: ${once.reason}`);
      return 1;
    }
    const isOver = repetition === given.repeat || !hasPassed(once.run);
    // A program wants one document, whatever it took to get there.
    if (isOver || !given.json) await publishRun(once.run, given, context);
    if (isOver) return hasPassed(once.run) ? 0 : 1;
  }
}
