import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { QuarantineFilter, QuarantineKind, StateStore } from '../../ports/state-store.ts';
import { cell, fitted } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { type Paint, painter } from '../paint.ts';
import { quarantineFilter, quarantineFilterOptions } from '../quarantine/options.ts';
import { many, refusalWords, timeText } from '../quarantine/words.ts';
import type { Terminal } from '../terminal.ts';

const options = z.object({
  dataDir: dataDirOption,
  records: z.boolean().default(false).describe('single records, newest first, instead of kinds'),
  limit: z
    .int()
    .min(1)
    .max(100_000)
    .default(20)
    .describe('how many kinds or records')
    .meta({ short: 'n' }),
  ...quarantineFilterOptions,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

export const quarantineList = defineCommand({
  name: 'quarantine list',
  summary: 'Records that could not be classified, counted by what keeps them out',
  description: [
    'Nothing that arrives is thrown away: what fits no schema is kept until a schema fits it. This shows what is there',
    'and works while StreamAlert runs.',
  ].join('\n'),
  options,
  examples: [
    { command: 'streamalert quarantine list', explanation: 'what keeps records out, with counts' },
    {
      command: 'streamalert quarantine list --records --since 24h --log-type cloudtrail:events',
      explanation: 'single records of the last day that came near one log type',
    },
    {
      command: 'streamalert quarantine list --records --limit 1000 --json',
      explanation: 'whole records, for a program',
    },
  ],
  run(given, { cwd, terminal }) {
    const { state, close } = existingState(cwd, given.dataDir);
    try {
      const filter = quarantineFilter(given);
      const list = given.records ? listRecords : listKinds;
      list(state, { ...given, filter, paint: painter(terminal.color) }, terminal);
      return 0;
    } finally {
      close();
    }
  },
});

interface Listing {
  readonly filter: QuarantineFilter;
  readonly limit: number;
  readonly json: boolean;
  readonly paint: Paint;
}

function listKinds(state: StateStore, { filter, limit, json, paint }: Listing, terminal: Terminal) {
  const kinds = state.quarantineKinds({ ...filter, limit });
  const total = state.quarantineCount(filter);
  if (json) {
    terminal.print(
      stringifyJson({ records: total, kinds: kinds.map(kindJson) }, { indent: 2, strict: true }),
    );
    return;
  }
  if (kinds.length === 0) {
    terminal.print(nothingThere(filter));
    return;
  }
  const shown = kinds.reduce((sum, { count }) => sum + count, 0);
  terminal.print(`  ${paint(`${many(total, 'record')} in quarantine`, 'bold')}\n`);
  const width = Math.max(...kinds.map(({ count }) => count.toLocaleString('en-US').length));
  for (const kind of kinds) {
    const count = kind.count.toLocaleString('en-US').padStart(width);
    terminal.print(fitted(`  ${count} ×  ${refusalWords(kind)}`, terminal.width));
    terminal.print(paint(`  ${' '.repeat(width)}    ${placeWords(kind)}`, 'dim'));
  }
  if (shown < total) {
    const more = `${many(total - shown, 'record')} of further kinds: see more with --limit`;
    terminal.print(`  ${more}`);
  }
  const [first] = kinds;
  if (first !== undefined) terminal.print(nextSteps(first, paint));
}

function kindJson({ service, firstReceivedAt, lastReceivedAt, ...kind }: QuarantineKind) {
  const { count, reason, detail, nearest, resource, exampleId } = kind;
  return {
    count,
    reason,
    detail,
    nearest,
    source: { service, resource },
    first: new Date(firstReceivedAt).toISOString(),
    last: new Date(lastReceivedAt).toISOString(),
    example: exampleId,
  };
}

function placeWords(kind: QuarantineKind): string {
  const { nearest, service, resource, firstReceivedAt, lastReceivedAt, exampleId, count } = kind;
  const time =
    count === 1 || firstReceivedAt === lastReceivedAt
      ? timeText(lastReceivedAt)
      : `${timeText(firstReceivedAt)} to ${timeText(lastReceivedAt)}`;
  const near = nearest === null ? [] : [`nearest ${nearest.logType}`];
  return cell([...near, `source ${service}:${resource}`, time, `example ${exampleId}`].join(' · '));
}

const nextSteps = ({ exampleId }: QuarantineKind, paint: Paint): string =>
  [
    '',
    `  ${paint('Next', 'bold')}`,
    `    look at one        streamalert quarantine show ${exampleId}`,
    '    single records     streamalert quarantine list --records',
    '    schema mended      streamalert reprocess --dry-run',
  ].join('\n');

const nothingThere = (filter: QuarantineFilter): string =>
  Object.keys(filter).length === 0
    ? '  The quarantine is empty: every record was classified.'
    : '  Nothing in quarantine is like that. All of it: streamalert quarantine list';

function listRecords(
  state: StateStore,
  { filter, limit, json, paint }: Listing,
  terminal: Terminal,
) {
  const records = state.quarantine({ ...filter, limit });
  if (json) {
    terminal.print(stringifyJson(records, { indent: 2, strict: true }));
    return;
  }
  if (records.length === 0) {
    terminal.print(nothingThere(filter));
    return;
  }
  const { width } = terminal;
  for (const record of records) {
    const { id, origin, position, receivedAt, nearest, raw = 'not kept here' } = record;
    const near = nearest === null ? '' : ` · nearest ${nearest.logType}`;
    const place = `${origin.service}:${origin.resource} · ${origin.delivery}:${position}`;
    terminal.print(fitted(cell(`  ${id}  ${timeText(receivedAt)} · ${place}`), width));
    terminal.print(fitted(`      ${refusalWords(record)}${cell(near)}`, width));
    terminal.print(paint(fitted(`      ${cell(raw.slice(0, width))}`, width), 'dim'));
  }
  const total = state.quarantineCount(filter).toLocaleString('en-US');
  const shown = records.length.toLocaleString('en-US');
  terminal.print(`  ${shown} of ${total} shown, newest first · one of them: quarantine show <id>`);
}
