import { type IndicatorType, isHashType, isOwnType } from './indicator.ts';
import {
  ipAddressText,
  type Network,
  networkText,
  parseIpAddress,
  parseNetwork,
} from './ip-address.ts';

/** What a text that somebody lists as an indicator came to. */
export type ReadIndicator =
  | { readonly outcome: 'indicator'; readonly type: IndicatorType; readonly value: string }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Longer values are no indicators, and would cost whoever compares them. */
const charactersMax = 4096;

/** A network that is as wide would be found in nearly every record. */
const narrowestPrefix = { ipv4: 8, ipv6: 16 };

/**
 * Reads a value as feeds, reports and mails write it: defanged (`hxxp://evil[.]example`), in any case, with a port or
 * a trailing dot. What it is follows from its form; `type` is what the feed says it is, which counts where it fits.
 */
export function readIndicator(text: string, type?: IndicatorType): ReadIndicator {
  if (type !== undefined && isOwnType(type)) return ofOwnType(text.trim(), type);
  const plain = refanged(text);
  if (plain === '') return refused('is empty');
  if (plain.length > charactersMax) return refused(`is longer than ${charactersMax} characters`);
  const network = networkOf(plain);
  if (network !== undefined) return ofNetwork(network);
  if (type !== undefined && !isHashType(type)) {
    const value = formOf(type, plain);
    if (value !== undefined) return { outcome: 'indicator', type, value };
  }
  const found = typeByForm(plain);
  const value = found && formOf(found, plain);
  return found === undefined || value === undefined
    ? refused('is no address, network, domain, URL, hash or CVE')
    : { outcome: 'indicator', type: found, value };
}

/** The form in which a value of a record is compared, or undefined when it is no such value. */
export function indicatorForm(type: IndicatorType, text: string): string | undefined {
  if (text.length > charactersMax) return undefined;
  if (isOwnType(type)) return text;
  return formOf(type, refanged(text));
}

function ofOwnType(value: string, type: IndicatorType): ReadIndicator {
  if (value === '') return refused('is empty');
  return value.length > charactersMax
    ? refused(`is longer than ${charactersMax} characters`)
    : { outcome: 'indicator', type, value };
}

const refused = (reason: string): ReadIndicator => ({ outcome: 'refused', reason });

/** The hash that a text of this length is, when it is one. */
export function hashTypeOf(length: number): 'md5' | 'sha1' | 'sha256' | undefined {
  if (length === 32) return 'md5';
  if (length === 40) return 'sha1';
  return length === 64 ? 'sha256' : undefined;
}

function formOf(type: IndicatorType, text: string): string | undefined {
  switch (type) {
    case 'ip':
      return addressForm(text);
    case 'domain':
      return domainForm(text);
    case 'url':
      return urlForm(text);
    case 'cve':
      return /^cve-\d{4}-\d{4,12}$/i.test(text) ? text.toUpperCase() : undefined;
    default:
      return hashTypeOf(text.length) === type && isHex(text) ? text.toLowerCase() : undefined;
  }
}

function typeByForm(text: string): IndicatorType | undefined {
  const hash = hashTypeOf(text.length);
  if (hash !== undefined && isHex(text)) return hash;
  if (/^cve-/i.test(text)) return 'cve';
  if (addressForm(text) !== undefined) return 'ip';
  if (text.includes('/')) return urlForm(text) === undefined ? undefined : 'url';
  return domainForm(text) === undefined ? undefined : 'domain';
}

const isHex = (text: string): boolean => /^[0-9a-fA-F]+$/.test(text);

/** Undoes what makes a dangerous address harmless in a text, and takes off quotation marks around it. */
function refanged(text: string): string {
  const bare = text.trim().replace(/^["'`<]+|["'`>,;]+$/g, '');
  if (!/[[({]|^[hf]?[tx]{1,2}ps?\W|^h\*\*p/i.test(bare)) return bare;
  return bare
    .replace(/\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\}/gi, '.')
    .replace(/[[({]:\/\/[\])}]/g, '://')
    .replace(/[[({]:[\])}]/g, ':')
    .replace(/[[({]\/[\])}]/g, '/')
    .replace(/^(?:h(?:xx|tx|xt|\*\*)p)(s?)(?=:)/i, 'http$1')
    .replace(/^fxp(?=:)/i, 'ftp');
}

/** `203.0.113.7:443`, `[2001:db8::1]:443` */
function addressForm(text: string): string | undefined {
  const direct = parseIpAddress(text);
  if (direct !== undefined) return ipAddressText(direct);
  const found = /^\[([0-9a-fA-F:.]{2,45})\](?::\d{1,5})?$|^([\d.]{7,15}):\d{1,5}$/.exec(text);
  const address = found && parseIpAddress(found[1] ?? found[2] ?? '');
  return typeof address === 'number' || typeof address === 'bigint'
    ? ipAddressText(address)
    : undefined;
}

/** A network of one address is that address. */
function networkOf(text: string): Network | undefined {
  if (!text.includes('/') || !/^[0-9a-fA-F:.]+\/\d{1,3}$/.test(text)) return undefined;
  return parseNetwork(text);
}

function ofNetwork(network: Network): ReadIndicator {
  const { base, prefixBits } = network;
  const isIpv4 = typeof base === 'number';
  if (prefixBits === (isIpv4 ? 32 : 128)) {
    return { outcome: 'indicator', type: 'ip', value: ipAddressText(base) };
  }
  const narrowest = isIpv4 ? narrowestPrefix.ipv4 : narrowestPrefix.ipv6;
  if (prefixBits < narrowest) {
    return refused(`is a network wider than /${narrowest}, which would match nearly everything`);
  }
  return { outcome: 'indicator', type: 'ip', value: networkText(network) };
}

/** Host names of the internet: at least one dot, and no number at the end. */
const domainPattern =
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const domainCharactersMax = 253;

function domainForm(text: string): string | undefined {
  const host = text.includes('://') ? (hostOf(text) ?? '') : text;
  const bare = host
    .toLowerCase()
    .replace(/\/.*$/s, '')
    .replace(/:\d{1,5}$/, '')
    .replace(/^\*?\.|\.+$/g, '');
  // oxlint-disable-next-line no-control-regex
  const ascii = /[^\u0000-\u007f]/.test(bare) ? hostOf(`http://${bare}`) : bare;
  if (ascii === undefined || ascii.length > domainCharactersMax) return undefined;
  return domainPattern.test(ascii) ? ascii : undefined;
}

const hostOf = (url: string): string | undefined =>
  URL.parse(url)?.hostname.replace(/\.$/, '') || undefined;

/** Without user, password and fragment, which a server never sees or anybody can change. */
function urlForm(text: string): string | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.parse(whole);
  if (url === null || !/^(?:https?|ftp|wss?):$/.test(url.protocol)) return undefined;
  const bare = url.hostname.replace(/\.$/, '');
  if (!isHost(bare)) return undefined;
  url.hostname = bare;
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

const isHost = (host: string): boolean =>
  domainPattern.test(host) || addressForm(host) !== undefined;
