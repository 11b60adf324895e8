import { join } from 'node:path';
import { z } from 'zod';
import { feedVariable } from '../../adapters/local/secrets.ts';
import { threatStreamFeed } from '../../runtimes/embedded/threat-intel/feeds-of-config.ts';
import { checkedConfig } from '../checked-project.ts';
import type { CommandContext } from '../command.ts';
import { requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { editJson, type JsonChange, jsonAt } from './edit-json.ts';

const section = 'threat_intel_downloader_config';

/** What the first configuration consists of, where nothing else is said. */
const firstValues = {
  autoscale: false,
  enabled: true,
  schedule_expression: 'rate(1 day)',
  log_level: 'info',
  memory: 128,
  timeout: 120,
  table_rcu: 10,
  table_wcu: 10,
  ioc_keys: ['expiration_ts', 'itype', 'source', 'type', 'value'],
  ioc_filters: ['crowdstrike', '@airbnb.com'],
  ioc_types: ['domain', 'ip', 'md5'],
  excluded_sub_types: ['bot_ip', 'brute_ip', 'scan_ip', 'spam_ip', 'tor_ip'],
  max_read_capacity: 5,
  min_read_capacity: 5,
  target_utilization: 70,
} as const;

type Setting = keyof typeof firstValues;
export type DownloaderSettings = { readonly [Name in Setting]?: unknown };

/** `rate(…)` is all that a command line takes, as in the original. */
export const rateOption = (description: string) =>
  z
    .string()
    .regex(/^rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))\)$/, {
      message: 'expected a rate such as "rate(1 day)" or "rate(6 hours)"',
    })
    .optional()
    .describe(description)
    .meta({ value: 'rate(…)' });

/**
 * Writes the settings of the downloader: all of them the first time, and later those that are given. Other keys and
 * the form of the file stay as they are.
 */
export async function configureDownloader(
  given: DownloaderSettings,
  context: CommandContext,
): Promise<number> {
  const project = requireProject(context);
  // A file that cannot be loaded is not written to.
  await checkedConfig(project);
  const file = join(project.configDir, 'lambda.json');
  const isFirst = jsonAt(file, [section]) === undefined;
  const settings = Object.entries(isFirst ? { ...firstValues, ...defined(given) } : defined(given));
  if (settings.length === 0) {
    throw usageError(
      `${section} is there already, and nothing is named that is to change`,
      'Name what is to change, such as --schedule-expression "rate(6 hours)".',
    );
  }
  const read = (name: Setting): unknown =>
    defined(given)[name] ?? jsonAt(file, [section, name]) ?? firstValues[name];
  const [least, most] = [Number(read('min_read_capacity')), Number(read('max_read_capacity'))];
  if (least > most) {
    throw usageError(
      `--min-read-capacity ${least} is more than --max-read-capacity ${most}`,
      'Name both.',
    );
  }
  const changes: readonly JsonChange[] = [
    ...settings.map(([name, value]) => ({ path: [section, name], value })),
    // Its old name would stand beside it.
    ...(given.schedule_expression !== undefined && jsonAt(file, [section, 'interval']) !== undefined
      ? [{ path: [section, 'interval'], value: undefined }]
      : []),
  ];
  editJson(file, changes);
  const { terminal } = context;
  const what = isFirst
    ? 'is configured'
    : `has changed: ${settings.map(([name]) => name).join(', ')}`;
  terminal.print(`  the downloader of ThreatStream ${what} in ${file}`);
  for (const line of credentialLines(context.env)) terminal.print(line);
  return 0;
}

function defined(given: DownloaderSettings): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const userPattern = /^[a-zA-Z].*@.*/;
const keyPattern = /^[a-zA-Z0-9]{40}$/;

/** What is wrong with the credential in the environment; undefined when it is sound. */
export function credentialProblem(env: NodeJS.ProcessEnv): string | undefined {
  const variable = feedVariable(threatStreamFeed);
  const text = env[variable]?.trim() ?? '';
  if (text === '') return `${variable} is not set`;
  const { user, key } = credentialIn(text) ?? {};
  if (user === undefined || key === undefined) {
    return `${variable} is no JSON object with "api_user" and "api_key"`;
  }
  if (!userPattern.test(user))
    return `"api_user" in ${variable} is no address such as ana@example.com`;
  return keyPattern.test(key)
    ? undefined
    : `"api_key" in ${variable} has ${key.length} characters; a key has 40 letters and digits`;
}

function credentialIn(text: string): { readonly user?: string; readonly key?: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const [user, key]: unknown[] = ['api_user', 'api_key'].map((name) => Reflect.get(value, name));
    return {
      ...(typeof user === 'string' && { user }),
      ...(typeof key === 'string' && { key }),
    };
  } catch {
    return undefined;
  }
}

/** The user, and the last characters of the key, so that two keys can be told apart. */
export function maskedCredential(env: NodeJS.ProcessEnv): string {
  const { user = '', key = '' } = credentialIn(env[feedVariable(threatStreamFeed)] ?? '') ?? {};
  return `api_user ${user}, api_key ${'*'.repeat(8)}${key.slice(-4)}`;
}

export function credentialLines(env: NodeJS.ProcessEnv): readonly string[] {
  const variable = feedVariable(threatStreamFeed);
  const problem = credentialProblem(env);
  if (problem === undefined) return [`  credential: ${maskedCredential(env)} (in ${variable})`];
  return [
    `  credential: ${problem}. Set it where StreamAlert is started:`,
    `      export ${variable}='{"api_user": "ana@example.com", "api_key": "<40 letters and digits>"}'`,
  ];
}
