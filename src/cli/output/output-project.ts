import { dirname, join } from 'node:path';
import { z } from 'zod';
import { secretFileTarget } from '../../adapters/local/secret-file.ts';
import { withLock } from '../../adapters/local/secret-file-lock.ts';
import type { Config, OutputDestination } from '../../config/config.ts';
import { isAlertArchive } from '../../config/outputs.ts';
import { type SecretsStoreKind, secretsStoreKinds } from '../../config/secrets-store.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { outputs } from '../../outputs/index.ts';
import type { Output } from '../../outputs/output.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import { openSecretStore, secretsFilePath } from '../../runtimes/secrets.ts';
import { checkedConfig } from '../checked-project.ts';
import type { CommandContext } from '../command.ts';
import { type Project, requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';

/** What commands about outputs work on. */
export interface OutputProject {
  readonly project: Project;
  readonly config: Config;
  /** `conf/outputs.json` as the operator knows it. */
  readonly file: string;
  /** The destinations of the operator: without the archive of alerts, which is always there. */
  readonly destinations: readonly OutputDestination[];
  readonly store: SecretStore;
  /** The store has an entry for destinations without credentials as well. */
  readonly keepsEmpty: boolean;
  /** Does the work while no other command changes outputs. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Says what went wrong beside what was done. */
  warn(warning: string): void;
}

export const storeOption = z
  .enum(secretsStoreKinds)
  .optional()
  .describe('where credentials are kept, in place of general.secrets_store of conf/global.json');

export async function openOutputProject(
  context: CommandContext,
  kind?: SecretsStoreKind,
): Promise<OutputProject> {
  const { env, terminal } = context;
  const project = requireProject(context);
  const config = await checkedConfig(project, ['global', 'outputs']);
  const onKey = (from: string) =>
    terminal.error(`  The key of the credentials: ${from}.\n${keyAdvice}`);
  const onWarning = (warning: string) => terminal.error(`warning: ${warning}`);
  return {
    project,
    config,
    file: join(project.configDir, 'outputs.json'),
    destinations: destinationsOf(config),
    store: await openSecretStore({ config, env, kind, onKey, onWarning }),
    keepsEmpty: (kind ?? config.general.secretsStore) !== 'file',
    alone: (work) =>
      withLock(join(dirname(secretFileTarget(secretsFilePath(config, env))), 'outputs.lock'), work),
    warn: onWarning,
  };
}

const destinationsOf = ({ outputs: all }: Config): readonly OutputDestination[] =>
  all.filter((each) => !isAlertArchive(each));

/** Those of this moment: another command may have changed them since the project was opened. */
export const currentDestinations = async ({
  project,
}: OutputProject): Promise<readonly OutputDestination[]> =>
  destinationsOf(await checkedConfig(project, ['global', 'outputs']));

const keyAdvice = [
  '  Without it the credentials are worthless, to a thief and to you: keep a copy of it apart from those of the data.',
  '  A service that runs as another user needs it too: docs/credentials.md',
].join('\n');

/** The service of that name; a usage error with the nearest one where there is none. */
export function serviceNamed(name: string): Output {
  const found = outputs.find(({ service }) => service === name);
  if (found !== undefined) return found;
  const services = outputs.map(({ service }) => service);
  const nearest = nearestName(name, services);
  throw usageError(
    `"${name}" is no output service`,
    nearest === undefined
      ? `There are: ${services.join(', ')}`
      : `Did you mean ${nearest}? All of them: streamalert output generate-skeleton --help`,
  );
}

export const serviceArgument = z
  .string()
  .describe(`kind of output: ${outputs.map(({ service }) => service).join(', ')}`);
