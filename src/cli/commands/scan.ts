import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { nearest } from '../../config/suggest.ts';
import { severities, severityRank } from '../../domain/severity.ts';
import {
  type DetectionSetup,
  nothingStaged,
  partsOfScan,
  ruleTimeoutSecondsDefault,
} from '../../runtimes/embedded/detection/setup.ts';
import { runScan } from '../../runtimes/embedded/scan.ts';
import { alertsPerRuleMax } from '../../runtimes/embedded/scan-gathering.ts';
import { type ReportFormat, reportAs } from '../../runtimes/embedded/scan-report/report-as.ts';
import type { ScanOutcome } from '../../runtimes/embedded/scan-report/scan-outcome.ts';
import { checkedConfig, checkedContent } from '../checked-project.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { instantOption } from '../instant.ts';
import { dataDirOption } from '../existing-state.ts';
import { keptTables } from '../lookup-tables/kept-tables.ts';
import { type Project, resolveProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { scanProgress } from '../scan-progress.ts';
import { type ScanIndicators, scanIndicators } from '../threat-intel/scan-indicators.ts';
import { workersOption } from '../workers-option.ts';

const options = z.object({
  logs: z
    .array(z.string())
    .default([])
    .describe('only these log types or categories, such as cloudtrail or okta:system'),
  rules: z
    .array(z.string())
    .default([])
    .describe("folders of rules, instead of the project's or the starter rules"),
  indicators: z
    .array(z.string())
    .default([])
    .describe('files of indicators of compromise; a record that holds one of them is an alert')
    .meta({ value: 'file' }),
  dataDir: dataDirOption,
  since: instantOption('only records of this time and later'),
  until: instantOption('only records before this time'),
  format: z
    .enum(['table', 'json', 'ndjson', 'sarif'])
    .default('table')
    .describe('form of the report'),
  minSeverity: z.enum(severities).default('info').describe('leave out alerts below it'),
  out: z.string().optional().describe('write the report to this file').meta({ short: 'o' }),
  ruleTimeout: z
    .number()
    .min(0.1)
    .max(3600)
    .default(ruleTimeoutSecondsDefault)
    .describe(
      'seconds that one rule may take for one batch; a rule that takes longer is left out of it',
    ),
  failOn: z.enum(severities).default('info').describe('exit with 1 from this severity on'),
  workers: workersOption,
});

type Options = z.infer<typeof options> & { readonly path: readonly string[] };

export const scan = defineCommand({
  name: 'scan',
  summary: 'Look for incidents in files and folders of logs',
  description: [
    'Reads .json .jsonl .ndjson .log .csv .txt, each also .gz .zst .bz2, finds out what each record is, and runs',
    'the rules. Needs no configuration: the schemas and rules of the project in the current folder are used, or the',
    'starter ones.',
    '',
    'Exit status: 0 nothing found, 1 alerts at or above --fail-on, 2 usage, 3 some input could not be read',
    'or some rules were left out.',
  ].join('\n'),
  arguments: z.object({
    path: z.array(z.string()).min(1).describe('files and folders; - is standard input'),
  }),
  options,
  examples: [
    { command: 'streamalert scan ./evidence', explanation: 'everything below a folder' },
    {
      command: 'streamalert scan ./evidence --format json --out report.json --fail-on high',
      explanation: 'for a program; fails when something serious is found',
    },
    {
      command: 'streamalert scan ./evidence --indicators iocs.txt report.stix.json',
      explanation: 'what of these lists the logs hold: addresses, domains, URLs, hashes',
    },
    {
      command: 'zcat trail.json.gz | streamalert scan - --logs cloudtrail --since 2026-03-14',
      explanation: 'standard input, one source, from a day on',
    },
  ],
  async run(given: Options, context) {
    const project = resolveProject(context);
    const indicators = await scanIndicators(given.indicators, given.dataDir, project, context);
    try {
      return await scanned(
        given,
        withIndicators(setupOf(given, project, context), indicators),
        context,
      );
    } finally {
      indicators.close();
    }
  },
});

const withIndicators = (
  { live, ...setup }: DetectionSetup,
  indicators: ScanIndicators,
): DetectionSetup => ({ ...setup, ...indicators.setup, live: { ...live, ...indicators.live } });

async function scanned(
  given: Options,
  setup: DetectionSetup,
  context: CommandContext,
): Promise<number> {
  const isWhole = await checkRules(setup, given, context);
  const progress = scanProgress(context.terminal);
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    const outcome = await runScan({
      paths: given.path,
      setup,
      workers: given.workers,
      clock: systemClock,
      onProgress: progress.show,
      signal: interrupted.signal,
    });
    progress.clear();
    await writeReport(outcome, given, context);
    if (interrupted.signal.aborted) {
      context.terminal.error('Stopped: the report covers what was read until then.');
      return 130;
    }
    return exitStatus(outcome, given) || (isWhole ? 0 : 3);
  } finally {
    progress.clear();
    process.removeListener('SIGINT', stop);
  }
}

function setupOf(given: Options, project: Project, { cwd }: CommandContext): DetectionSetup {
  const { logs, since, until, minSeverity } = given;
  return {
    configDir: project.configDir,
    locations: {
      rules: given.rules.length > 0 ? given.rules : project.ruleDirs,
      matchers: project.matcherDirs,
      publishers: project.publisherDirs,
    },
    candidates: 'all log types',
    filter: {
      minSeverity,
      ...(logs.length > 0 ? { logs } : {}),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    },
    requiredOutputs: [],
    quarantine: 'grouped',
    alertsPerRuleMax,
    keepHistory: false,
    ...keptTables(cwd, given.dataDir),
    time: 'now',
    ruleTimeoutSeconds: given.ruleTimeout,
    live: nothingStaged,
  };
}

/**
 * Names what is wrong with configuration and rules before anything is read: a scan that finds nothing must not be one
 * whose rules were left out. False when some were.
 */
async function checkRules(
  { configDir, locations, threatIntel }: DetectionSetup,
  { rules, logs }: Options,
  context: CommandContext,
): Promise<boolean> {
  const missing = rules.find((folder) => !existsSync(resolve(context.cwd, folder)));
  if (missing !== undefined) {
    throw usageError(`there is no folder ${missing}`, 'Name a folder of rules with --rules.');
  }
  const config = await checkedConfig({ configDir }, partsOfScan);
  const known = new Set(config.logTypes.flatMap(({ name, category }) => [name, category]));
  for (const name of logs) {
    if (known.has(name)) continue;
    const suggestion = nearest(name, known);
    const hint = suggestion === undefined ? 'See conf/schemas.' : `Did you mean "${suggestion}"?`;
    throw usageError(`"${name}" is no log type and no category`, hint);
  }
  const content = await checkedContent(locations, config, context, 'unasked');
  if (content.rules.length === 0 && threatIntel?.alerts !== true) {
    throw usageError(
      'there is no rule to run',
      'Mend what was left out, or name a folder with --rules.',
    );
  }
  return content.findings.every(({ level }) => level !== 'load');
}

async function writeReport(
  outcome: ScanOutcome,
  { format, out }: { format: ReportFormat; out?: string | undefined },
  { terminal }: CommandContext,
) {
  if (out === undefined) {
    terminal.print(reportAs(format, outcome, { color: terminal.color, width: terminal.width }));
    return;
  }
  await writeFile(out, `${reportAs(format, outcome, { color: false, width: terminal.width })}\n`);
  if (format !== 'table') terminal.error(`report: ${out}`);
}

function exitStatus(outcome: ScanOutcome, { failOn }: Pick<Options, 'failOn'>): number {
  const { alerts, problems, quarantine } = outcome;
  const found = alerts.some(({ severity }) => severityRank(severity) >= severityRank(failOn));
  if (found) return 1;
  const unread = quarantine.some(({ reason }) => reason === 'unreadable');
  return problems.length > 0 || unread ? 3 : 0;
}
