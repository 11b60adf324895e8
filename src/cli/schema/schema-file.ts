import { join } from 'node:path';
import { loadProjectConfig } from '../../runtimes/project-config.ts';
import type { CommandContext } from '../command.ts';
import { resolveProject } from '../project.ts';

/** The file that defines a log type here, for advice; undefined where it is not known. */
export async function schemaFileOf(
  logType: string | undefined,
  context: CommandContext,
): Promise<string | undefined> {
  if (logType === undefined || context.configDir === undefined) return undefined;
  const { configDir: dir } = resolveProject(context);
  const { config } = await loadProjectConfig({
    dir,
    include: ['schemas', 'normalized_types'],
  });
  const file = config?.logTypes.find(({ name }) => name === logType)?.file;
  return file === undefined ? undefined : join(dir, file);
}
