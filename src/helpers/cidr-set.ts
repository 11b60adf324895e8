import { networkSet, parseIpAddress, parseNetwork } from '../domain/ip-address.ts';

/** Networks that are asked many times; the time an answer takes does not grow with their number. */
export interface CidrSet {
  /** Whether an address lies in one of the networks; what is no address does not. */
  has(ip: unknown): boolean;
}

/**
 * Puts IPv4 and IPv6 networks together, and single addresses as networks of one. Throws a `RangeError` that names what
 * is no network, so that a misspelt one is seen when the rule is loaded.
 *
 * @example
 * const offices = cidrSet(['192.0.2.0/24', '2001:db8::/32']);
 * // in a rule: matches: (record) => !offices.has(record.sourceIPAddress)
 */
export function cidrSet(cidrs: Iterable<string>): CidrSet {
  const all = [...cidrs].map((cidr) => ({ cidr, network: parseNetwork(cidr) }));
  const wrong = all.filter(({ network }) => network === undefined);
  if (wrong.length > 0) {
    const named = wrong.map(({ cidr }) => JSON.stringify(cidr)).join(', ');
    throw new RangeError(`${named}: no network; write 10.0.0.0/8, 2001:db8::/32 or an address`);
  }
  const contains = networkSet(all.flatMap(({ network }) => network ?? []));
  return {
    has(ip) {
      const address = typeof ip === 'string' ? parseIpAddress(ip) : undefined;
      return address !== undefined && contains(address);
    },
  };
}
