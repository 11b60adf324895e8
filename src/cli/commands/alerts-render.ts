import { join } from 'node:path';
import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isStreamAlertError, StreamAlertError } from '../../domain/errors.ts';
import { outputs } from '../../outputs/index.ts';
import { renderApart } from '../../rule-tests/apart/render-apart.ts';
import { eventsFolderOf } from '../../rule-tests/find-event-files.ts';
import type { Rendered } from '../../rule-tests/render/render-request.ts';
import { renderedCalls } from '../alerts/render-calls.ts';
import { aboutRendered, callText, renderedJson, targetName } from '../alerts/render-words.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { readInput } from '../explain/read-input.ts';
import { resolveProject } from '../project.ts';
import { reportError } from '../report-error.ts';
import { apartProject } from '../test-run/run-once.ts';
import { warnOfBroken } from '../broken-content.ts';
import { ruleSecondsOption } from '../rule-seconds-option.ts';

const options = z.object({
  rule: z.string().describe('the rule that alerts').meta({ short: 'r', value: 'name' }),
  output: z
    .string()
    .describe('who would get it: a service such as slack, or one of its destinations, slack:soc')
    .meta({ short: 'o', value: 'output' }),
  event: z
    .string()
    .optional()
    .describe(
      "a file of test events or of log records; #3 behind it chooses one, - is standard input (otherwise the rule's own test events)",
    )
    .meta({ short: 'e', value: 'file' }),
  merged: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('the alert that so many of them are merged into, for rules with mergeBy')
    .meta({ value: 'n' }),
  publication: z
    .boolean()
    .default(false)
    .describe('print what the publishers made, instead of what the output makes of it'),
  ruleSeconds: ruleSecondsOption,
  json: z.boolean().default(false).describe('print all of it as one JSON, for other programs'),
});

type Options = z.infer<typeof options>;

export const alertsRender = defineCommand({
  name: 'alerts render',
  summary: 'Show what an output would get of an alert, without sending anything',
  description: [
    'Takes a test event through classification and the rule, builds the alert, runs the publishers, and prints what the',
    'output would send: the body of each request as JSON, and above it, on standard error, where it would go. Nothing is',
    'configured or sent: credentials are examples, such as EXAMPLE_TOKEN, and every request is answered as a success.',
    '',
    'Exit status: 0 shown; 1 the rule does not alert, or a publisher or the output does not take it; 2 usage; 3 the input',
    'could not be read.',
  ].join('\n'),
  options,
  examples: [
    {
      command: 'streamalert alerts render --rule cloudtrail_root_account_usage --output slack',
      explanation: 'the message that Slack would get for the first test event that alerts',
    },
    {
      command:
        'streamalert alerts render -r cloudtrail_root_account_usage -o pagerduty-v2 --publication',
      explanation: 'what the publishers made, before the output takes it',
    },
  ],
  async run(given: Options, context) {
    try {
      return await render(given, context);
    } catch (error) {
      if (!isStreamAlertError(error) || error.code !== 'INPUT_UNREADABLE') throw error;
      reportError(error, context.terminal, context.debug);
      return 3;
    }
  },
});

async function render(given: Options, context: CommandContext): Promise<number> {
  const { terminal, cwd } = context;
  const project = resolveProject(context);
  const input = given.event === undefined ? undefined : await readInput(given.event, cwd);
  const eventFolders = [...project.ruleDirs, join(project.root, 'tests')];
  const { rendered, findings } = await renderApart(
    apartProject(project, given.ruleSeconds),
    {
      ruleName: given.rule,
      output: given.output,
      input,
      merged: given.merged,
      eventFolders: [...eventFolders, eventsFolderOf(project.configDir)],
      cwd,
    },
    (printed) => terminal.error(printed.trimEnd()),
  );
  warnOfBroken(findings, terminal);
  if (rendered.outcome === 'nothing') {
    terminal.error(`streamalert: ${rendered.message}`);
    for (const reason of rendered.reasons) terminal.error(`  ${reason}`);
    terminal.error(`  Step by step: streamalert explain --rule ${given.rule} --event FILE`);
    return 1;
  }
  return given.publication && !given.json
    ? printPublication(rendered, context)
    : printCalls(rendered, given, context);
}

type RenderedAlert = Extract<Rendered, { outcome: 'rendered' }>;

function printPublication(rendered: RenderedAlert, { terminal }: CommandContext): number {
  for (const line of aboutRendered(rendered)) terminal.error(line);
  terminal.print(stringifyJson(rendered.publication, { indent: 2, strict: true }));
  return 0;
}

async function printCalls(
  rendered: RenderedAlert,
  { json }: Pick<Options, 'json'>,
  { terminal }: CommandContext,
): Promise<number> {
  const { alert, publication, target } = rendered;
  const output = outputs.find(({ service }) => service === target.service);
  if (output === undefined) throw new StreamAlertError('USAGE', `no output ${target.service}`);
  const shown = await renderedCalls(output, alert, publication, target);
  if (json) {
    terminal.print(stringifyJson(renderedJson(rendered, shown), { indent: 2, strict: true }));
    return shown.stopped === undefined ? 0 : 1;
  }
  for (const line of aboutRendered(rendered)) terminal.error(line);
  for (const call of shown.calls) {
    const { heading, body } = callText(call);
    terminal.error(`\n${heading}`);
    if (body !== undefined) terminal.print(body);
  }
  if (shown.stopped === undefined) return 0;
  terminal.error(`streamalert: ${targetName(target)} does not send it: ${shown.stopped}`);
  return 1;
}
