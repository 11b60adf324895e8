import type { ThreatFeed } from '../../../config/config.ts';
import type { Credential } from '../../../feeds/credential-headers.ts';
import type { FeedFormat, FetchRequest, Skipped } from '../../../feeds/feed.ts';
import { feedFormatNamed } from '../../../feeds/index.ts';
import { isStreamAlertError, reasonOf } from '../../../domain/errors.ts';
import type { FeedState, IndicatorStore } from '../../../ports/indicator-store.ts';
import {
  beginImport,
  type Import,
  type ImportReport,
} from '../../../stages/threat-intel/import-items.ts';

export interface UpdatePorts extends Pick<FetchRequest, 'http' | 'now' | 'wait'> {
  readonly store: IndicatorStore;
  /** May throw for a credential that is not as it should be. */
  readonly credentialOf: (name: string) => Credential | undefined;
  readonly signal?: AbortSignal;
}

/** What one fetch of a feed came to. */
export interface FeedUpdate {
  readonly feed: string;
  /** `unfinished`: there is more, and the next fetch goes on there. */
  readonly outcome: 'complete' | 'unfinished' | 'failed' | 'stopped';
  /** What is wrong; also where the feed answered and what it sent is strange. */
  readonly problem: string | null;
  readonly report: ImportReport;
  readonly skipped: readonly Skipped[];
  /** Indicators that the feed has no more. */
  readonly forgotten: number;
}

/** Nobody waits longer for a feed; what is left is fetched by the next run. */
const fetchMinutesMax = 10;

/** Of a feed that was much larger before, so little is more probably a mistake than the truth. */
const shrinking = { from: 100, to: 0.1 };

/**
 * Fetches a feed and stores what it has. What goes wrong is a part of the outcome and of the state of the feed, and
 * leaves the indicators of earlier fetches as they are.
 */
export async function updateFeed(feed: ThreatFeed, ports: UpdatePorts): Promise<FeedUpdate> {
  const { store, now } = ports;
  const began = now();
  const format = feedFormatNamed(feed.format);
  if (format === undefined) throw new RangeError(`no format "${feed.format}"`);
  const before = store.feedStates().find((state) => state.feed === feed.name);
  const expiresDays = feed.expiresDays ?? format.expiresDays;
  const { name, types } = feed;
  const importing = beginImport(store, { feed: name, expiresDays, types, now: began });
  const fetched = await fetchInto(importing, format, feed, { ...ports, began, before });
  if (ports.signal?.aborted === true) return updateOf(feed, 'stopped', null, importing, 0);

  const settled =
    fetched.outcome === 'complete'
      ? settle(format, feed, importing, { store, began, resume: fetched.resume, at: before })
      : { problem: fetched.problem, forgotten: 0 };
  store.saveFeedState(stateAfter(feed, before, { ...fetched, problem: settled.problem, began }));
  return updateOf(feed, fetched.outcome, settled.problem, importing, settled.forgotten);
}

const updateOf = (
  { name }: ThreatFeed,
  outcome: FeedUpdate['outcome'],
  problem: string | null,
  { report, skipped }: Import,
  forgotten: number,
): FeedUpdate => ({ feed: name, outcome, problem, report, skipped: skipped(), forgotten });

interface Fetched {
  readonly outcome: 'complete' | 'unfinished' | 'failed';
  readonly problem: string | null;
  readonly resume: string | null;
}

async function fetchInto(
  importing: Import,
  format: FeedFormat,
  feed: ThreatFeed,
  ports: UpdatePorts & { readonly began: number; readonly before: FeedState | undefined },
): Promise<Fetched> {
  const { began, before, http, now, wait, signal } = ports;
  let resume = before?.resume ?? null;
  let pages = 0;
  const failed = (problem: string): Fetched => ({
    outcome: 'failed',
    problem,
    // A place that leads nowhere any more must not keep us from the feed for ever.
    resume: pages === 0 && before?.problem != null ? null : resume,
  });
  try {
    const { url, types, sources, excludedSubTypes, collections, keys } = feed;
    const steps = format.fetch({
      url,
      credential: ports.credentialOf(feed.credential),
      http,
      now,
      wait,
      deadline: began + fetchMinutesMax * 60_000,
      resume: resume ?? undefined,
      ...(signal && { signal }),
      settings: {
        types,
        excludedSubTypes,
        collections,
        ...(sources && { sources }),
        ...(keys && { keys }),
      },
    });
    for await (const step of steps) {
      if (step.outcome === 'failed') return failed(step.reason);
      importing.add(step.items, step.skipped);
      resume = step.resume ?? null;
      pages++;
      if (step.hasMore === true) return { outcome: 'unfinished', problem: null, resume };
    }
    return { outcome: 'complete', problem: null, resume };
  } catch (error) {
    return failed(isStreamAlertError(error) ? error.message : reasonOf(error));
  }
}

/** What it means that the feed is through: what it has no more is forgotten, unless it looks like a mistake. */
function settle(
  { brings }: FeedFormat,
  { name }: ThreatFeed,
  { report, skipped }: Import,
  context: {
    readonly store: IndicatorStore;
    readonly began: number;
    readonly resume: string | null;
    readonly at: FeedState | undefined;
  },
): { readonly problem: string | null; readonly forgotten: number } {
  const { store, began, resume, at } = context;
  const [worst] = skipped().toSorted((a, b) => b.count - a.count);
  const isNews = resume !== null || (at?.resume ?? null) !== null;
  if (report.taken === 0 && report.read === 0) {
    const problem = isNews ? null : 'came back empty; what was known from it stays';
    return { problem, forgotten: 0 };
  }
  if (report.taken + report.withdrawn + report.unwanted === 0) {
    const why = worst === undefined ? '' : `: ${worst.example} ${worst.reason}`;
    const problem = `has no indicator among ${report.read} entries${why}`;
    return { problem: brings === 'all' || !isNews ? problem : null, forgotten: 0 };
  }
  if (brings === 'recent') return { problem: null, forgotten: 0 };
  const count = store.count(name);
  if (count >= shrinking.from && report.taken < count * shrinking.to) {
    const problem = `came back with ${report.taken} of ${count} indicators; the others stay until they expire`;
    return { problem, forgotten: 0 };
  }
  return { problem: null, forgotten: store.forgetUntouched(name, began) };
}

function stateAfter(
  { name }: ThreatFeed,
  before: FeedState | undefined,
  { outcome, problem, resume, began }: Fetched & { readonly began: number },
): FeedState {
  return {
    feed: name,
    attemptedAt: began,
    succeededAt: outcome === 'failed' ? (before?.succeededAt ?? null) : began,
    problem,
    failingSince: problem === null ? null : (before?.failingSince ?? began),
    resume,
    unfinished: outcome === 'unfinished',
  };
}
