import { loadParsers } from '../adapters/local/parser-loader.ts';
import type { LoadedConfig } from '../config/config.ts';
import { contentFolders } from '../config/content-folders.ts';
import { type LoadOptions, loadConfig } from '../config/load-config.ts';
import { outputs } from '../outputs/index.ts';
import { guardedParser, type ParserFailure } from '../parsers/guarded-parser.ts';
import { parsers as builtIn } from '../parsers/index.ts';
import { isOwnParser } from '../parsers/own-parser.ts';
import type { Parser } from '../parsers/parser.ts';

/** The configuration of a project, read with the parsers that the project brings itself. */
export interface ProjectConfig extends LoadedConfig {
  /** Built in and of the project. */
  readonly parsers: readonly Parser[];
  /** How the project's own parsers failed since this was asked for the last time. */
  takeParserFailures(): readonly ParserFailure[];
}

const builtInNames: ReadonlySet<string> = new Set(builtIn.map(({ type }) => type));

/** Loads a project's parsers and then its configuration; findings of both come back together. */
export async function loadProjectConfig(
  options: Pick<LoadOptions, 'dir' | 'include' | 'exclude'>,
): Promise<ProjectConfig> {
  const folders = contentFolders(options.dir, 'parser_locations', 'parsers');
  const own = await loadParsers(folders, builtInNames);
  const isRefused = own.findings.some(({ level }) => level === 'load');

  let failures: ParserFailure[] = [];
  const guarded = own.parsers.flatMap(({ value }) =>
    isOwnParser(value) ? [guardedParser(value, (failure) => void failures.push(failure))] : [],
  );
  const parsers = [...builtIn, ...guarded];
  const { config, findings } = await loadConfig({ ...options, parsers, outputServices: outputs });
  return {
    config: isRefused ? undefined : config,
    findings: [...own.findings, ...findings],
    parsers,
    takeParserFailures() {
      const taken = failures;
      failures = [];
      return taken;
    },
  };
}
