import type { Finding } from '../domain/finding.ts';
import { nearest } from './suggest.ts';

/** Parts of a configuration, each in a file or folder of that name. */
export const configParts = [
  'global',
  'lambda',
  'clusters',
  'schemas',
  'outputs',
  'lookup_tables',
  'threat_intel',
  'scheduled_queries',
  'normalized_types',
] as const;

export type ConfigPart = (typeof configParts)[number];

/** Which part a plain file belongs to. */
const partOfFile: Readonly<Record<string, ConfigPart>> = {
  ...Object.fromEntries(
    configParts
      .filter((part) => part !== 'clusters' && part !== 'schemas')
      .map((part) => [`${part}.json`, part]),
  ),
  'logs.json': 'schemas',
  'types.json': 'normalized_types',
  'sources.json': 'clusters',
  'inputs.json': 'clusters',
};

/** Whether a file or folder is read, given which parts were asked for. */
export function isWantedFile(relative: string, wants: (part: ConfigPart) => boolean): boolean {
  const [folder = '', rest] = relative.split(/[\\/]/, 2);
  if (folder === 'clusters' || folder === 'schemas') return wants(folder);
  const part = Object.hasOwn(partOfFile, relative) ? partOfFile[relative] : undefined;
  return rest === undefined && (part === undefined ? configParts.every(wants) : wants(part));
}

export const isKnownFile = (relative: string): boolean => Object.hasOwn(partOfFile, relative);

export function unknownFile(file: string, relative: string): Finding {
  const suggestion = nearest(relative, Object.keys(partOfFile));
  const message = 'unknown configuration file, it has no effect';
  return { level: 'warning', file, path: '', message, ...(suggestion && { suggestion }) };
}
