import { Buffer } from 'node:buffer';

/** What an operator stores for a feed, as a JSON object. */
export type Credential = Readonly<Record<string, unknown>>;

/**
 * Credentials as headers, never in an address, which others log: `token` as a bearer, `username` and `password` as
 * basic authentication, `api_key` as it is, and `headers` for everything else.
 */
export function credentialHeaders(
  credential: Credential | undefined,
): Readonly<Record<string, string>> {
  if (credential === undefined) return {};
  const { token, username, password, api_key: apiKey, headers } = credential;
  return {
    ...(typeof token === 'string' && { authorization: `Bearer ${token}` }),
    ...(typeof username === 'string' &&
      typeof password === 'string' && { authorization: basic(username, password) }),
    ...(typeof apiKey === 'string' && { authorization: apiKey }),
    ...textsOf(headers),
  };
}

/** abuse.ch has a header of its own. */
export function abuseChHeaders(
  credential: Credential | undefined,
): Readonly<Record<string, string>> {
  const key = credential?.['auth_key'] ?? credential?.['api_key'];
  return typeof key === 'string' ? { 'auth-key': key } : credentialHeaders(credential);
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

function textsOf(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  const isText = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string';
  return Object.fromEntries(Object.entries(headers).filter(isText));
}
