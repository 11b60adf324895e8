import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import type { Silence } from '../../domain/silence.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { dayMilliseconds, durationOption, durationText } from '../alerts/duration.ts';
import { isForAll, matcherOptions, silenceMatcher } from '../alerts/silence-matcher.ts';
import { previewLines, silencePreview } from '../alerts/silence-preview.ts';
import { byOption } from '../alerts/settle-options.ts';
import { silenceJson, silenceLines } from '../alerts/silence-words.ts';
import { jsonText } from '../alerts/words.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';
import { usageError } from '../report-error.ts';
import { operatorName } from '../rule-staging/operator.ts';

/** What is muted for longer is a rule to mend, or to disable. */
const daysMax = 90;
const reasonCharactersMax = 1_000;

const options = z.object({
  ...matcherOptions,
  for: durationOption('needed: how long'),
  reason: z
    .string()
    .trim()
    .max(reasonCharactersMax)
    .default('')
    .describe('needed: why, for whoever wonders where the alerts are')
    .meta({ value: 'text' }),
  by: byOption,
  dryRun: z.boolean().default(false).describe('say what it would have muted, and change nothing'),
  yes: z
    .boolean()
    .default(false)
    .describe(`also for everything there is, and for more than ${daysMax} days`)
    .meta({ short: 'y' }),
  dataDir: dataDirOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

type Options = z.infer<typeof options>;

export const alertsSilence = defineCommand({
  name: 'alerts silence',
  summary: 'Keep alerts of one kind from being sent for a while; they are kept and counted',
  description: [
    'All that is given must hold. Globs take * for any text, ? for one character and [abc]. It works from now on, in a',
    'running StreamAlert as well, ends by itself, and can be ended before: streamalert alerts unsilence.',
    '',
    'Exit status: 0 it is in force, 2 usage: too wide, too long, or without a reason.',
  ].join('\n'),
  options,
  examples: [
    {
      command:
        'streamalert alerts silence --rule "okta_*" --value "userName=svc-deploy" --for 4h --reason "migration, CHG-12"',
      explanation: 'what one account raises, for four hours',
    },
    {
      command: 'streamalert alerts silence --source http:okta --for 2d --reason test --dry-run',
      explanation: 'see first what it would have muted',
    },
  ],
  run(given, context) {
    const { cwd, terminal } = context;
    const { alerts, close } = existingState(cwd, given.dataDir);
    try {
      const now = systemClock.now();
      const silence = silenceOf(given, alerts, now, context);
      const preview = silencePreview(alerts, silence.matcher, now);
      if (!given.dryRun) alerts.addSilence(silence);
      const counted = { silence, muted: 0, lastMutedAt: null };
      if (given.json) {
        const { alerts: raised, muted, rules } = preview;
        const lastDay = { alerts: raised, muted, rules: Object.fromEntries(rules) };
        const told = { ...silenceJson(counted, now), last_24_hours: lastDay };
        terminal.print(jsonText({ ...told, dry_run: given.dryRun }));
        return 0;
      }
      terminal.print(previewLines(preview).join('\n'));
      if (given.dryRun) {
        terminal.print('  Nothing was changed. To do it, leave out --dry-run.');
        return 0;
      }
      terminal.print(silenceLines(counted, now, painter(terminal.color)).join('\n'));
      terminal.print(`  To end it before: streamalert alerts unsilence ${silence.id}`);
      return 0;
    } finally {
      close();
    }
  },
});

function silenceOf(
  given: Options,
  alerts: AlertStore,
  now: number,
  { env }: CommandContext,
): Silence {
  const matcher = silenceMatcher(given);
  if (given.for === undefined) {
    throw usageError('--for is missing: a silence has to end', 'Say how long: --for 4h');
  }
  if (given.reason === '') {
    throw usageError(
      '--reason is missing: somebody will wonder where the alerts are',
      'Say why: --reason "maintenance of the VPN, CHG-12"',
    );
  }
  refuseTooMuch(given, given.for, isForAll(matcher));
  return {
    id: freeId(alerts),
    matcher,
    reason: given.reason,
    author: given.by ?? operatorName(env),
    createdAt: now,
    expiresAt: now + given.for,
    endedAt: null,
  };
}

function refuseTooMuch({ yes }: Options, duration: number, isAll: boolean) {
  if (yes) return;
  if (isAll) {
    throw usageError(
      'this would mute every alert there is',
      'Name what is to be muted more narrowly, or say that it is meant with --yes.',
    );
  }
  if (duration > daysMax * dayMilliseconds) {
    throw usageError(
      `${durationText(duration)} is longer than ${daysMax} days: nobody will remember it`,
      'Mend or disable the rule instead, or say that it is meant with --yes.',
    );
  }
}

/** Short, since people type it. */
function freeId(alerts: AlertStore): string {
  const taken = new Set(alerts.silences().map(({ silence }) => silence.id));
  for (;;) {
    const id = randomBytes(4).toString('hex');
    if (!taken.has(id)) return id;
  }
}
