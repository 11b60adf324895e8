import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { localHttpClient } from '../../adapters/local/http-client.ts';
import { feedCredential, feedVariable } from '../../adapters/local/secrets.ts';
import type { ThreatFeed } from '../../config/config.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { feedsOf } from '../../runtimes/embedded/threat-intel/feeds-of-config.ts';
import { type FeedUpdate, updateFeed } from '../../runtimes/embedded/threat-intel/update-feed.ts';
import { checkedConfig } from '../checked-project.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { importLines } from '../threat-intel/import-words.ts';
import { withIndicators } from '../threat-intel/store.ts';

/** A feed that is fetched in parts is through after fewer turns, or something is wrong with it. */
const turnsMax = 50;

export const threatIntelUpdate = defineCommand({
  name: 'threat-intel update',
  summary: 'Fetch the feeds of conf/threat_intel.json now',
  description: [
    'A running StreamAlert fetches them by itself; this is for the first time, for trying a feed out, and for a',
    'timetable of your own. A feed that fails leaves its indicators as they are.',
    '',
    'Exit status: 0 all feeds were fetched, 1 something is wrong with one of them.',
  ].join('\n'),
  arguments: z.object({
    feed: z.array(z.string()).default([]).describe('names of feeds; all when absent'),
  }),
  options: z.object({ dataDir: dataDirOption }),
  examples: [
    { command: 'streamalert threat-intel update', explanation: 'all feeds' },
    { command: 'streamalert threat-intel update urlhaus', explanation: 'one of them' },
  ],
  async run({ feed: names, dataDir }, context) {
    const { cwd, env, terminal } = context;
    const feeds = wanted(feedsOf(await checkedConfig(requireProject(context))), names);
    const allowHosts = (env['STREAMALERT_ALLOW_HOSTS'] ?? '').split(',').filter(Boolean);
    const http = localHttpClient({ allowHosts });
    return withIndicators(cwd, dataDir, async (store) => {
      const ports = {
        store,
        http,
        now: systemClock.now,
        wait: (milliseconds: number) => delay(milliseconds),
        credentialOf: (name: string) => feedCredential(env, name),
      };
      let isFine = true;
      for (const feed of feeds) {
        let update: FeedUpdate;
        let turns = 0;
        do {
          terminal.progress(`  fetching ${feed.name} …`);
          update = await updateFeed(feed, ports);
          terminal.progress('');
          const { report, skipped, forgotten } = update;
          const gone =
            forgotten > 0 ? `\n      no longer listed: ${forgotten.toLocaleString('en-US')}` : '';
          terminal.print(importLines(feed.name, report, skipped).join('\n') + gone);
        } while (update.outcome === 'unfinished' && ++turns < turnsMax);
        if (update.problem === null) continue;
        isFine = false;
        terminal.error(cell(`  ! ${feed.name}: ${update.problem}`));
        terminal.error(
          `    Its credential: ${feedVariable(feed.credential)}. What was there stays in use.`,
        );
      }
      return isFine ? 0 : 1;
    });
  },
});

function wanted(feeds: readonly ThreatFeed[], names: readonly string[]): readonly ThreatFeed[] {
  const known = feeds.map(({ name }) => name);
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) {
    const hint = known.length === 0 ? 'There are none.' : `There are: ${known.join(', ')}`;
    throw usageError(
      `there is no feed "${strange}" in threat_intel.json that is switched on`,
      hint,
    );
  }
  if (feeds.length === 0) {
    throw usageError(
      'there is no feed in threat_intel.json',
      'Add one: "feeds": { "urlhaus": { "format": "urlhaus" } }. See docs/threat-intel.md.',
    );
  }
  return names.length === 0 ? feeds : feeds.filter(({ name }) => names.includes(name));
}
