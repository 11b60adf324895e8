import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { nearest } from '../../config/suggest.ts';
import type { LogType } from '../../domain/log-type.ts';
import { parsers } from '../../parsers/index.ts';
import { type SchemaDrift, schemaDrift } from '../../schema-tools/schema-drift.ts';
import { type SchemaPatch, schemaPatch } from '../../schema-tools/schema-patch.ts';
import { checkedConfig } from '../checked-project.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { driftJson, driftLines } from '../schema/drift-words.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { resolveProject } from '../project.ts';
import { readSamples } from '../schema/read-samples.ts';
import { usageError } from '../report-error.ts';
import { unifiedDiff } from '../migrate/unified-diff.ts';

const options = z.object({
  writePatch: z
    .string()
    .optional()
    .describe('write what would make the schema fit: a unified diff, or a JSON Patch into .json')
    .meta({ value: 'FILE' }),
  sample: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(100_000)
    .describe('how many lines or documents are looked at')
    .meta({ short: 'n' }),
  dataDir: dataDirOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

type Options = z.infer<typeof options> & {
  readonly logType: string;
  readonly file: readonly string[];
};

export const schemaDiff = defineCommand({
  name: 'schema diff',
  summary: 'Compare data with the schema of a log type: new, vanished and changed fields',
  description: [
    'Reads the records of one log type in files, those that fit and those that come nearest to it, and tells what the',
    'schema lacks. Without a file, looks at what the running product keeps: records in quarantine that came nearest to',
    'the log type. Never changes a schema file: --write-patch writes a patch, and says how to apply it.',
    '',
    'Exit status: 0 no difference, 1 differences (optional fields that were not seen are none), 2 usage,',
    '3 some input could not be read.',
  ].join('\n'),
  arguments: z.object({
    logType: z.string().describe('such as cloudtrail:events'),
    file: z.array(z.string()).default([]).describe('files and folders; - is standard input'),
  }),
  options,
  examples: [
    {
      command: 'streamalert schema diff cloudtrail:events ./evidence',
      explanation: 'what these files have that the schema does not',
    },
    {
      command: 'streamalert schema diff okta:system new.jsonl --write-patch okta.patch',
      explanation: 'and the patch for it',
    },
    {
      command: 'streamalert schema diff okta:system',
      explanation: 'from the quarantine of this folder',
    },
  ],
  async run(given: Options, context) {
    const { terminal } = context;
    const project = resolveProject(context);
    const config = await checkedConfig(project, ['schemas', 'normalized_types']);
    const logType = findLogType(given.logType, config.logTypes);
    const { samples, problems, read } =
      given.file.length > 0
        ? await readSamples(given.file, given.sample)
        : quarantined(given, context);
    for (const problem of problems) terminal.error(`  ! ${problem}`);

    const drift = schemaDrift(samples, logType, config.logTypes, parsers);
    const patch = patchOf(logType, drift, project.configDir, context);
    if (given.json) terminal.print(driftJson(drift, patch));
    else
      terminal.print(
        ['', ...read.map((line) => `  read  ${line}`), ...driftLines(drift)].join('\n'),
      );
    await hand(patch, given, context);
    if (isDifferent(drift)) return 1;
    return problems.length > 0 ? 3 : 0;
  },
});

function findLogType(name: string, logTypes: readonly LogType[]): LogType {
  const found = logTypes.find((logType) => logType.name === name);
  if (found !== undefined) return found;
  const suggestion = nearest(
    name,
    logTypes.map((logType) => logType.name),
  );
  const hint = suggestion === undefined ? 'See conf/schemas.' : `Did you mean "${suggestion}"?`;
  throw usageError(`there is no log type "${name}"`, hint);
}

/** What the running product put aside because it did not fit this log type. */
function quarantined({ logType, sample, dataDir }: Options, { cwd }: CommandContext) {
  const { state, close } = existingState(cwd, dataDir);
  try {
    const records = state.quarantine({ logType, limit: sample });
    const samples = records.flatMap(({ raw, payload }) => {
      const content = payload ?? raw;
      return content === undefined ? [] : [{ payload: content }];
    });
    const count = records.length.toLocaleString('en-US');
    const read = [`the quarantine in ${dataDir}: ${count} records that came nearest to ${logType}`];
    return { samples, read, problems: [] as readonly string[] };
  } finally {
    close();
  }
}

interface NamedPatch extends SchemaPatch {
  readonly before: string;
  /** As it lies from where the command runs. */
  readonly file: string;
}

function patchOf(
  logType: LogType,
  drift: SchemaDrift,
  configDir: string,
  { cwd }: CommandContext,
): NamedPatch {
  const path = join(resolve(cwd, configDir), logType.file);
  const before = readFileSync(path, 'utf8');
  return { ...schemaPatch(before, logType, drift), before, file: relative(cwd, path) };
}

async function hand(patch: NamedPatch, { writePatch }: Options, { terminal, cwd }: CommandContext) {
  const { operations, left, before, text, file } = patch;
  for (const line of left) terminal.error(`  left to you: ${line}`);
  if (writePatch === undefined) {
    if (operations.length > 0) {
      terminal.error(`  The patch for ${file}: add --write-patch schema.patch`);
    }
    return;
  }
  if (operations.length === 0) {
    terminal.error('  There is nothing to patch; no file was written.');
    return;
  }
  const isJson = writePatch.endsWith('.json');
  const names = { before: `a/${file}`, after: `b/${file}` };
  const content = isJson
    ? `${JSON.stringify(operations, undefined, 2)}\n`
    : `${unifiedDiff({ name: names.before, text: before }, { name: names.after, text }).join('\n')}\n`;
  await writeFile(resolve(cwd, writePatch), content);
  terminal.error(
    isJson
      ? `  written: ${writePatch}, a JSON Patch for ${file}; apply it with any tool for RFC 6902`
      : `  written: ${writePatch}. Look at it, then here: patch -p1 < ${writePatch}   (or: git apply ${writePatch})`,
  );
}

const isDifferent = ({ newKeys, missing, typeChanges, vanished }: SchemaDrift): boolean =>
  newKeys.length + missing.length + typeChanges.length > 0 ||
  vanished.some(({ required }) => required);
