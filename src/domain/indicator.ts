/** Kinds of indicators of compromise that records are asked about. */
export const indicatorTypes = ['ip', 'domain', 'md5', 'sha1', 'sha256', 'url'] as const;
export type IndicatorType = (typeof indicatorTypes)[number];

/** A value that somebody has seen in an attack. Instants are milliseconds since 1970 UTC. */
export interface Indicator {
  readonly type: IndicatorType;
  /** As it is compared: lower case where case means nothing, without a port, a trailing dot or `hxxp`. */
  readonly value: string;
  /** Kind of threat as the feed says, such as `mal_ip`; null when it says nothing. */
  readonly subType: string | null;
  /** The feed or file it came from. The same value of two sources is two indicators. */
  readonly source: string;
  readonly confidence: number | null;
  readonly addedAt: number;
  /** From then on it counts no more; null: never. */
  readonly expiresAt: number | null;
  /** A name, link or remark of the feed. */
  readonly note: string | null;
}

/** The key of a record under which the indicators that it holds are found (the original's name). */
export const indicatorsKey = 'streamalert:ioc';
