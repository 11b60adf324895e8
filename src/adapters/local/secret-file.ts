import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isStreamAlertError, reasonOf, StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';
import type { Credentials, DestinationName, SecretStore } from '../../ports/secrets.ts';
import { linkTarget, replaceShared } from './durable-file.ts';
import { cipherKey, isSealOfAll, newSalt, seal, sealOfAll, unseal } from './secret-file-cipher.ts';
import {
  damaged,
  readSecretFile,
  type SecretFileBody,
  type SecretFileContent,
  type SealedEntry,
  secretFileText,
  unreadable,
} from './secret-file-format.ts';
import { withLock } from './secret-file-lock.ts';
import { dropKey, keepKeys, keptKey, makeKey, namedKey, newKeyText } from './secret-key.ts';

export interface SecretFileOptions {
  /** Absolute. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A key was made, or the key was changed; says where it is now. */
  readonly onKey?: (from: string) => void;
  /** Something was saved, but not quite as it should be. */
  readonly onWarning?: (warning: string) => void;
}

export interface SecretFile extends SecretStore {
  /** Encrypts everything with another key: the one the environment names as new, else one that is made here. */
  rotateKey(): Promise<KeyRotation>;
}

export interface KeyRotation {
  /** Where the new key is. */
  readonly from: string;
  /** Somebody keeps it himself, and has to put it in the place of the old one. */
  readonly isNamed: boolean;
  /** Destinations whose credentials were encrypted again. */
  readonly count: number;
}

interface Unlocked {
  readonly content: SecretFileBody;
  readonly key: Buffer;
}

/** Credentials in one encrypted file. Changes of it by other processes are seen at once. */
export function secretFile(options: SecretFileOptions): SecretFile {
  const { file } = options;
  const { look, unlock } = fileReader(options);
  const write = (target: string, { content, key }: Unlocked) => {
    try {
      const text = secretFileText({ ...content, seal: sealOfAll(content, key) });
      for (const warning of replaceShared(target, text)) options.onWarning?.(warning);
    } catch (error) {
      throw unwritable(file, error);
    }
  };
  /** Does the work while nobody else changes what the file is, or what it is a link to. */
  const alone = async <Result>(work: (target: string, found?: Unlocked) => Promise<Result>) => {
    const target = secretFileTarget(file);
    return withLock(join(dirname(target), 'secrets.lock'), async () => {
      const content = look(target);
      return work(target, content && (await unlock(content)));
    });
  };
  return {
    place: `the encrypted file ${file}`,
    async credentials(service, descriptor) {
      const content = look(file);
      const entry = content?.entries.find(isOf({ service, descriptor }));
      if (content === undefined) return undefined;
      if (entry !== undefined) return opened(entry, await unlock(content), file);
      try {
        // Somebody may have taken it away.
        await unlock(content);
      } catch (error) {
        // Outputs without credentials go on where the key is lost.
        if (!isStreamAlertError(error) || error.code !== 'SECRET_MISSING') throw error;
      }
      return undefined;
    },
    set: (service, descriptor, credentials) =>
      alone(async (target, before) => {
        const { content, key, hasMadeKey } = before
          ? { ...before, hasMadeKey: false }
          : await begun(options);
        const text = JSON.stringify(credentials);
        const name = { service, descriptor };
        const entry = { ...name, ...seal(text, key, [content.id, service, descriptor]) };
        const others = content.entries.filter((each) => !isOf(name)(each));
        try {
          write(target, { key, content: { ...content, entries: sorted([...others, entry]) } });
        } catch (error) {
          if (hasMadeKey) dropKey(content.id, options.env);
          throw error;
        }
        if (before === undefined) await told(content, options);
      }),
    async remove(service, descriptor) {
      const isOne = isOf({ service, descriptor });
      // No key is asked for where there is nothing to take away.
      if (look(file)?.entries.some(isOne) !== true) return false;
      return alone(async (target, found) => {
        const others = found?.content.entries.filter((each) => !isOne(each)) ?? [];
        if (found === undefined || others.length === found.content.entries.length) return false;
        write(target, { ...found, content: { ...found.content, entries: others } });
        return true;
      });
    },
    list: async () =>
      sorted(readSecretFile(file)?.entries ?? []).map(({ service, descriptor }) => ({
        service,
        descriptor,
      })),
    rotateKey: () =>
      alone((target, found) => rotated(found, options, (again) => write(target, again))),
  };
}

/** Reads the file when it has changed, and makes the key out of what is named when another one is needed. */
function fileReader(options: SecretFileOptions) {
  const whole = new WeakSet<SecretFileContent>();
  let seen: { readonly mark: string; readonly content: SecretFileContent } | undefined;
  let known: { readonly check: string; readonly key: Promise<Buffer> } | undefined;

  const look = (file: string): SecretFileContent | undefined => {
    const mark = markOf(file);
    if (seen?.mark === mark) return seen.content;
    const content = readSecretFile(file);
    seen = content && { mark, content };
    return content;
  };
  // A passphrase takes a moment and much memory to become a key: once for all that ask, until the key changes.
  const unlock = async (content: SecretFileContent): Promise<Unlocked> => {
    const check = content.check.text + content.check.nonce;
    if (known?.check !== check) {
      const entry = { check, key: keyOf(content, options) };
      known = entry;
      entry.key.catch(() => {
        // The next one tries again: somebody may have brought the key by then.
        if (known === entry) known = undefined;
      });
    }
    const key = await known.key;
    if (!whole.has(content) && !isSealOfAll(content.seal, content, key)) {
      throw damaged(
        options.file,
        'was changed by somebody else: its entries are not those that were saved together',
      );
    }
    whole.add(content);
    return { content, key };
  };
  return { look, unlock };
}

/** Changes with every write: the file is always another one. */
function markOf(file: string): string {
  try {
    const found = statSync(file, { throwIfNoEntry: false, bigint: true });
    return found === undefined ? 'none' : `${found.ino} ${found.mtimeNs} ${found.size}`;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** What is written when the file is. */
export function secretFileTarget(file: string): string {
  try {
    return linkTarget(file);
  } catch (error) {
    throw unwritable(file, error);
  }
}

const isOf =
  ({ service, descriptor }: DestinationName) =>
  (entry: DestinationName): boolean =>
    entry.service === service && entry.descriptor === descriptor;

function sorted<Entry extends DestinationName>(entries: readonly Entry[]): readonly Entry[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return entries.toSorted(
    (a, b) => compare(a.service, b.service) || compare(a.descriptor, b.descriptor),
  );
}

/** What is sealed to tell whether a key is the right one. */
const checkText = 'streamalert';
const checkBelonging = (id: string) => [id, 'check'] as const;

/** A file that is not there yet, with a key that is made where nobody names one. */
async function begun(
  options: SecretFileOptions,
): Promise<Unlocked & { readonly hasMadeKey: boolean }> {
  const id = randomBytes(8).toString('hex');
  const salt = newSalt();
  const named = await namedKey(options.env);
  const found = named ?? makeKey(id, options.env);
  const key = await cipherKey(found.texts[0] ?? '', salt, found.from);
  const check = seal(checkText, key, checkBelonging(id));
  return { key, content: { id, salt, check, entries: [] }, hasMadeKey: named === undefined };
}

async function told({ id }: SecretFileBody, options: SecretFileOptions): Promise<void> {
  const found = (await namedKey(options.env)) ?? keptKey(id, options.env);
  if (found !== undefined) options.onKey?.(found.from);
}

/** The key that opens the file. */
async function keyOf(
  { id, salt, check }: SecretFileBody,
  { file, env }: SecretFileOptions,
): Promise<Buffer> {
  const found = (await namedKey(env)) ?? keptKey(id, env);
  if (found === undefined) {
    throw new StreamAlertError('SECRET_MISSING', `there is no key for ${file}`, {
      hint: [
        'Name it with STREAMALERT_SECRETS_KEY_FILE or STREAMALERT_SECRETS_KEY_COMMAND, or bring back the file',
        `streamalert/keys/${id}.key in the configuration folder of the user who made it.`,
        'Where it is lost: move the file of secrets away and set the outputs again.',
      ].join('\n'),
    });
  }
  for (const text of found.texts) {
    const key = await cipherKey(text, salt, found.from);
    if (unseal(check, key, checkBelonging(id)) === checkText) return key;
  }
  throw new StreamAlertError(
    'SECRET_MISSING',
    `the key from ${found.from} is not the one that ${file} was encrypted with`,
    { hint: 'Name the right one, or move the file of secrets away and set the outputs again.' },
  );
}

function opened(entry: SealedEntry, { content, key }: Unlocked, file: string): Credentials {
  const { service, descriptor } = entry;
  const text = unseal(entry, key, [content.id, service, descriptor]);
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  if (isJsonObject(value)) return value;
  throw damaged(file, `was changed by somebody else: ${service}:${descriptor} does not open`);
}

/**
 * Where the key is one that was made here, both keys are kept until the file is written, so that it can be opened
 * whenever this is interrupted.
 */
async function rotated(
  unlocked: Unlocked | undefined,
  { file, env, onWarning }: SecretFileOptions,
  write: (unlocked: Unlocked) => void,
): Promise<KeyRotation> {
  if (unlocked === undefined) {
    throw new StreamAlertError('STATE_UNAVAILABLE', `there are no credentials in ${file}`, {
      hint: 'Set an output first: streamalert output set slack soc',
    });
  }
  const { id } = unlocked.content;
  const next = await namedKey(env, 'STREAMALERT_SECRETS_NEW_KEY');
  const named = await namedKey(env);
  if (next === undefined && named !== undefined) {
    throw new StreamAlertError(
      'USAGE',
      `the key comes from ${named.from}, so the new one has to be named as well`,
      {
        hint: [
          'With STREAMALERT_SECRETS_NEW_KEY, STREAMALERT_SECRETS_NEW_KEY_FILE or STREAMALERT_SECRETS_NEW_KEY_COMMAND.',
          'A new key: openssl rand -base64 32',
        ].join('\n'),
      },
    );
  }
  const made = next === undefined ? newKeyText() : undefined;
  const text = made ?? next?.texts[0] ?? '';
  if (made !== undefined) keepKeys(id, [made, ...(keptKey(id, env)?.texts ?? [])], env, onWarning);

  const again = await sealedAgain(unlocked, text, next?.from ?? 'the new key', file);
  write(again);
  const from = made === undefined ? next?.from : keepKeys(id, [made], env, onWarning).from;
  return { from: from ?? '', isNamed: made === undefined, count: again.content.entries.length };
}

async function sealedAgain(
  unlocked: Unlocked,
  text: string,
  from: string,
  file: string,
): Promise<Unlocked> {
  const { id, entries } = unlocked.content;
  const salt = newSalt();
  const key = await cipherKey(text, salt, from);
  const sealed = entries.map((entry): SealedEntry => {
    const { service, descriptor } = entry;
    const credentials = JSON.stringify(opened(entry, unlocked, file));
    return { service, descriptor, ...seal(credentials, key, [id, service, descriptor]) };
  });
  const check = seal(checkText, key, checkBelonging(id));
  return { key, content: { id, salt, check, entries: sealed } };
}

const unwritable = (file: string, error: unknown): StreamAlertError =>
  new StreamAlertError(
    'STATE_UNAVAILABLE',
    `${file} cannot be written (${reasonOf(error)}); nothing was changed`,
    { cause: error, hint: 'Look at the space on the disk and at the rights of its folder.' },
  );
