import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import type { CommandContext } from './command.ts';
import { usageError } from './report-error.ts';

/** The folders a command works with: those of the project it runs in, or the starter ones of the package. */
export interface Project {
  /** Whether there is no `conf/` here, so that the starter configuration stands in. */
  readonly isStarter: boolean;
  /** The folder that holds the configuration directory; absolute. */
  readonly root: string;
  /** As the operator would type it. */
  readonly configDir: string;
  /** Absolute. */
  readonly ruleDirs: readonly string[];
  readonly matcherDirs: readonly string[];
  readonly publisherDirs: readonly string[];
}

/** The project around the working directory; the package's starter one where there is none. */
export function resolveProject(context: CommandContext): Project {
  const { configDir, cwd, packageRoot } = context;
  const isStarter = configDir === undefined;
  const dir = isStarter ? join(packageRoot, 'conf') : resolve(cwd, configDir);
  const root = dirname(dir);
  const general = generalSettings(dir);
  const folders = (key: string, usual: string) => locations(root, general[key], usual);
  return {
    isStarter,
    root,
    configDir: configDir ?? (relative(cwd, dir) || '.'),
    ruleDirs: folders('rule_locations', 'rules'),
    matcherDirs: folders('matcher_locations', 'matchers'),
    publisherDirs: folders('publisher_locations', 'publishers'),
  };
}

/** For commands that make no sense without a project of the operator's own. */
export function requireProject(context: CommandContext): Project {
  if (context.configDir !== undefined) return resolveProject(context);
  throw usageError(
    'there is no conf/ here',
    'Go to the folder of your project, name it with --config-dir, or begin one: streamalert new my-detections',
  );
}

/** The `general` part of `global.json`. A file that cannot be read is reported by who loads the configuration. */
function generalSettings(configDir: string): Readonly<Record<string, unknown>> {
  const file = join(configDir, 'global.json');
  if (!existsSync(file)) return {};
  const content: unknown = parse(readFileSync(file, 'utf8'));
  const general = isRecord(content) ? content['general'] : undefined;
  return isRecord(general) ? general : {};
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is configured, missing or not; else the usual folder where it exists. */
function locations(root: string, configured: unknown, usual: string): readonly string[] {
  if (Array.isArray(configured)) return configured.map((folder) => resolve(root, String(folder)));
  const folder = join(root, usual);
  return existsSync(folder) ? [folder] : [];
}
