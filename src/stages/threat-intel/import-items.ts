import { indicatorTypes, type IndicatorType } from '../../domain/indicator.ts';
import { readIndicator } from '../../domain/indicator-form.ts';
import type { FeedItem, Skipped } from '../../feeds/feed.ts';
import { type SkippedEntries, skippedEntries } from '../../feeds/reading.ts';
import type { IndicatorStore, NewIndicator } from '../../ports/indicator-store.ts';

export interface ImportOptions {
  /** The name under which the indicators are kept. */
  readonly feed: string;
  /** For entries that say nothing themselves; null: for ever. */
  readonly expiresDays: number | null;
  /** Types that are wanted; all when empty. */
  readonly types: readonly IndicatorType[];
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/** What became of the entries of a file or feed: read = taken + withdrawn + unwanted + skipped. */
export interface ImportReport {
  read: number;
  taken: number;
  withdrawn: number;
  /** Of a type that is not wanted. */
  unwanted: number;
  readonly byType: Record<string, number>;
}

export interface Import {
  /** Stores entries; what is no indicator is counted. */
  add(items: readonly FeedItem[], skipped?: readonly Skipped[]): void;
  readonly report: ImportReport;
  skipped(): readonly Skipped[];
}

/** One transaction each: few enough to be quick, and short enough that others who write do not wait. */
const atOnce = 5_000;
const dayMilliseconds = 86_400_000;

/** Takes entries of a feed or file into the store. */
export function beginImport(store: IndicatorStore, options: ImportOptions): Import {
  const report: ImportReport = { read: 0, taken: 0, withdrawn: 0, unwanted: 0, byType: {} };
  const left = skippedEntries();
  const fromReader: Skipped[] = [];
  return {
    report,
    skipped: () => [...merged(fromReader), ...left.list()],
    add(items, skipped = []) {
      fromReader.push(...skipped);
      report.read += items.length + skipped.reduce((sum, { count }) => sum + count, 0);
      for (let at = 0; at < items.length; at += atOnce) {
        addSome(items.slice(at, at + atOnce), store, options, report, left);
      }
    },
  };
}

function addSome(
  items: readonly FeedItem[],
  store: IndicatorStore,
  options: ImportOptions,
  report: ImportReport,
  left: SkippedEntries,
): void {
  const taken: NewIndicator[] = [];
  const withdrawn: Pick<NewIndicator, 'type' | 'value'>[] = [];
  for (const item of items) {
    const read = readIndicator(item.value, item.type);
    if (read.outcome === 'refused') {
      left.add(read.reason, item.value);
    } else if (options.types.length > 0 && !options.types.includes(read.type)) {
      report.unwanted++;
    } else if (item.withdrawn === true) withdrawn.push(read);
    else {
      taken.push(indicatorOf(item, read, options));
      report.byType[read.type] = (report.byType[read.type] ?? 0) + 1;
    }
  }
  if (taken.length > 0) store.put(options.feed, taken, options.now);
  if (withdrawn.length > 0) store.withdraw(options.feed, withdrawn);
  report.taken += taken.length;
  report.withdrawn += withdrawn.length;
}

function indicatorOf(
  item: FeedItem,
  { type, value }: Pick<NewIndicator, 'type' | 'value'>,
  { feed, expiresDays, now }: ImportOptions,
): NewIndicator {
  const { subType, source, confidence, note, firstSeen, lastSeen, expiresAt } = item;
  const usual = expiresDays === null ? null : now + expiresDays * dayMilliseconds;
  const isTrust = typeof confidence === 'number' && confidence >= 0 && confidence <= 100;
  return {
    type,
    value,
    subType: subType ?? null,
    source: source ?? feed,
    confidence: isTrust ? confidence : null,
    note: note ?? null,
    firstSeen: Math.min(firstSeen ?? lastSeen ?? now, now),
    lastSeen: Math.min(lastSeen ?? now, now),
    expiresAt: expiresAt === undefined ? usual : expiresAt,
  };
}

function merged(list: readonly Skipped[]): readonly Skipped[] {
  const kinds = new Map<string, Skipped>();
  for (const each of list) {
    const known = kinds.get(each.reason);
    const count = each.count + (known?.count ?? 0);
    kinds.set(each.reason, { ...each, example: known?.example ?? each.example, count });
  }
  return [...kinds.values()];
}

/** `3 ip, 1,204 domain`, in the order of the types. */
export const countsByType = (byType: ImportReport['byType']): string =>
  [...new Set([...indicatorTypes, ...Object.keys(byType)])]
    .flatMap((type) => {
      const count = byType[type] ?? 0;
      return count > 0 ? [`${count.toLocaleString('en-US')} ${type}`] : [];
    })
    .join(', ');
