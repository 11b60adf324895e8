import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import type { Config } from '../../config/config.ts';
import type { FeedState, IndicatorCount } from '../../ports/indicator-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { feedsOf } from '../../runtimes/embedded/threat-intel/feeds-of-config.ts';
import { indicatorsFile } from '../../runtimes/embedded/threat-intel/threat-intelligence.ts';
import { checkedConfig } from '../checked-project.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { resolveProject } from '../project.ts';
import { timeText } from '../quarantine/words.ts';
import { statusLines } from '../threat-intel/status-lines.ts';
import { withIndicators } from '../threat-intel/store.ts';

export const threatIntelStatus = defineCommand({
  name: 'threat-intel status',
  summary: 'How many indicators there are, of what, and how the feeds are getting on',
  description: 'Exit status: 0, or 1 where a feed is failing.',
  options: z.object({
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert threat-intel status', explanation: 'of the project in this folder' },
  ],
  async run({ dataDir, json }, context) {
    const { cwd, terminal } = context;
    const config = await checkedConfig(resolveProject(context));
    const held = existsSync(indicatorsFile(resolve(cwd, dataDir)))
      ? await withIndicators(cwd, dataDir, (store) => ({
          counts: store.counts(systemClock.now()),
          states: store.feedStates(),
        }))
      : { counts: [], states: [] };
    const feeds = feedsOf(config);
    const failing = held.states.some(
      ({ feed, problem }) => problem !== null && feeds.some(({ name }) => name === feed),
    );
    if (json) terminal.print(JSON.stringify(asJson(config, held), undefined, 2));
    else
      terminal.print(
        statusLines(config, { ...held, feeds })
          .map(cell)
          .join('\n'),
      );
    return failing ? 1 : 0;
  },
});

interface Held {
  readonly counts: readonly IndicatorCount[];
  readonly states: readonly FeedState[];
}

const instant = (time: number | null): string | null => (time === null ? null : timeText(time));

const asJson = (config: Config, { counts, states }: Held) => ({
  enabled: config.threatIntel.enabled,
  clusters: Object.fromEntries(
    config.clusters.map(({ name, enableThreatIntel }) => [name, enableThreatIntel]),
  ),
  indicators: counts,
  feeds: feedsOf(config).map(({ name, format, refreshMinutes }) => {
    const state = states.find(({ feed }) => feed === name);
    return {
      name,
      format,
      refreshMinutes,
      attemptedAt: instant(state?.attemptedAt ?? null),
      succeededAt: instant(state?.succeededAt ?? null),
      problem: state?.problem ?? null,
      failingSince: instant(state?.failingSince ?? null),
      unfinished: state?.unfinished ?? false,
    };
  }),
});
