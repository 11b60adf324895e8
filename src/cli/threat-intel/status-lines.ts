import type { Config, ThreatFeed } from '../../config/config.ts';
import type { FeedState, IndicatorCount } from '../../ports/indicator-store.ts';
import { timeText } from '../quarantine/words.ts';

const counted = (count: number): string => count.toLocaleString('en-US');

/** What somebody wants to know first stands first: whether records are looked up, and in how much. */
export function statusLines(
  { threatIntel, clusters }: Config,
  {
    counts,
    states,
    feeds,
  }: {
    readonly counts: readonly IndicatorCount[];
    readonly states: readonly FeedState[];
    readonly feeds: readonly ThreatFeed[];
  },
): readonly string[] {
  const opted = clusters.filter(({ enableThreatIntel }) => enableThreatIntel);
  const names = opted.map(({ name }) => name).join(', ');
  const active =
    opted.length === 0
      ? 'on, and no cluster has opted in ("enable_threat_intel": true in its file)'
      : `on for ${names}`;
  const off = 'off; switch it on with: streamalert threat-intel enable';
  const total = counts.reduce((sum, { current }) => sum + current, 0);
  const expired = counts.reduce((sum, { expired: n }) => sum + n, 0);
  return [
    `  looking up   ${threatIntel.enabled ? active : off}`,
    `  indicators   ${counted(total)} that count${expired > 0 ? `, ${counted(expired)} expired` : ''}`,
    ...countLines(counts),
    ...(feeds.length > 0 ? ['', '  feeds'] : []),
    ...feeds.flatMap((feed) =>
      feedLines(
        feed,
        states.find(({ feed: of }) => of === feed.name),
      ),
    ),
  ];
}

/** One line for each source; a feed of very many sources is one line. */
const sourcesMax = 12;

function countLines(counts: readonly IndicatorCount[]): readonly string[] {
  const feeds = Map.groupBy(counts, ({ feed }) => feed);
  return [...feeds].flatMap(([feed, ofFeed]) => {
    const sources = Map.groupBy(ofFeed, ({ source }) => source);
    const isOne = sources.size === 1 && sources.has(feed);
    const head = `      ${feed}: ${typesIn(ofFeed)}`;
    if (isOne) return [head];
    const shown = [...sources].slice(0, sourcesMax);
    const more = sources.size - shown.length;
    return [
      head,
      ...shown.map(([source, ofSource]) => `          ${source}: ${typesIn(ofSource)}`),
      ...(more > 0 ? [`          and ${more} more sources`] : []),
    ];
  });
}

function typesIn(counts: readonly IndicatorCount[]): string {
  const sums = new Map<string, number>();
  for (const { type, current } of counts) sums.set(type, (sums.get(type) ?? 0) + current);
  return [...sums].map(([type, count]) => `${counted(count)} ${type}`).join(', ');
}

function feedLines(
  { name, format, refreshMinutes }: ThreatFeed,
  state: FeedState | undefined,
): readonly string[] {
  const often = `every ${refreshMinutes} minutes`;
  if (state === undefined || state.attemptedAt === null) {
    return [`      ${name} (${format}, ${often}): not fetched yet`];
  }
  const last = state.succeededAt === null ? 'never' : timeText(state.succeededAt);
  const part = state.unfinished ? '; there is more to fetch' : '';
  const head = `      ${name} (${format}, ${often}): last fetched ${last}${part}`;
  if (state.problem === null) return [head];
  const since = state.failingSince === null ? '' : ` since ${timeText(state.failingSince)}`;
  return [
    head,
    `        ! ${state.problem} (${since.trim() || 'now'}); what was fetched before stays in use`,
  ];
}
