import { createHmac } from 'node:crypto';

/** Keys are written as Standard Webhooks writes them, or are taken as the text that they are. */
const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** "Random. At least 24 bytes (192 bits, 512 maximum)", says its table of signatures. */
const keyBytes = { min: 24, max: 64 };

export function isSigningKey(key: string): boolean {
  if (!key.startsWith('whsec_')) return true;
  const { length } = encoded.test(key) ? bytesOf(key) : '';
  return length >= keyBytes.min && length <= keyBytes.max;
}

/**
 * The headers of Standard Webhooks 1.0.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). Id and instant of the
 * attempt are signed with the body, so that a receiver can tell a replay; libraries for it exist in most languages.
 * While keys are changed each of them signs.
 */
export function signatureHeaders(
  body: string,
  {
    id,
    seconds,
    keys,
  }: { readonly id: string; readonly seconds: number; readonly keys: readonly string[] },
): Readonly<Record<string, string>> {
  const signed = `${id}.${seconds}.${body}`;
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', bytesOf(key)).update(signed).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}

function bytesOf(key: string): Buffer {
  const base64 = encoded.exec(key)?.[1];
  return base64 === undefined ? Buffer.from(key) : Buffer.from(base64, 'base64');
}
