import {
  type IpAddress,
  type NetworkSet,
  networkSet,
  parseIpAddress,
  parseNetwork,
} from '../domain/ip-address.ts';

/** What the registries of special addresses say about an address. */
export type IpKind =
  /** Routed on the Internet. */
  | 'public'
  /** RFC 1918, and unique local addresses of IPv6 (RFC 4193). */
  | 'private'
  /** This machine. */
  | 'loopback'
  | 'link-local'
  /** Between a provider and its customers (RFC 6598). */
  | 'shared'
  | 'multicast'
  /** For examples in documents (RFC 5737, 3849, 9637). */
  | 'documentation'
  /** No address yet, `0.0.0.0` and `::`. */
  | 'unspecified'
  /** Set aside for something else, broadcast among them. */
  | 'reserved';

/** https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry. */
const networks: readonly (readonly [IpKind, string])[] = [
  ['unspecified', '0.0.0.0/32 ::/128'],
  ['private', '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7'],
  ['loopback', '127.0.0.0/8 ::1/128'],
  ['link-local', '169.254.0.0/16 fe80::/10'],
  ['shared', '100.64.0.0/10'],
  ['documentation', '192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20'],
  ['multicast', '224.0.0.0/4 ff00::/8'],
  [
    'reserved',
    '0.0.0.0/8 192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 100::/64 2001:2::/48',
  ],
];

const tests: readonly (readonly [IpKind, NetworkSet])[] = networks.map(([kind, texts]) => [
  kind,
  networkSet(texts.split(' ').flatMap((text) => parseNetwork(text) ?? [])),
]);

/** `2000::/3`, the part of IPv6 that is handed out to networks of the Internet (RFC 4291). */
const isGlobalIpv6 = (address: bigint): boolean => address >> 125n === 1n;

/** The kind of an IPv4 or IPv6 address, undefined for what is none. */
export function ipKind(ip: unknown): IpKind | undefined {
  const address = typeof ip === 'string' ? parseIpAddress(ip) : undefined;
  return address === undefined ? undefined : kindOf(address);
}

function kindOf(address: IpAddress): IpKind {
  for (const [kind, contains] of tests) if (contains(address)) return kind;
  return typeof address === 'number' || isGlobalIpv6(address) ? 'public' : 'reserved';
}

/** Whether it is an address of the Internet, and none of one's own network, of this machine or of an example. */
export const isPublicIp = (ip: unknown): boolean => ipKind(ip) === 'public';

/** Whether it is an address inside a network: private, of this machine, of the link, or shared. */
export function isInternalIp(ip: unknown): boolean {
  const kind = ipKind(ip);
  return kind === 'private' || kind === 'loopback' || kind === 'link-local' || kind === 'shared';
}
