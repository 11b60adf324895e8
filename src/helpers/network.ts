import { type IpAddress, networkSet, parseIpAddress, parseNetwork } from '../domain/ip-address.ts';

type Contains = (address: IpAddress) => boolean;

/** How many different networks are remembered; rules name a few hundred at most. */
const networksMax = 10_000;
const networks = new Map<string, Contains>();

/** Whether a text spells an IPv4 or IPv6 address in full; `::1`, this machine itself, does not count. */
export const validIp = (ip: unknown): boolean =>
  typeof ip === 'string' && ip !== '::1' && parseIpAddress(ip) !== undefined;

/**
 * Whether an address lies in one of the networks, IPv4 or IPv6. What is no address lies in none; a network that
 * cannot be read is passed over with a warning of the process.
 */
export function inNetwork(ip: unknown, cidrs: Iterable<string>): boolean {
  if (typeof ip !== 'string') return false;
  const address = parseIpAddress(ip);
  if (address === undefined) return false;
  for (const cidr of cidrs) if (networkOf(cidr)(address)) return true;
  return false;
}

function networkOf(cidr: string): Contains {
  const known = networks.get(cidr);
  if (known) return known;
  const network = parseNetwork(cidr);
  if (!network) process.emitWarning(`"${cidr}" is no network and is passed over`, 'StreamAlert');
  const contains = networkSet(network ? [network] : []);
  if (networks.size < networksMax) networks.set(cidr, contains);
  return contains;
}
