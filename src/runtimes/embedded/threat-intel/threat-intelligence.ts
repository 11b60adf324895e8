import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../adapters/local/clock.ts';
import { openIndicatorStore } from '../../../adapters/local/indicators/indicator-store.ts';
import { feedCredential, feedVariable } from '../../../adapters/local/secrets.ts';
import type { Config, ThreatFeed } from '../../../config/config.ts';
import { StreamAlertError } from '../../../domain/errors.ts';
import type { AlertStore } from '../../../ports/alert-store.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { HttpClient } from '../../../ports/http-client.ts';
import type { IndicatorStore } from '../../../ports/indicator-store.ts';
import type { DetectionSetup, LiveIndicators, LiveSettings } from '../detection/setup.ts';
import { repeating } from '../repeating.ts';
import { buildIndicatorTable } from './build-table.ts';
import { feedFailureAlert } from './feed-failure-alert.ts';
import { feedsOf } from './feeds-of-config.ts';
import { type FeedUpdate, updateFeed } from './update-feed.ts';

/** The file of indicators in a data directory. */
export const indicatorsFile = (dataDir: string): string => join(dataDir, 'indicators.db');

export interface ThreatIntelOptions {
  readonly config: Config;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Where a feed that fails raises an alert. */
  readonly alerts: Pick<AlertStore, 'add'>;
  readonly onTrouble: (error: unknown) => void;
}

/** Threat intelligence of the embedded runtime; does nothing at all where it is switched off. */
export interface ThreatIntelligence {
  /** For the workers to begin with. */
  readonly setup: Pick<DetectionSetup, 'threatIntel'>;
  readonly live: Pick<LiveSettings, 'indicators'>;
  /** Fetches feeds when they are due, and tells the workers when indicators have changed. */
  run(update: (live: Pick<LiveSettings, 'indicators'>) => void): void;
  stop(): Promise<void>;
  close(): void;
}

/** Another process may import; this is how soon workers know. */
const lookMilliseconds = 1_000;
/** While a long import goes on, tables are built now and then all the same. */
const rebuildMilliseconds = 60_000;
const feedMilliseconds = 15_000;
/** What has expired is shown by `threat-intel search` for so long. */
const keepExpiredMilliseconds = 7 * 86_400_000;
const pruneMilliseconds = 6 * 3_600_000;
/** A feed that fails is tried again sooner than it would be fetched, but not at once. */
const retryMinutesMax = 15;

/** What detection needs of the configuration; undefined where nobody asks (pipeline.md 4.6). */
export function indicatorSettingsOf(config: Config): DetectionSetup['threatIntel'] {
  const { enabled, normalizedIocTypes, excludedIocs } = config.threatIntel;
  const clusters = config.clusters
    .filter(({ enableThreatIntel }) => enableThreatIntel)
    .map(({ name }) => name);
  if (!enabled || clusters.length === 0) return undefined;
  return { normalizedIocTypes, excludedIocs, clusters, alerts: false };
}

const nothing: ThreatIntelligence = {
  setup: {},
  live: {},
  run: () => undefined,
  stop: async () => undefined,
  close: () => undefined,
};

export async function openThreatIntelligence(
  options: ThreatIntelOptions,
): Promise<ThreatIntelligence> {
  const { config, dataDir, clock } = options;
  const threatIntel = indicatorSettingsOf(config);
  if (threatIntel === undefined) return nothing;
  const file = indicatorsFile(dataDir);
  const { store, close } = openIndicatorStore(file, clock);
  try {
    const state = { version: store.version(), seen: store.version(), builtAt: clock.now() };
    const first = await liveIndicators(store, file, clock);
    return {
      setup: { threatIntel },
      live: { indicators: [first] },
      ...running(store, state, options),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The indicators as they are now, for a run that does not wait for new ones, such as a replay. */
export async function storedIndicators(
  config: Config,
  dataDir: string,
): Promise<Pick<ThreatIntelligence, 'setup' | 'live'>> {
  const threatIntel = indicatorSettingsOf(config);
  const file = indicatorsFile(dataDir);
  if (threatIntel === undefined || !existsSync(file)) return { setup: {}, live: {} };
  const { store, close } = openIndicatorStore(file);
  try {
    const indicators = [await liveIndicators(store, file, systemClock)];
    return { setup: { threatIntel }, live: { indicators } };
  } finally {
    close();
  }
}

const liveIndicators = async (
  store: IndicatorStore,
  file: string,
  clock: Clock,
): Promise<LiveIndicators> => ({ table: await buildIndicatorTable(store, clock.now()), file });

interface Tables {
  /** What the workers have. */
  version: number;
  /** What the last look saw. */
  seen: number;
  builtAt: number;
}

function running(
  store: IndicatorStore,
  tables: Tables,
  options: ThreatIntelOptions,
): Pick<ThreatIntelligence, 'run' | 'stop'> {
  const { dataDir, clock, onTrouble } = options;
  const stopping = new AbortController();
  const tasks: { stop(): Promise<void> }[] = [];
  const prune = async () => {
    store.prune(clock.now() - keepExpiredMilliseconds);
  };
  return {
    run(update) {
      const look = async () => {
        if (!isDue(tables, store.version(), clock.now())) return;
        const { seen } = tables;
        const indicators = [await liveIndicators(store, indicatorsFile(dataDir), clock)];
        // Only now: a table that could not be built is built the next time.
        tables.version = seen;
        tables.builtAt = clock.now();
        update({ indicators });
      };
      const fetch = feedFetching(store, options, stopping.signal);
      const feeds = repeating(feedMilliseconds, fetch, onTrouble);
      tasks.push(
        feeds,
        repeating(lookMilliseconds, look, onTrouble),
        repeating(pruneMilliseconds, prune, onTrouble),
      );
      feeds.poke();
    },
    async stop() {
      stopping.abort();
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}

/** Not in the middle of an import, which changes the indicators many times. */
function isDue(tables: Tables, version: number, now: number): boolean {
  const isQuiet = tables.seen === version;
  tables.seen = version;
  if (tables.version === version) return false;
  return isQuiet || now - tables.builtAt > rebuildMilliseconds;
}

function feedFetching(
  store: IndicatorStore,
  { config, env, http, clock, alerts, onTrouble }: ThreatIntelOptions,
  signal: AbortSignal,
): () => Promise<void> {
  const feeds = feedsOf(config);
  const told = new Map<string, string>();
  const ports = {
    store,
    http,
    signal,
    now: clock.now,
    wait: (milliseconds: number) => delay(milliseconds, undefined, { signal }).catch(() => {}),
    credentialOf: (name: string) => feedCredential(env, name),
  };
  return async () => {
    for (const feed of feeds) {
      if (signal.aborted) return;
      if (!isFeedDue(feed, store, clock.now())) continue;
      const update = await updateFeed(feed, ports);
      if (update.problem !== null) {
        alerts.add([feedFailureAlert(feed.name, update.problem, clock.now())]);
      }
      tell(feed, update, told, onTrouble);
    }
  };
}

function isFeedDue(
  { name, refreshMinutes }: ThreatFeed,
  store: IndicatorStore,
  now: number,
): boolean {
  const state = store.feedStates().find(({ feed }) => feed === name);
  if (state === undefined || state.attemptedAt === null || state.unfinished) return true;
  const minutes =
    state.problem === null ? refreshMinutes : Math.min(refreshMinutes, retryMinutesMax);
  // A clock that was set back must not keep a feed from being fetched.
  return now - state.attemptedAt >= minutes * 60_000 || now < state.attemptedAt;
}

/** Once for each trouble; `threat-intel status` says it as long as it lasts. */
function tell(
  { name, credential }: ThreatFeed,
  { problem }: FeedUpdate,
  told: Map<string, string>,
  onTrouble: (error: unknown) => void,
): void {
  if (problem === null) {
    told.delete(name);
    return;
  }
  if (told.get(name) === problem) return;
  told.set(name, problem);
  const message = `the feed ${name} of indicators: ${problem}`;
  const hint = `What was fetched before stays in use. Its credential: ${feedVariable(credential)}. See: streamalert threat-intel status`;
  onTrouble(new StreamAlertError('INPUT_UNREADABLE', message, { hint }));
}
