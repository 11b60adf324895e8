import type { IndicatorType } from '../domain/indicator.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { type Credential, credentialHeaders } from './credential-headers.ts';
import { fetchText } from './fetch-text.ts';

/** One entry as a feed writes it; values are brought into their normal form, and judged, by whoever takes them. */
export interface FeedItem {
  readonly value: string;
  /** What the feed says it is; it follows from its form otherwise. */
  readonly type?: IndicatorType;
  readonly subType?: string | null;
  /** Who reported it, in feeds of several sources; the feed itself when absent. */
  readonly source?: string;
  readonly confidence?: number | null;
  readonly note?: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly firstSeen?: number;
  readonly lastSeen?: number;
  /** null: never. Absent: as long as the feed's entries usually count. */
  readonly expiresAt?: number | null;
  /** The feed takes it back. */
  readonly withdrawn?: true;
}

/** Entries that were left out, of one reason. */
export interface Skipped {
  readonly reason: string;
  readonly count: number;
  readonly example: string;
}

/** What a text in a feed's format came to. */
export type ParsedFeed =
  | {
      readonly outcome: 'parsed';
      readonly items: readonly FeedItem[];
      readonly skipped: readonly Skipped[];
    }
  | { readonly outcome: 'refused'; readonly reason: string };

/** A piece of what a feed gave, or the reason for which it gives no more. */
export type FeedStep =
  | {
      readonly outcome: 'page';
      readonly items: readonly FeedItem[];
      readonly skipped: readonly Skipped[];
      /** Where a later fetch goes on after this page; holds no credential. */
      readonly resume?: string;
      /** There is more. It is fetched later where time runs out. */
      readonly hasMore?: true;
    }
  | { readonly outcome: 'failed'; readonly reason: string };

export interface FetchRequest {
  readonly url: string;
  readonly credential: Credential | undefined;
  readonly http: HttpClient;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Nothing new is begun after this instant. */
  readonly deadline: number;
  /** Gives up what is under way. */
  readonly signal?: AbortSignal;
  /** From the last page of an earlier fetch. */
  readonly resume: string | undefined;
  readonly settings: FeedSettings;
}

/** What narrows a feed down; each format names those it knows. */
export interface FeedSettings {
  /** Types of indicators that are wanted; all when empty. */
  readonly types: readonly IndicatorType[];
  /** Parts of names of sources, one of which must occur. */
  readonly sources?: readonly string[];
  readonly excludedSubTypes?: readonly string[];
  /** Ids or titles of collections of a TAXII server. */
  readonly collections?: readonly string[];
  /** Keys of ThreatStream's entries that are kept. */
  readonly keys?: readonly string[];
}

/** Where indicators come from: how entries are written, and how they are fetched. */
export interface FeedFormat {
  readonly name: string;
  readonly summary: string;
  /** Where it is usually found; undefined when every operator has an address of their own. */
  readonly usualUrl?: string;
  /** How long an entry counts that does not say it itself; null: until the feed has it no more. */
  readonly expiresDays: number | null;
  /**
   * `all`: each fetch brings all there is, so that what is missing is no longer listed. `recent`: a fetch brings what
   * is new, and the rest stays until it expires.
   */
  readonly brings: 'all' | 'recent';
  /** Settings beside `types` that it knows. */
  readonly knows: readonly Exclude<keyof FeedSettings, 'types'>[];
  /** Whether a file that begins like this is probably of this format. */
  recognises(beginning: string): boolean;
  parse(text: string): ParsedFeed;
  fetch(request: FetchRequest): AsyncIterable<FeedStep>;
}

/** Describes a format; one that says nothing of how it is fetched is one document. */
export function defineFeed(
  definition: Omit<FeedFormat, 'fetch' | 'knows'> &
    Partial<Pick<FeedFormat, 'fetch' | 'knows'>> & {
      /** How credentials are sent, where it is not as others do it. */
      readonly headers?: (credential: Credential | undefined) => Readonly<Record<string, string>>;
    },
): FeedFormat {
  const { headers = credentialHeaders, ...format } = definition;
  return {
    knows: [],
    async *fetch(request) {
      const fetched = await fetchText(request.url, headers(request.credential), request);
      if (fetched.outcome === 'failed') {
        yield fetched;
        return;
      }
      const parsed = parsedSafely(format, fetched.text);
      yield parsed.outcome === 'refused'
        ? { outcome: 'failed', reason: `${hostOf(request.url)} sent what ${parsed.reason}` }
        : { ...parsed, outcome: 'page' };
    },
    ...format,
  };
}

/** A document that breaks its reader is a document that is refused. */
export function parsedSafely(format: Pick<FeedFormat, 'name' | 'parse'>, text: string): ParsedFeed {
  if (text.startsWith('\u001f') || text.startsWith('PK\u0003')) {
    return { outcome: 'refused', reason: 'is compressed; unpack it first' };
  }
  try {
    return format.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { outcome: 'refused', reason: `is nested too deeply to be ${format.name}` };
  }
}

export const hostOf = (url: string): string => URL.parse(url)?.host ?? 'the server';
