import { dirname, join, resolve } from 'node:path';
import { type SecretFile, secretFile } from '../adapters/local/secret-file.ts';
import { environmentSecrets } from '../adapters/local/secrets.ts';
import type { Config } from '../config/config.ts';
import { hasPlaceholder } from '../config/placeholders.ts';
import type { SecretsStoreKind } from '../config/secrets-store.ts';
import { StreamAlertError } from '../domain/errors.ts';
import type { Credentials, Secrets, SecretStore } from '../ports/secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

type SecretConfig = Pick<Config, 'dir' | 'account' | 'general'>;

export interface StoreOptions {
  readonly config: SecretConfig;
  readonly env: Environment;
  /** In place of the one of the configuration. */
  readonly kind?: SecretsStoreKind | undefined;
  readonly onKey?: (from: string) => void;
  /** Something was saved, but not quite as it should be. */
  readonly onWarning?: (warning: string) => void;
}

/** One for each project, whatever folder its state is kept in. */
export const secretsFilePath = ({ dir }: Pick<Config, 'dir'>, env: Environment): string =>
  resolve(
    env['STREAMALERT_SECRETS_FILE'] || join(dirname(resolve(dir)), '.streamalert', 'secrets.json'),
  );

/** The encrypted file of a project. */
export const openSecretFile = ({ config, env, onKey, onWarning }: StoreOptions): SecretFile =>
  secretFile({
    file: secretsFilePath(config, env),
    env,
    ...(onKey && { onKey }),
    ...(onWarning && { onWarning }),
  });

/** The store that the configuration chooses; the clients of AWS are loaded when they are needed. */
export async function openSecretStore(options: StoreOptions): Promise<SecretStore> {
  const { config, kind = config.general.secretsStore } = options;
  if (kind === 'file') return openSecretFile(options);

  const { prefix, region, kmsKeyAlias } = config.account;
  if (prefix === '' || hasPlaceholder(prefix)) {
    throw new StreamAlertError(
      'CONFIG_INVALID',
      'secrets in AWS are named after account.prefix, which conf/global.json does not say',
      { hint: 'Write account.prefix there, or keep secrets in a file: --store file' },
    );
  }
  const place = { prefix, region, kmsKeyAlias };
  if (kind === 'ssm') return (await import('../adapters/aws/ssm-secrets.ts')).ssmSecrets(place);
  return (await import('../adapters/aws/secrets-manager.ts')).secretsManagerSecrets(place);
}

/**
 * Credentials for deliveries: those of the environment, and for destinations without such a variable those of the
 * store. A change in the file counts at once, one in AWS within five minutes, or with the try after a refusal.
 */
export function deliverySecrets(options: StoreOptions): Secrets {
  const fromEnvironment = environmentSecrets(options.env);
  let opened: Promise<Secrets> | undefined;
  const store = () => {
    opened ??= openForReading(options);
    return opened;
  };
  return {
    async credentials(service, descriptor) {
      const own = await fromEnvironment.credentials(service, descriptor);
      return own ?? (await store()).credentials(service, descriptor);
    },
    refused: (service, descriptor) =>
      void opened?.then(
        (secrets) => secrets.refused?.(service, descriptor),
        // Whoever asked for the credentials has been told.
        () => undefined,
      ),
  };
}

async function openForReading(options: StoreOptions): Promise<Secrets> {
  const kind = options.kind ?? options.config.general.secretsStore;
  const store = await openSecretStore(options);
  // The file is looked at each time and read when it is another one.
  return kind === 'file' ? store : rememberingSecrets(store);
}

/** So long an old credential may be used after a rotation. */
const rememberedMilliseconds = 5 * 60_000;

/** However often a destination refuses, its credentials are not read more often than this. */
const freshMilliseconds = 15_000;

/** Remembers what a store gave for a few minutes: every delivery asks. */
export function rememberingSecrets(store: Secrets, now: () => number = Date.now): Secrets {
  const remembered = new Map<
    string,
    { readonly value: Promise<Credentials | undefined>; readonly at: number; isRefused: boolean }
  >();
  const nameOf = (service: string, descriptor: string) => `${service}:${descriptor}`;
  return {
    credentials(service, descriptor) {
      const name = nameOf(service, descriptor);
      const known = remembered.get(name);
      const age = known === undefined ? Number.POSITIVE_INFINITY : now() - known.at;
      const ageMax = known?.isRefused ? freshMilliseconds : rememberedMilliseconds;
      if (known !== undefined && age < ageMax) return known.value;

      const value = store.credentials(service, descriptor);
      const entry = { value, at: now(), isRefused: false };
      remembered.set(name, entry);
      // A trouble is not remembered: the next delivery asks again.
      value.catch(() => remembered.get(name) === entry && remembered.delete(name));
      return value;
    },
    refused(service, descriptor) {
      const known = remembered.get(nameOf(service, descriptor));
      if (known !== undefined) known.isRefused = true;
    },
  };
}
