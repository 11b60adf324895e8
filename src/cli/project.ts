import { dirname, join, relative, resolve } from 'node:path';
import { contentFolders } from '../config/content-folders.ts';
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
  readonly parserDirs: readonly string[];
}

/** The project around the working directory; the package's starter one where there is none. */
export function resolveProject(context: CommandContext): Project {
  const { configDir, cwd, packageRoot } = context;
  const isStarter = configDir === undefined;
  const dir = isStarter ? join(packageRoot, 'conf') : resolve(cwd, configDir);
  const root = dirname(dir);
  const folders = (key: string, usual: string) => contentFolders(dir, key, usual);
  return {
    isStarter,
    root,
    configDir: configDir ?? (relative(cwd, dir) || '.'),
    ruleDirs: folders('rule_locations', 'rules'),
    matcherDirs: folders('matcher_locations', 'matchers'),
    publisherDirs: folders('publisher_locations', 'publishers'),
    parserDirs: folders('parser_locations', 'parsers'),
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
