/** Kinds of indicators of compromise whose values have a form, so that they are found however they are written. */
export const indicatorTypes = ['ip', 'domain', 'md5', 'sha1', 'sha256', 'url', 'cve'] as const;
export type KnownIndicatorType = (typeof indicatorTypes)[number];

/** One of these, or a kind that the operator names, such as `user`; its values are compared as they are. */
export type IndicatorType = KnownIndicatorType | (string & {});

/** A value that somebody has seen in an attack. Instants are milliseconds since 1970 UTC. */
export interface Indicator {
  readonly type: IndicatorType;
  /**
   * As it is compared (`indicator-form.ts`): lower case where case means nothing, without a port, a trailing dot or
   * `hxxp`. A network of addresses is an `ip` such as `203.0.113.0/24`.
   */
  readonly value: string;
  /** Kind of threat as the feed says, such as `mal_ip`; null when it says nothing. */
  readonly subType: string | null;
  /** The feed or file it came from. The same value of two sources is two indicators. */
  readonly source: string;
  /** 0 to 100, as the feed says. */
  readonly confidence: number | null;
  readonly addedAt: number;
  /** From then on it counts no more; null: never. */
  readonly expiresAt: number | null;
  /** A name, link or remark of the feed. */
  readonly note: string | null;
}

/** The key of a record under which the indicators that it holds are found (the original's name). */
export const indicatorsKey = 'streamalert:ioc';

/** The key of a record under which is said who reported them, as what and why. */
export const indicatorDetailsKey = 'streamalert:ioc_details';

const isKnownType = (name: string): name is KnownIndicatorType =>
  indicatorTypes.some((type) => type === name);

/** What others call these types; configurations and feeds may as well. Any name of a hash means all hashes. */
const otherNames: Readonly<Record<string, KnownIndicatorType>> = {
  ip_address: 'ip',
  ipv4: 'ip',
  ipv6: 'ip',
  host: 'domain',
  hostname: 'domain',
  fqdn: 'domain',
  uri: 'url',
  hash: 'sha256',
  file_hash: 'sha256',
  vulnerability: 'cve',
};

/** The known type that a name stands for, whatever its case; undefined for a name that is none. */
export function indicatorTypeNamed(name: string): KnownIndicatorType | undefined {
  const folded = name.toLowerCase().replaceAll('-', '_');
  if (isKnownType(folded)) return folded;
  return Object.hasOwn(otherNames, folded) ? otherNames[folded] : undefined;
}

/** Hashes are told apart by their length, so that a field with hashes of any kind is one field. */
export const isHashType = (type: IndicatorType): type is 'md5' | 'sha1' | 'sha256' =>
  type === 'md5' || type === 'sha1' || type === 'sha256';

/** Whether a type is one that an operator has named. */
export const isOwnType = (type: IndicatorType): boolean => !isKnownType(type);
