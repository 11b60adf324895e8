import ipaddr from 'ipaddr.js';

/**
 * Of public ranges by their number, and yet inside: the address by which machines in one cloud ask for their own
 * credentials and settings. The others of that kind are link-local or private.
 */
const metadataAddresses = new Set(['168.63.129.16']);

/** Whether an IP address is one of the internet, not of this machine, its network or its cloud's own services. */
export function isPublicAddress(address: string): boolean {
  // A zone (`%eth0`) is for link-local addresses only, and the parser takes none.
  if (!ipaddr.isValid(address)) return false;
  // `::ffff:10.0.0.1` reaches 10.0.0.1.
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !metadataAddresses.has(parsed.toString());
}
