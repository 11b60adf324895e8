import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { promisify } from 'node:util';
import { StreamAlertError } from '../../domain/errors.ts';
import type { Sealed, SecretFileBody } from './secret-file-format.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;

/** As NIST SP 800-38D has it for random nonces. */
const nonceBytes = 12;
const tagBytes = 16;

/** OWASP's first choice for scrypt: 128 MB and some tenths of a second for each guess. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** Shorter ones are guessed, stretched or not. */
const passphraseCharactersMin = 12;

const stretch = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt);

/** The key of the cipher: 32 bytes as base64 or hexadecimal digits are that key, anything else is a passphrase. */
export async function cipherKey(text: string, salt: string, from: string): Promise<Buffer> {
  const raw = rawKey(text);
  if (raw !== undefined) return raw;
  if (text.length < passphraseCharactersMin) {
    throw new StreamAlertError(
      'SECRET_MISSING',
      `the key from ${from} is too short: a passphrase has at least ${passphraseCharactersMin} characters`,
      { hint: 'Make a key: openssl rand -base64 32' },
    );
  }
  return stretch(text.normalize('NFC'), Buffer.from(salt, 'base64'), keyBytes, cost);
}

function rawKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}

export const newSalt = (): string => randomBytes(16).toString('base64');

/** What an encrypted text belongs to; the same text under another name does not open. */
export type Belonging = readonly [id: string, ...names: string[]];

const additional = (belonging: Belonging): Buffer =>
  Buffer.from(JSON.stringify(['streamalert-secrets', 1, ...belonging]));

/** Each time under a nonce of its own. */
export function seal(text: string, key: Buffer, belonging: Belonging): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additional(belonging));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    nonce: nonce.toString('base64'),
    text: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** Undefined when key, name or content are not those it was sealed with. */
export function unseal(sealed: Sealed, key: Buffer, belonging: Belonging): string | undefined {
  const [nonce, text, tag] = [sealed.nonce, sealed.text, sealed.tag].map((part) =>
    Buffer.from(part, 'base64'),
  );
  if (nonce?.length !== nonceBytes || tag?.length !== tagBytes || text === undefined) {
    return undefined;
  }
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(additional(belonging));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    // All that node says is that it does not fit.
    return undefined;
  }
}

/**
 * Binds all that the file has together: an entry that was taken out of an older file, or taken away, fits its own seal
 * but not this one. HMAC-SHA-256 under a key that is used for nothing else.
 */
export function sealOfAll({ id, salt, check, entries }: SecretFileBody, key: Buffer): string {
  const own = hkdfSync('sha256', key, '', 'streamalert-secrets 1 all', keyBytes);
  const parts = ({ nonce, text, tag }: Sealed) => [nonce, text, tag];
  const all = entries.map((each) => [each.service, each.descriptor, ...parts(each)]);
  return createHmac('sha256', Buffer.from(own))
    .update(JSON.stringify([id, salt, parts(check), all]))
    .digest('base64');
}

export function isSealOfAll(given: string, body: SecretFileBody, key: Buffer): boolean {
  const [found, right] = [Buffer.from(given), Buffer.from(sealOfAll(body, key))];
  return found.length === right.length && timingSafeEqual(found, right);
}
