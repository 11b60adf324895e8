import {
  type ContentLocations,
  type LoadedContent,
  loadContent,
} from '../adapters/local/content-loader.ts';
import type { Config } from '../config/config.ts';
import { configError } from '../config/format-findings.ts';
import type { LoadOptions } from '../config/load-config.ts';
import type { Parser } from '../parsers/parser.ts';
import { loadProjectConfig } from '../runtimes/project-config.ts';
import type { CommandContext } from './command.ts';
import type { Project } from './project.ts';

/** The configuration of a project, or a part of it; all that refuses it is thrown together. */
export const checkedConfig = async (
  project: Pick<Project, 'configDir'>,
  include?: LoadOptions['include'],
): Promise<Config> => (await checkedProject(project, include)).config;

/** The same with the parsers that the configuration was read with. */
export async function checkedProject(
  { configDir: dir }: Pick<Project, 'configDir'>,
  include?: LoadOptions['include'],
): Promise<{ readonly config: Config; readonly parsers: readonly Parser[] }> {
  const { config, findings, parsers } = await loadProjectConfig({
    dir,
    ...(include === undefined ? {} : { include }),
  });
  if (config === undefined) throw configError(findings);
  return { config, parsers };
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
