import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isStreamAlertError } from '../../domain/errors.ts';
import { explainApart } from '../../rule-tests/apart/explain-apart.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { readInput } from '../explain/read-input.ts';
import { explainReport } from '../explain/report.ts';
import { painter } from '../paint.ts';
import { resolveProject } from '../project.ts';
import { reportError } from '../report-error.ts';
import { apartProject } from '../test-run/run-once.ts';
import { warnOfBroken } from '../broken-content.ts';
import { ruleSecondsOption } from '../rule-seconds-option.ts';

const options = z.object({
  rule: z
    .string()
    .optional()
    .describe('this rule, step by step (otherwise a line for every rule of the log type)')
    .meta({ short: 'r', value: 'name' }),
  event: z
    .string()
    .describe(
      'a file of test events or of log records; #3 behind it chooses one, - is standard input',
    )
    .meta({ short: 'e', value: 'file' }),
  source: z
    .string()
    .optional()
    .describe('for log records: try what this data source tries, instead of all log types'),
  ruleSeconds: ruleSecondsOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

type Options = z.infer<typeof options>;

export const explain = defineCommand({
  name: 'explain',
  summary: 'Say why a rule does or does not alert on a record',
  description: [
    'Goes with a record through classification, the conditions of a rule and its code, shows what each found and read,',
    'what the alert would be, and ends with one sentence why. Lookup tables and threat intelligence are those that a',
    'test event brings as "test_fixtures"; without them tables are empty.',
    '',
    'Exit status: 0 explained, whatever the rule says; 2 usage; 3 the input could not be read, or fits no log type.',
  ].join('\n'),
  options,
  examples: [
    {
      command:
        'streamalert explain --rule root_sign_in --event rules/aws/root_sign_in.events.json#2',
      explanation: 'why the second event of that file does or does not alert',
    },
    {
      command: 'streamalert explain --event - < record.json',
      explanation: 'what every rule says about a record',
    },
  ],
  async run(given: Options, context) {
    try {
      return await explained(given, context);
    } catch (error) {
      if (!isStreamAlertError(error) || error.code !== 'INPUT_UNREADABLE') throw error;
      reportError(error, context.terminal, context.debug);
      return 3;
    }
  },
});

async function explained(given: Options, context: CommandContext): Promise<number> {
  const { terminal, cwd } = context;
  const project = resolveProject(context);
  const { text, shown, number } = await readInput(given.event, cwd);
  const { inputs, findings } = await explainApart(
    apartProject(project, given.ruleSeconds),
    { ruleName: given.rule, text, shown, number, source: given.source },
    (printed) => terminal.error(printed.trimEnd()),
  );
  warnOfBroken(findings, terminal);
  if (given.json) {
    const document = { input: shown, rule: given.rule ?? null, records: inputs };
    terminal.print(stringifyJson(document, { indent: 2, strict: true }));
  } else {
    const layout = { paint: painter(terminal.color), width: terminal.width, cwd, shown };
    terminal.print(explainReport(inputs, { ...layout, isOneRule: given.rule !== undefined }));
  }
  return inputs.every(({ logType }) => logType === undefined) ? 3 : 0;
}
