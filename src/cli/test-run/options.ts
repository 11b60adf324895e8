import { z } from 'zod';
import { usageError } from '../report-error.ts';
import { ruleSecondsOption } from '../rule-seconds-option.ts';

const repeatMax = 1000;

const files = z
  .array(z.string())
  .default([])
  .describe('only these event files: a path, or a name with or without its ending')
  .meta({ short: 'f', value: 'file' });

export const stageArgument = z
  .enum(['rules', 'classifier', 'live'])
  .default('rules')
  .describe(
    'rules: everything; classifier: only whether events classify; live: rules, and alerts are sent',
  );

export const testOptions = z
  .object({
    testFiles: files,
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
    coverage: z
      .boolean()
      .default(false)
      .describe('what the events leave untried: rules, conditions, fields, matchers'),
    publish: z
      .boolean()
      .default(false)
      .describe('make up what every output would get, also where no publisher test asks for it'),
    cluster: z
      .string()
      .optional()
      .describe('live: only events of sources of this cluster')
      .meta({ value: 'name' }),
    yes: z.boolean().default(false).describe('live: send without asking').meta({ short: 'y' }),
    json: z.boolean().default(false).describe('print JSON for other programs'),
    junit: z
      .string()
      .optional()
      .describe('write a JUnit report for build servers')
      .meta({ value: 'file' }),
    watch: z.boolean().default(false).describe('run again whenever a file is saved'),
    skipTypes: z.boolean().default(false).describe("do not check the rules' types"),
    ruleSeconds: ruleSecondsOption,
  })
  .refine(({ testFiles, testRules }) => testFiles.length === 0 || testRules.length === 0, {
    message: '--test-files and --test-rules exclude each other',
  })
  .refine(({ verbose, quiet }) => !(verbose && quiet), {
    message: '--verbose and --quiet exclude each other',
  })
  .refine(({ watch, repeat, json }) => !watch || (repeat === 1 && !json), {
    message: '--watch runs for a person, again and again: leave --repeat and --json out',
  })
  .refine(
    ({ coverage, testFiles, testRules }) =>
      !coverage || (testFiles.length === 0 && testRules.length === 0),
    { message: '--coverage looks at all events: leave --test-files and --test-rules out' },
  );

export type TestOptions = z.infer<typeof testOptions> & {
  readonly stage: z.infer<typeof stageArgument>;
};

/** Options that mean nothing for what is run are refused rather than passed over. */
export function refuseMisplaced(given: TestOptions): void {
  const { stage } = given;
  const misplaced = [
    ...(stage === 'classifier' && given.stats ? ['--stats'] : []),
    ...(stage === 'classifier' && given.repeat > 1 ? ['--repeat'] : []),
    ...(stage === 'classifier' && given.coverage ? ['--coverage'] : []),
    ...(stage === 'classifier' && given.publish ? ['--publish'] : []),
    ...(stage === 'live' && given.repeat > 1 ? ['--repeat'] : []),
    ...(stage === 'live' && given.watch ? ['--watch'] : []),
    ...(stage !== 'live' && given.cluster !== undefined ? ['--cluster'] : []),
    ...(stage !== 'live' && given.yes ? ['--yes'] : []),
  ];
  if (misplaced.length === 0) return;
  throw usageError(
    `"test ${stage}" knows no ${misplaced.join(' and no ')}`,
    'See: streamalert test --help',
  );
}
