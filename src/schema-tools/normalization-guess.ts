import { parseIpAddress } from '../domain/ip-address.ts';
import type { ScalarPlace } from './places.ts';

/** A suggested entry of `normalization`. */
export interface NormalizationGuess {
  readonly type: string;
  readonly path: readonly string[];
  readonly function?: string;
}

const isIpAddress = (text: string): boolean => parseIpAddress(text) !== undefined;

interface Meaning {
  readonly type: string;
  /** The last name of the path, or the last two joined with a dot. */
  readonly name: RegExp;
  readonly isValue: (text: string) => boolean;
  readonly not?: RegExp;
}

const hostName =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*\.?$/i;
const domainName = /^(?=.{3,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)+[a-z][a-z0-9-]{1,62}\.?$/i;
const hash =
  /^(?:(?:md5|sha1|sha256|sha512)[:=])?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i;
const account = /^\d{12}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const user = /^[^\s{}[\]<>"]{1,256}$/;

/** By name and by how the values look, since each alone is often wrong. The first that fits counts. */
const meanings: readonly Meaning[] = [
  {
    type: 'ip_address',
    name: /ip|addr|address|src|dst|source|dest|client|remote|peer|host|server|^[cs]-|orig|resp_|from/i,
    isValue: isIpAddress,
  },
  {
    type: 'file_hash',
    name: /hash|md5|sha-?\d+|imphash|digest|checksum|fingerprint/i,
    isValue: (text) => hash.test(text),
  },
  {
    type: 'account',
    name: /account|tenant|subscription|project|owner|org(?:anization)?_?id/i,
    isValue: (text) => account.test(text),
    not: /name|email|type/i,
  },
  {
    type: 'user_agent',
    name: /user_?-?agent|^ua$/i,
    isValue: (text) => text !== '-',
  },
  {
    type: 'command',
    name: /command|cmd_?line|^cmd$|process_?args|^execve?$/i,
    isValue: (text) => /[a-z]/i.test(text),
    not: /id$|type|status|result/i,
  },
  {
    type: 'domain',
    name: /domain|fqdn|dns|query|sni|server_?name|qname|rrname|cs-host|hostheader/i,
    isValue: (text) => domainName.test(text) && !isIpAddress(text),
  },
  {
    type: 'host',
    name: /host|computer|machine|device_?name|workstation|node(?:_?name)?$|dvc/i,
    isValue: (text) => hostName.test(text) && !/^\d+$/.test(text) && !isIpAddress(text),
    not: /id$|type|status|port|header/i,
  },
  {
    type: 'user_identity',
    name: /user|login|^actor|principal|email|^suser$|^duser$|usr|logname|account_?name|owner_?name/i,
    isValue: (text) => user.test(text) && !/^-?$/.test(text) && !isIpAddress(text),
    not: /agent|type|status|count|time|date|group|role|domain|hash|number|_?at$|url|uuid|guid|key/i,
  },
];

/** What a place has to have to be worth a suggestion: so many of its values look like it, and so many records have it. */
const likenessMin = 0.8;
const shareMin = 0.02;
/** A suggestion of a hundred places is none. */
const perTypeMax = 8;

/** Suggests which fields are addresses, users, hosts, domains, hashes, commands and accounts. */
export function guessNormalization(
  places: readonly ScalarPlace[],
): ReadonlyMap<string, readonly NormalizationGuess[]> {
  const found = new Map<string, NormalizationGuess[]>();
  for (const { path, shape, share } of places) {
    const values = [...shape.examples].filter((value) => value !== '-').map(String);
    if (values.length === 0 || share < shareMin) continue;
    const meaning = meanings.find((candidate) => fits(candidate, path, values));
    if (meaning === undefined) continue;
    const guesses = found.get(meaning.type) ?? [];
    found.set(meaning.type, guesses);
    if (guesses.length >= perTypeMax) continue;
    const purpose = meaning.type === 'ip_address' ? directionOf(path) : undefined;
    guesses.push({ type: meaning.type, path, ...(purpose && { function: purpose }) });
  }
  return found;
}

function fits({ name, isValue, not }: Meaning, path: readonly string[], values: readonly string[]) {
  const last = path.at(-1) ?? '';
  const words = path.slice(-2).join('.');
  if (not?.test(last) === true || !(name.test(last) || (path.length > 1 && name.test(words)))) {
    return false;
  }
  return values.filter(isValue).length >= values.length * likenessMin;
}

function directionOf(path: readonly string[]): string | undefined {
  const name = path.join('.');
  if (/dst|dest|target|server|^s-|resp/i.test(name)) return 'Destination address';
  return /src|source|client|remote|caller|^c-|orig|peer/i.test(name) ? 'Source address' : undefined;
}
