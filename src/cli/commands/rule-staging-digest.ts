import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StreamAlertError } from '../../domain/errors.ts';
import {
  type CurrentDigest,
  currentDigest,
} from '../../runtimes/embedded/rule-staging/current-digest.ts';
import { digestSenders } from '../../runtimes/embedded/rule-staging/digest-senders.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { Config } from '../../config/config.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { usageError } from '../report-error.ts';
import { existingRuleTable } from '../rule-staging/existing-table.ts';
import { promotionStores } from '../rule-staging/promotion-stores.ts';
import { stagedRuleJson } from '../rule-staging/verdict-text.ts';
import type { Terminal } from '../terminal.ts';

export const ruleStagingDigest = defineCommand({
  name: 'rule-staging digest',
  summary: 'Statistics of the staged rules: alerts, time left, what comes next',
  description: [
    'A running StreamAlert sends this as rule_promotion_config.send_digest_schedule_expression says, to the topic of',
    'digest_sns_topic and the addresses of digest_email. User and password of a mail server are taken from the',
    'environment: STREAMALERT_SMTP_USER, STREAMALERT_SMTP_PASSWORD.',
    '',
    'Exit status: 0 done, 1 it could not be sent to somebody.',
  ].join('\n'),
  options: z.object({
    html: z.string().optional().describe('write it as a page to this file').meta({ value: 'file' }),
    send: z.boolean().default(false).describe('send it to its receivers now'),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert rule-staging digest', explanation: 'as text' },
    { command: 'streamalert rule-staging digest --html digest.html', explanation: 'as a page' },
    { command: 'streamalert rule-staging digest --send', explanation: 'to try out the receivers' },
  ],
  async run({ html, send, dataDir, json }, context) {
    const { terminal, cwd } = context;
    const { close, ...state } = existingRuleTable(cwd, dataDir);
    try {
      const stores = await promotionStores(state, context);
      const current = await currentDigest(stores, Date.now() - dayMilliseconds);
      if (html !== undefined) await writePage(resolve(cwd, html), current.digest.html);
      if (json) terminal.print(JSON.stringify(digestJson(current), null, 2));
      else if (html === undefined && !send) printDigest(current, terminal);
      else if (html !== undefined) terminal.error(`digest: ${html}`);
      return send ? await sendNow(current, stores.config, context) : 0;
    } finally {
      close();
    }
  },
});

const dayMilliseconds = 24 * 3_600_000;

async function writePage(file: string, html: string): Promise<void> {
  try {
    await writeFile(file, html);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StreamAlertError('USAGE', `${file} cannot be written: ${why}`, { cause: error });
  }
}

/** Tabs stay: they align the values, and a pipe gets the text as it is sent. */
function printDigest({ digest }: CurrentDigest, terminal: Terminal) {
  const safe = (line: string) => line.split('\t').map(cell).join('\t');
  terminal.print([cell(digest.subject), '', ...digest.text.split('\n').map(safe)].join('\n'));
}

const digestJson = ({ digest, staged, details, now }: CurrentDigest) => ({
  subject: digest.subject,
  generated_at: new Date(now).toISOString(),
  text: digest.text,
  rules: staged.map((rule) => stagedRuleJson(rule, details.get(rule.state.ruleName))),
});

/** On demand it is sent when nothing is staged as well: somebody wants to see that it arrives. */
async function sendNow(
  { digest }: CurrentDigest,
  config: Config,
  { terminal, env }: CommandContext,
): Promise<number> {
  const senders = await digestSenders(config, env);
  if (senders.length === 0) {
    throw usageError(
      'nobody is configured to receive the digest',
      'Name digest_sns_topic or digest_email in rule_promotion_config of conf/lambda.json.',
    );
  }
  let status = 0;
  for (const { name, send } of senders) {
    const sent = await send(digest);
    if (sent.outcome === 'sent') {
      const notice = sent.notice === undefined ? '' : `; ${cell(sent.notice)}`;
      terminal.error(`  sent to ${cell(name)}${notice}`);
      continue;
    }
    status = 1;
    terminal.error(`  ! could not be sent to ${cell(name)}: ${cell(sent.reason)}`);
  }
  return status;
}
