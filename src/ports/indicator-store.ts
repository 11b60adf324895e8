import type { Indicator, IndicatorType } from '../domain/indicator.ts';
import type { Indicators } from './indicators.ts';

/** An indicator as it is kept. `source` is who reported it; `feed` is where we got it from, often the same. */
export interface StoredIndicator extends Indicator {
  readonly feed: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly updatedAt: number;
}

export type NewIndicator = Omit<StoredIndicator, 'feed' | 'addedAt' | 'updatedAt'>;

/** Which indicators a question or a removal is about; all that is given must hold. */
export interface IndicatorFilter {
  readonly value?: string;
  readonly type?: IndicatorType;
  /** The feed or the source in it. */
  readonly source?: string;
}

export interface IndicatorCount {
  readonly feed: string;
  readonly source: string;
  readonly type: IndicatorType;
  readonly current: number;
  readonly expired: number;
}

/** How a feed has been getting on. */
export interface FeedState {
  readonly feed: string;
  readonly attemptedAt: number | null;
  readonly succeededAt: number | null;
  /** What went wrong the last time; null when all went well. */
  readonly problem: string | null;
  /** Since when it has been failing. */
  readonly failingSince: number | null;
  /** Where the next fetch goes on, for feeds that are fetched in parts. Never holds a credential. */
  readonly resume: string | null;
  /** Whether the last fetch ended before the feed did, so that the next one follows at once. */
  readonly unfinished: boolean;
}

/** Holds indicators of all feeds and files. Several processes may use it at once. */
export interface IndicatorStore extends Indicators {
  /** Changes whenever the answer to some question may have. */
  version(): number;
  /**
   * Adds indicators, or brings known ones up to date, in one transaction: first seen stays the earliest, last seen
   * the latest, the rest is as given now.
   */
  put(feed: string, indicators: readonly NewIndicator[], now: number): void;
  /** Takes back what a feed withdraws; gives how many there were. */
  withdraw(feed: string, values: readonly Pick<Indicator, 'type' | 'value'>[]): number;
  /** Removes what a feed has that was not put since; gives how many. */
  forgetUntouched(feed: string, since: number): number;
  search(filter: IndicatorFilter, limit: number): readonly StoredIndicator[];
  /** Refuses to remove everything: something must be given. */
  remove(filter: IndicatorFilter): number;
  /** Removes indicators that expired before an instant. */
  prune(expiredBefore: number): number;
  counts(now: number): readonly IndicatorCount[];
  /** How many there are, of one feed or of all. */
  count(feed?: string): number;
  /** All values that count at an instant, in parts, for whoever builds an index of them. */
  values(now: number): Iterable<readonly Pick<Indicator, 'type' | 'value'>[]>;
  feedStates(): readonly FeedState[];
  saveFeedState(state: FeedState): void;
}
