import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parsers } from '../../parsers/index.ts';
import {
  type LogTypeCount,
  type SchemaFile,
  standingOf,
} from '../../schema-tools/compare-schemas.ts';
import type { CommandContext } from '../command.ts';
import { type Project, resolveProject } from '../project.ts';
import type { Samples } from './read-samples.ts';

export interface ComparisonWords {
  readonly text: string;
  readonly hint?: string;
}

/** How a new schema stands among those of the project, or the starter ones, in words. */
export function compareSchemas(
  text: string,
  { samples }: Samples,
  { name, out }: { readonly name: string; readonly out?: string | undefined },
  context: CommandContext,
): readonly ComparisonWords[] {
  const project = resolveProject(context);
  const existing = schemaFilesOf(project, context.cwd);
  const dir = resolve(context.cwd, project.configDir);
  const planned = out === undefined ? undefined : relative(dir, resolve(context.cwd, out));
  const isInside = planned?.startsWith('schemas/') === true;
  const added = {
    relative: isInside ? planned : `schemas/${name.split(':', 1)[0]}.json`,
    text,
  };
  const standing = standingOf(samples, added, existing, parsers);
  const whose = project.isStarter ? 'the starter schemas' : `${project.configDir}/schemas`;
  const own = new Set(Object.keys(JSON.parse(text) as object));
  const others = standing.taken.filter(({ logType }) => !own.has(logType));
  const { already, records, ambiguousWith, mayShadow } = standing;
  return [
    already.length === 0
      ? { text: `no log type of ${whose} fits them` }
      : {
          text: `fits already, of ${whose}: ${listed(already)} of ${records.toLocaleString('en-US')}`,
          hint: 'A log type that fits may be all you need: streamalert schema diff shows what it lacks.',
        },
    ...(others.length === 0
      ? []
      : [
          {
            text: `shadowed: with ${added.relative} in place these are tried first and take ${listed(others)}`,
            hint: 'Give the new log type a "priority", or name only the one you want in data_sources.',
          },
        ]),
    ...(ambiguousWith.length === 0 || others.length > 0
      ? []
      : [
          {
            text: `ambiguous: ${ambiguousWith.map(({ logType }) => logType).join(', ')} would fit too; the new one is tried first`,
            hint: 'Name only one of them in data_sources, or tell them apart with log_patterns.',
          },
        ]),
    ...(mayShadow.length === 0
      ? []
      : [
          {
            text: `may take records of ${mayShadow.join(', ')}, since it lets unknown keys pass and is tried before`,
            hint: 'Do not name them for one source, or give those a "priority".',
          },
        ]),
  ];
}

const shownMax = 5;

const listed = (counts: readonly LogTypeCount[]): string =>
  counts
    .slice(0, shownMax)
    .map(({ logType, count }) => `${logType} ${count.toLocaleString('en-US')}`)
    .join(', ');

/** The schema files of a project, in the order in which they are loaded. */
export function schemaFilesOf({ configDir }: Project, cwd: string): readonly SchemaFile[] {
  const folder = join(resolve(cwd, configDir), 'schemas');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => ({
      relative: `schemas/${name}`,
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}
