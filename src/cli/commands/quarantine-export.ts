import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { stringifyJson } from '../../domain/exact-json.ts';
import { reasonOf } from '../../domain/errors.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import {
  type ExportFormat,
  type ExportReport,
  exportQuarantine,
  type WriteBytes,
} from '../quarantine/export.ts';
import { quarantineFilter, quarantineFilterOptions } from '../quarantine/options.ts';
import { many } from '../quarantine/words.ts';
import { usageError } from '../report-error.ts';
import type { Terminal } from '../terminal.ts';

export const quarantineExport = defineCommand({
  name: 'quarantine export',
  summary: 'Write records in quarantine to a file: whole, or raw as they arrived',
  description: [
    'raw: one line for each record, as it arrived, so that it can be scanned or sent again.',
    'ndjson: one JSON document for each record, with origin, reason and nearest schema.',
    '',
    'Exit status: 0 all was written, 1 some records were too large to be kept and are named.',
  ].join('\n'),
  options: z.object({
    dataDir: dataDirOption,
    format: z.enum(['ndjson', 'raw']).default('ndjson').describe('form of the records'),
    out: z
      .string()
      .optional()
      .describe('write to this file instead of standard output')
      .meta({ short: 'o' }),
    ...quarantineFilterOptions,
    json: z
      .boolean()
      .default(false)
      .describe('the closing count as JSON; on standard error where records are on the other'),
  }),
  examples: [
    {
      command: 'streamalert quarantine export --out quarantine.ndjson',
      explanation: 'all of it, oldest first',
    },
    {
      command:
        'streamalert quarantine export --format raw --log-type cloudtrail:events --out kept.log',
      explanation: 'as they arrived, to try another schema on: streamalert classify kept.log',
    },
  ],
  run({ dataDir, format, out, json, ...given }, context) {
    const { cwd, terminal } = context;
    const { state, close } = existingState(cwd, dataDir);
    try {
      const file = openOut(out, context);
      try {
        const report = exportQuarantine(state, quarantineFilter(given), format, file.write);
        tell(report, { format, out, json }, terminal);
        return report.notKept.length > 0 ? 1 : 0;
      } finally {
        file.close();
      }
    } finally {
      close();
    }
  },
});

/** Readable by its owner alone, as the state is that it comes from. */
function openOut(
  out: string | undefined,
  { cwd, terminal }: CommandContext,
): { write: WriteBytes; close(): void } {
  if (out === undefined) return { write: (bytes) => terminal.write(bytes), close: () => {} };
  try {
    const descriptor = openSync(resolve(cwd, out), 'w', 0o600);
    return {
      write(bytes) {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    const message = `${out} cannot be written (${reasonOf(error)})`;
    throw usageError(message, 'Name another file with --out.');
  }
}

interface Telling {
  readonly format: ExportFormat;
  readonly out: string | undefined;
  readonly json: boolean;
}

function tell(report: ExportReport, { format, out, json }: Telling, terminal: Terminal) {
  const say = (text: string) => (out === undefined ? terminal.error(text) : terminal.print(text));
  if (json) {
    say(
      stringifyJson(
        { format, ...(out === undefined ? {} : { out }), ...report },
        { indent: 2, strict: true },
      ),
    );
    return;
  }
  const { records, notKept, notKeptCount, overLines, joined } = report;
  say(`  ${many(records, 'record')} written${out === undefined ? '' : ` to ${out}`}`);
  if (joined > 0) say(`  ${many(joined, 'JSON document')} over several lines put on one line`);
  if (overLines > 0) {
    say(`  ${many(overLines, 'record')} over several lines written as they are`);
  }
  if (notKeptCount === 0) return;
  say(`  ${many(notKeptCount, 'record')} too large to be kept; they stand where they came from:`);
  for (const { id, delivery, position } of notKept) {
    say(`    ${id}  ${JSON.stringify(delivery)} at ${position}`);
  }
  const more = notKeptCount - notKept.length;
  if (more > 0) say(`    and ${more} more; all of them: --format ndjson`);
}
