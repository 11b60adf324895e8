import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './outbound-address.ts';

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export interface Guard {
  /** Why a URL may not be asked, as far as the URL itself tells. */
  refusalOf(url: URL): string | undefined;
  /**
   * Looks up the addresses a connection is made to, without those that are refused. Being the only look-up, it
   * leaves no moment for a name to change its address between the check and the connection.
   */
  readonly lookup: LookupFunction;
}

/** Keeps requests away from this machine, its network and its cloud's metadata, but for hosts allowed by name. */
export function outboundGuard(allowHosts: readonly string[], resolve: Resolve = fromSystem): Guard {
  const allowed = new Set(allowHosts.map(bareHost));

  const find = async (host: string): Promise<LookupAddress[]> => {
    const addresses = await resolve(host);
    if (allowed.has(bareHost(host))) return [...addresses];
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    if (open.length === 0 && addresses.length > 0) throw new RefusedAddress(privateAddress(host));
    return open;
  };

  return {
    refusalOf({ protocol, hostname }) {
      const host = bareHost(hostname);
      if (protocol !== 'https:' && protocol !== 'http:') return 'only https: addresses can be used';
      if (allowed.has(host)) return undefined;
      if (isIP(host) !== 0 && !isPublicAddress(host)) return privateAddress(host);
      return protocol === 'http:'
        ? `${host} would be asked without TLS; use https:, or allow the host by name`
        : undefined;
    },
    lookup(host, { all }, callback) {
      find(host).then(
        (addresses) => {
          const [first] = addresses;
          if (first === undefined) callback(noAddress(), '');
          else if (all === true) callback(null, addresses);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      );
    },
  };
}

/** A name that leads where requests must not go. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

const privateAddress = (host: string): string =>
  `${host} has a private address, which is refused unless the host is allowed by name (STREAMALERT_ALLOW_HOSTS)`;

const noAddress = () => Object.assign(new Error('no address'), { code: 'ENOTFOUND' });

/** `[::1]` → `::1`, `Example.COM.` → `example.com` */
const bareHost = (host: string): string => host.toLowerCase().replace(/^\[|\]$|\.$/g, '');

const fromSystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });
