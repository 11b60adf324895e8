import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { findDataSource, allDataSources, selectLogTypes } from '../../config/data-sources.ts';
import { nearest } from '../../config/suggest.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { LogType } from '../../domain/log-type.ts';
import type { Parser } from '../../parsers/parser.ts';
import { compileClassifier } from '../../stages/classifier/classifier.ts';
import { compileNormalizer } from '../../stages/normalizer/normalizer.ts';
import { checkedProject } from '../checked-project.ts';
import type { FindingGroup } from '../classify/classified-groups.ts';
import {
  classifyFiles,
  type ClassifyOutcome,
  type SeenPayload,
} from '../classify/classify-files.ts';
import { type ExplainStages, explainPayload } from '../classify/explain-payload.ts';
import { explanationLines, groupLines, type Layout, payloadLine } from '../classify/report.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { painter } from '../paint.ts';
import { resolveProject } from '../project.ts';
import { usageError } from '../report-error.ts';

const options = z.object({
  explain: z
    .boolean()
    .default(false)
    .describe('for one record of each kind: every schema that was tried, and how near it came'),
  records: z.boolean().default(false).describe('each record instead of kinds with counts'),
  source: z.string().optional().describe('try what this data source tries, in its order'),
  logType: z
    .array(z.string())
    .default([])
    .describe('try only these log types or categories')
    .meta({ value: 'type' }),
  limit: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('records that are shown one by one, or explained (default: 20, explained 5)')
    .meta({ short: 'n' }),
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

type Options = z.infer<typeof options> & { readonly file: readonly string[] };

export const classify = defineCommand({
  name: 'classify',
  summary: 'Say which log type records are, and why, or why they are none',
  description: [
    'Reads files and folders as scan does and runs no rules. Without a project, the starter schemas are tried.',
    '',
    'Exit status: 0 everything was classified, 1 something was not, 2 usage, 3 some input could not be read.',
  ].join('\n'),
  arguments: z.object({
    file: z.array(z.string()).min(1).describe('files and folders; - is standard input'),
  }),
  options,
  examples: [
    { command: 'streamalert classify ./evidence', explanation: 'how many there are of each kind' },
    {
      command: 'streamalert classify new.log --explain',
      explanation: 'what every schema lacks to fit, the nearest first',
    },
    {
      command: 'streamalert classify - --log-type cloudtrail:events --explain < event.json',
      explanation: 'why this one is not that',
    },
  ],
  async run(given: Options, context) {
    const { terminal } = context;
    const { logTypes, parsers } = await candidates(given, context);
    const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: true });
    const normalizer = compileNormalizer(logTypes, () => '');
    const stages = { classifier, normalizer, now: systemClock.now() };
    const layout = { paint: painter(terminal.color), width: terminal.width };
    const shown: SeenPayload[] = [];
    const limit = given.limit ?? (given.explain ? 5 : 20);
    const outcome = await classifyFiles({
      paths: given.file,
      classifier,
      ...(given.records
        ? {
            onPayload: (seen: SeenPayload) => {
              shown.push(seen);
              return shown.length < limit;
            },
          }
        : {}),
    });
    const run = { ...given, limit, stages, layout };
    const text = given.json ? asJson(outcome, shown, run) : asText(outcome, shown, run);
    terminal.print(text);
    return exitStatus(outcome);
  },
});

/** The schemas to try, in the order in which they are tried. */
async function candidates(
  { source, logType }: Options,
  context: CommandContext,
): Promise<{ readonly logTypes: readonly LogType[]; readonly parsers: readonly Parser[] }> {
  const project = resolveProject(context);
  const { config, parsers } = await checkedProject(
    project,
    source === undefined ? ['schemas', 'normalized_types'] : undefined,
  );
  const known = new Set(config.logTypes.flatMap(({ name, category }) => [name, category]));
  for (const name of logType) {
    if (known.has(name)) continue;
    throw usageError(`"${name}" is no log type and no category`, hintFor(name, known));
  }
  const dataSource = source === undefined ? undefined : findDataSource(config, source);
  if (source !== undefined && dataSource === undefined) {
    const names = new Set(allDataSources(config).map(({ resource }) => resource));
    throw usageError(`"${source}" is no data source of conf/clusters`, hintFor(source, names));
  }
  const ofSource =
    dataSource === undefined ? config.logTypes : selectLogTypes(config.logTypes, dataSource.logs);
  const wanted = logType.length === 0 ? ofSource : selectLogTypes(ofSource, logType);
  if (wanted.length > 0) return { logTypes: wanted, parsers };
  throw usageError('there is no schema to try', 'The source does not take these log types.');
}

function hintFor(name: string, known: ReadonlySet<string>): string {
  const suggestion = nearest(name, known);
  if (suggestion !== undefined) return `Did you mean "${suggestion}"?`;
  return 'See conf/schemas and conf/clusters for what there is.';
}

interface Run {
  readonly explain: boolean;
  readonly records: boolean;
  readonly limit: number;
  readonly stages: ExplainStages;
  readonly layout: Layout;
}

function asText(outcome: ClassifyOutcome, shown: readonly SeenPayload[], run: Run): string {
  const { explain, records, limit, stages, layout } = run;
  if (records) {
    const lines = shown.flatMap((seen) =>
      explain && seen.payload !== undefined
        ? explanationLines(explainPayload(seen.payload, stages), seen, undefined, layout)
        : [payloadLine(seen, layout)],
    );
    const more = outcome.isCut ? [`  The first ${limit}; more with --limit`] : [];
    return [...lines, ...more].join('\n');
  }
  const lines = groupLines(outcome, layout);
  if (!explain) {
    const hint = outcome.records.refused > 0 ? ['', '  Why: the same again with --explain'] : [];
    return [...lines, ...hint].join('\n');
  }
  const explained = toExplain(outcome, limit).flatMap(({ example, count }) =>
    example.payload === undefined
      ? []
      : explanationLines(explainPayload(example.payload, stages), example, count, layout),
  );
  const left = outcome.groups.length - toExplain(outcome, limit).length;
  const more = left > 0 ? [`  ${left} further kinds are not explained; more with --limit`] : [];
  return [...lines, '', ...explained, ...more].join('\n');
}

/** What fits nothing first: that is what somebody asks about. */
const toExplain = ({ groups }: ClassifyOutcome, limit: number): readonly FindingGroup[] =>
  groups
    .toSorted((a, b) => Number(b.finding.kind === 'refused') - Number(a.finding.kind === 'refused'))
    .slice(0, limit);

function asJson(outcome: ClassifyOutcome, shown: readonly SeenPayload[], run: Run): string {
  const { explain, records, limit, stages } = run;
  const explanation = (payload: string | Uint8Array | undefined) =>
    explain && payload !== undefined ? { explanation: explainPayload(payload, stages) } : {};
  const { groups, ...counts } = outcome;
  const isExplained = new Set(toExplain(outcome, limit));
  const listed = records
    ? {
        records: shown.map(({ payload, ...seen }) => ({ ...seen, ...explanation(payload) })),
      }
    : {
        kinds: groups.map((group) => {
          const { finding, count, example } = group;
          const { payload, ...place } = example;
          const more = isExplained.has(group) ? explanation(payload) : {};
          return { count, ...finding, example: place, ...more };
        }),
      };
  return stringifyJson(
    { ...counts, counts: outcome.records, ...listed },
    { indent: 2, strict: true },
  );
}

function exitStatus({ records, problems, groups }: ClassifyOutcome): number {
  const unread = groups.some(
    ({ finding }) => finding.kind === 'refused' && finding.reason === 'unreadable',
  );
  if (problems.length > 0 || unread) return 3;
  return records.refused > 0 ? 1 : 0;
}
