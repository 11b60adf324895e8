/**
 * An address as a number: IPv4 as `number`, IPv6 as `bigint`. An IPv4 address written as IPv6
 * (`::ffff:192.0.2.1`) is that IPv4 address.
 */
export type IpAddress = number | bigint;

const zero = 48;
const dot = 46;

/** The address that a text spells in full, or undefined. Short forms such as `10.1` are no addresses. */
export function parseIpAddress(text: string): IpAddress | undefined {
  // The longest spelling is an IPv6 address that ends in an IPv4 address.
  if (text.length < 2 || text.length > 45) return undefined;
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): number | undefined {
  let address = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === dot) {
      if (digits === 0 || ++dots > 3) return undefined;
      address = address * 256 + part;
      part = 0;
      digits = 0;
      continue;
    }
    const digit = code - zero;
    // A leading zero is octal to some readers and decimal to others, so it is nothing to us.
    if (digit < 0 || digit > 9 || (digits > 0 && part === 0)) return undefined;
    part = part * 10 + digit;
    digits++;
    if (part > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? address * 256 + part : undefined;
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 ? joined(head) : undefined;
  if (!tail || head.length + tail.length > 7) return undefined;
  // Dots are allowed at the very end only, and the head of a shortened address is not its end.
  if (halves[0]?.includes('.')) return undefined;
  return joined([...head, ...Array(8 - head.length - tail.length).fill(0), ...tail]);
}

/** The 16-bit groups of one side of `::`; an IPv4 address at the end is two of them. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const embedded = index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (embedded === undefined) return undefined;
    groups.push(Math.floor(embedded / 65_536), embedded % 65_536);
  }
  return groups;
}

function joined(groups: readonly number[]): IpAddress | undefined {
  if (groups.length !== 8) return undefined;
  const address = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return address >> 32n === 0xffffn ? Number(address & 0xffff_ffffn) : address;
}

/** Addresses that share their first bits. */
export interface Network {
  readonly base: IpAddress;
  readonly prefixBits: number;
}

/** The network a text such as `10.0.0.0/8` names, or undefined. An address alone is a network of one. */
export function parseNetwork(cidr: string): Network | undefined {
  const slash = cidr.indexOf('/');
  const text = slash === -1 ? cidr : cidr.slice(0, slash);
  const base = parseIpAddress(text);
  if (base === undefined) return undefined;
  const bitsMax = typeof base === 'number' ? 32 : 128;
  if (slash === -1) return { base, prefixBits: bitsMax };
  const written = cidr.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(written)) return undefined;
  // `::ffff:10.0.0.0/104` counts the 96 bits that say "IPv4".
  const prefixBits = Number(written) - (bitsMax === 32 && text.includes(':') ? 96 : 0);
  return prefixBits >= 0 && prefixBits <= bitsMax ? { base, prefixBits } : undefined;
}

/** Whether an address lies in one of many networks; the time taken does not grow with their number. */
export type NetworkSet = (address: IpAddress) => boolean;

export function networkSet(networks: readonly Network[]): NetworkSet {
  const small = new Map<number, Set<number>>();
  const large = new Map<number, Set<bigint>>();
  for (const { base, prefixBits } of networks) {
    if (typeof base === 'number') add(small, prefixBits, maskedIpv4(base, prefixBits));
    else add(large, prefixBits, base >> BigInt(128 - prefixBits));
  }
  const ipv4 = [...small].map(([prefixBits, bases]) => ({ prefixBits, bases }));
  const ipv6 = [...large].map(([prefixBits, bases]) => ({
    shift: BigInt(128 - prefixBits),
    bases,
  }));
  return (address) => {
    if (typeof address === 'bigint')
      return ipv6.some(({ shift, bases }) => bases.has(address >> shift));
    for (const { prefixBits, bases } of ipv4) {
      if (bases.has(maskedIpv4(address, prefixBits))) return true;
    }
    return false;
  };
}

/** A shift by 32 is a shift by 0 in this language, hence the case of its own. */
const maskedIpv4 = (address: number, prefixBits: number): number =>
  prefixBits === 0 ? 0 : address >>> (32 - prefixBits);

function add<Value>(sets: Map<number, Set<Value>>, key: number, value: Value): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}

/** The one spelling of an address that is compared with others: RFC 5952 for IPv6. */
export function ipAddressText(address: IpAddress): string {
  if (typeof address === 'number') {
    return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
  }
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((address >> BigInt(112 - 16 * index)) & 0xffffn),
  );
  const { start, length } = longestZeros(groups);
  const hex = (from: number, to?: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return length < 2 ? hex(0) : `${hex(0, start)}::${hex(start + length)}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (let index = 0; index <= groups.length; index++) {
    if (groups[index] === 0) continue;
    if (index - start > longest.length) longest = { start, length: index - start };
    start = index + 1;
  }
  return longest;
}

/** The one spelling of a network: its first address, and how many bits all of its addresses share. */
export function networkText({ base, prefixBits }: Network): string {
  if (typeof base === 'number') {
    const masked = prefixBits === 0 ? 0 : ((base >>> (32 - prefixBits)) << (32 - prefixBits)) >>> 0;
    return `${ipAddressText(masked)}/${prefixBits}`;
  }
  const rest = BigInt(128 - prefixBits);
  return `${ipAddressText((base >> rest) << rest)}/${prefixBits}`;
}
