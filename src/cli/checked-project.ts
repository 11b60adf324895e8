import {
  type ContentLocations,
  type LoadedContent,
  loadContent,
} from '../adapters/local/content-loader.ts';
import type { Config } from '../config/config.ts';
import { configError } from '../config/format-findings.ts';
import { type LoadOptions, loadConfig } from '../config/load-config.ts';
import { outputs } from '../outputs/index.ts';
import { parsers } from '../parsers/index.ts';
import type { CommandContext } from './command.ts';
import type { Project } from './project.ts';

/** The configuration of a project, or a part of it; all that refuses it is thrown together. */
export async function checkedConfig(
  { configDir: dir }: Pick<Project, 'configDir'>,
  include?: LoadOptions['include'],
): Promise<Config> {
  const { config, findings } = await loadConfig({
    dir,
    ...(include === undefined ? {} : { include }),
    parsers,
    outputServices: outputs,
  });
  if (config === undefined) throw configError(findings);
  return config;
}

export const locationsOf = ({
  ruleDirs,
  matcherDirs,
  publisherDirs,
}: Project): ContentLocations => ({
  rules: ruleDirs,
  matchers: matcherDirs,
  publishers: publisherDirs,
});

/** One broken matcher breaks every rule that uses it. */
const findingsShownMax = 12;

/** Rules that are not sound are left out and named; the sound ones run. */
export async function checkedContent(
  locations: ContentLocations,
  config: Config,
  { terminal }: Pick<CommandContext, 'terminal'>,
  destinations: 'known' | 'unasked' = 'known',
): Promise<LoadedContent> {
  const outputNames = config.outputs.map(({ service, descriptor }) => `${service}:${descriptor}`);
  const content = await loadContent(locations, {
    logTypes: new Set(config.logTypes.map(({ name }) => name)),
    outputs: destinations === 'known' ? new Set(outputNames) : undefined,
    normalizedTypes: config.normalizedTypes,
  });
  for (const finding of content.findings.slice(0, findingsShownMax)) {
    const { level, file, path, message, suggestion } = finding;
    const place = path === '' ? file : `${file}: ${path}`;
    const meant = suggestion === undefined ? '' : `. Did you mean "${suggestion}"?`;
    terminal.error(`  ${level === 'load' ? 'left out' : 'warning'}  ${place}: ${message}${meant}`);
  }
  const more = content.findings.length - findingsShownMax;
  if (more > 0) terminal.error(`  and ${more} more; "streamalert test" shows all of them`);
  return content;
}
