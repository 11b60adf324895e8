import { readFileSync, statSync } from 'node:fs';
import { StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';

/** One encrypted text: AES-256-GCM, all parts base64. */
export interface Sealed {
  readonly nonce: string;
  readonly text: string;
  readonly tag: string;
}

export interface SealedEntry extends Sealed {
  readonly service: string;
  readonly descriptor: string;
}

/** What a file of secrets keeps. */
export interface SecretFileBody {
  /** Names the key that was made for it. */
  readonly id: string;
  /** Of the passphrase. */
  readonly salt: string;
  /** A known text: tells a wrong key from a changed entry. */
  readonly check: Sealed;
  readonly entries: readonly SealedEntry[];
}

/** A file of secrets as it lies on disk. */
export interface SecretFileContent extends SecretFileBody {
  /** Of all the rest, so that nothing is put back or taken away unseen. */
  readonly seal: string;
}

const format = 'streamalert-secrets';
const version = 1;

/** A thousand destinations with certificates take a tenth of it. */
const fileBytesMax = 64 * 1024 * 1024;

/** The content of the file; undefined when there is none. Anything else than what was written here is refused. */
export function readSecretFile(file: string): SecretFileContent | undefined {
  let text: string;
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.size > fileBytesMax) throw damaged(file, 'is too large');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof StreamAlertError ? error : unreadable(file, error);
  }
  return parsed(file, text);
}

export function unreadable(file: string, error: unknown): StreamAlertError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new StreamAlertError('STATE_UNAVAILABLE', `${file} cannot be read (${code})`, {
    cause: error,
    hint: 'Make it readable for the user that runs StreamAlert: the file, and every folder above it.',
  });
}

export function secretFileText({ id, salt, check, entries, seal }: SecretFileContent): string {
  const about =
    'Credentials of outputs, encrypted; worthless without the key. Written by: streamalert output set';
  return `${JSON.stringify({ format, version, about, id, salt, check, entries, seal }, null, 2)}\n`;
}

function parsed(file: string, text: string): SecretFileContent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The cause is left out on purpose: it quotes the text, which may be a credential in the clear.
    throw damaged(file, 'is not JSON');
  }
  if (!isJsonObject(value) || value['format'] !== format) {
    throw damaged(file, 'is not encrypted: it is no file of secrets');
  }
  if (value['version'] !== version) {
    throw new StreamAlertError(
      'STATE_UNAVAILABLE',
      `${file} is of another version than this program knows`,
      { hint: 'Update StreamAlert.' },
    );
  }
  const { id, salt, check, seal } = value;
  const list: readonly unknown[] = Array.isArray(value['entries']) ? value['entries'] : [undefined];
  const entries = list.filter(isEntry);
  const isSound =
    typeof id === 'string' &&
    /^[0-9a-f]{16}$/.test(id) &&
    isBase64(salt) &&
    isSealed(check) &&
    isBase64(seal) &&
    entries.length === list.length;
  if (!isSound) throw damaged(file, 'is damaged, or has something in it that is not encrypted');
  const names = new Set(entries.map(({ service, descriptor }) => `${service}:${descriptor}`));
  if (names.size !== entries.length) throw damaged(file, 'names a destination twice');
  return { id, salt, check, entries, seal };
}

const isBase64 = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value);

function isSealed(value: unknown, further: readonly string[] = []): value is Sealed {
  if (typeof value !== 'object' || value === null) return false;
  const keys = ['nonce', 'text', 'tag'];
  return (
    keys.every((key) => isBase64(Reflect.get(value, key))) &&
    Object.keys(value).every((key) => keys.includes(key) || further.includes(key))
  );
}

function isEntry(value: unknown): value is SealedEntry {
  const names = ['service', 'descriptor'];
  return (
    isSealed(value, names) &&
    names.every((key) => {
      const name: unknown = Reflect.get(value, key);
      return typeof name === 'string' && name !== '';
    })
  );
}

/** What the file is not, without anything of its content. */
export const damaged = (file: string, what: string): StreamAlertError =>
  new StreamAlertError('STATE_UNAVAILABLE', `${file} ${what}`, {
    hint: 'Nothing of it is used. Bring back a copy, or move it away and set the outputs again.',
  });
