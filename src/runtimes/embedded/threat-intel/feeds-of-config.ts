import type { Config, ThreatFeed } from '../../../config/config.ts';
import type { IndicatorType } from '../../../domain/indicator.ts';
import { indicatorTypeNamed } from '../../../domain/indicator.ts';
import { feedFormatNamed } from '../../../feeds/index.ts';

/** The feed of `threat_intel_downloader_config` has this name, and so has its credential. */
export const threatStreamFeed = 'threatstream';

const minutesOf: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const dayMinutes = 1440;
const refreshMinutesMin = 5;

/** All feeds that are fetched on this machine: those of `threat_intel.json`, and the downloader of `lambda.json`. */
export function feedsOf(config: Pick<Config, 'threatIntel' | 'functions'>): readonly ThreatFeed[] {
  const { feeds } = config.threatIntel;
  const downloader = config.functions.threatIntelDownloader;
  const url = feedFormatNamed(threatStreamFeed)?.usualUrl;
  const isNamed = feeds.some(({ name }) => name === threatStreamFeed);
  if (downloader === undefined || !downloader.enabled || isNamed || url === undefined) return feeds;

  const types: IndicatorType[] = downloader.iocTypes.flatMap(
    (name) => indicatorTypeNamed(name) ?? [],
  );
  return [
    ...feeds,
    {
      name: threatStreamFeed,
      format: threatStreamFeed,
      url,
      refreshMinutes: minutesBetween(downloader.scheduleExpression ?? ''),
      expiresDays: undefined,
      credential: threatStreamFeed,
      types,
      sources: downloader.iocFilters,
      excludedSubTypes: downloader.excludedSubTypes,
      collections: [],
      keys: downloader.iocKeys,
    },
  ];
}

/** `rate(1 day)`. A `cron(…)` names hours of a cloud's clock; on this machine such a feed is fetched once a day. */
function minutesBetween(expression: string): number {
  const found = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression.trim());
  if (found === null) return dayMinutes;
  return Math.max(Number(found[1]) * (minutesOf[found[2] ?? ''] ?? 1), refreshMinutesMin);
}
