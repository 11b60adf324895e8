import { z } from 'zod';
import { nearest } from '../../config/suggest.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { instantOption } from '../instant.ts';
import { usageError } from '../report-error.ts';
import { ruleRows, sortKeys, statsLines } from '../rules/stats.ts';

const options = z.object({
  dataDir: dataDirOption,
  since: instantOption('only of the hours since then; the last seven days when absent'),
  rule: z.string().optional().describe('only of this rule'),
  sort: z.enum(sortKeys).default('time').describe('what comes first'),
  limit: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('how many; 40 when absent, all with --json')
    .meta({ short: 'n' }),
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

const daysShown = 7;
const shownDefault = 40;

export const rulesStats = defineCommand({
  name: 'rules stats',
  summary: 'What each rule was asked, matched and cost, and which never matched',
  description: [
    'Calls and matches are counted exactly; times are estimated from a sample of the calls. A rule whose conditions do',
    'not hold for a record is not asked about it. Held back are alerts that were too many to be sent in their hour.',
  ].join('\n'),
  options,
  examples: [
    { command: 'streamalert rules stats', explanation: 'the most expensive first' },
    {
      command: 'streamalert rules stats --since 24h --sort matches',
      explanation: 'the noisiest of the last day first',
    },
  ],
  run({ dataDir, since, rule, sort, limit, json }, { cwd, terminal }) {
    const from = since ?? Date.now() - daysShown * 86_400_000;
    const { close, ...opened } = existingState(cwd, dataDir);
    try {
      const rows = ruleRows(opened, { since: from, rule, sort });
      if (rule !== undefined && rows.length === 0) throw unknownRule(rule, opened, from);
      if (json)
        terminal.print(stringifyJson({ rules: rows.slice(0, limit) }, { indent: 2, strict: true }));
      else terminal.print(statsLines(rows, limit ?? shownDefault).join('\n'));
      return 0;
    } finally {
      close();
    }
  },
});

function unknownRule(rule: string, opened: Parameters<typeof ruleRows>[0], since: number): Error {
  const all = ruleRows(opened, { since, rule: undefined, sort: 'name' });
  const suggestion = nearest(rule, new Set(all.map((row) => row.rule)));
  return usageError(
    `no rule "${rule}" was there since then`,
    suggestion === undefined
      ? 'See all of them: streamalert rules stats'
      : `Did you mean "${suggestion}"?`,
  );
}
