import type { Finding } from '../domain/finding.ts';
import { nearest } from './suggest.ts';

/** Parts of a configuration, each in a file or folder of that name. */
const configParts = [
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
};

/** Files of releases 1 and 2 that nothing reads any more, with what to write instead. */
const formerFiles: Readonly<Record<string, string>> = {
  'sources.json':
    'is the form before release 3 and is not read; write its entries in data_sources of a cluster, each list in place of { "logs": […] }',
  'inputs.json':
    'is the form of release 1.3 and is not read; write its ARNs in classifier_config.inputs.aws-sns of a cluster',
  'variables.json':
    'is the form of releases 1.0 to 1.3 and is not read; write global.json, lambda.json and clusters/<name>.json',
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
  const former = Object.hasOwn(formerFiles, relative) ? formerFiles[relative] : undefined;
  if (former !== undefined) return { level: 'migration', file, path: '', message: former };
  const suggestion = nearest(relative, Object.keys(partOfFile));
  const message = 'unknown configuration file, it has no effect';
  return { level: 'warning', file, path: '', message, ...(suggestion && { suggestion }) };
}
