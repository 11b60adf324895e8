import { Buffer } from 'node:buffer';
import type { DigestContent } from './digest-content.ts';
import { oneLine, stageTime, timeText } from './digest-words.ts';
import type { StagedRule } from './judge-staged-rules.ts';

/** SNS takes 256 KiB for one message; a reader gave up long before. */
const bytesMax = 250 * 1024;

const nameCharactersMax = 200;

/** The body of pipeline.md 9.1, entries separated by an empty line. */
export function digestText({ staged, now, alertInfo }: DigestContent): string {
  if (staged.length === 0) return 'No currently staged rules to report on';
  const entries: string[] = [];
  let bytes = 0;
  for (const rule of staged) {
    const text = entryOf(rule, now, alertInfo);
    bytes += Buffer.byteLength(text) + 2;
    if (bytes > bytesMax) {
      const left = staged.length - entries.length;
      entries.push(`${left} further rules: npx streamalert rule-staging digest`);
      break;
    }
    entries.push(text);
  }
  return entries.join('\n\n');
}

function entryOf(
  { state, alertCount }: StagedRule,
  now: number,
  alertInfo: (ruleName: string) => string,
): string {
  const { ruleName, stagedAt, stagedUntil } = state;
  const name = oneLine(ruleName, nameCharactersMax);
  const instant = (at: number | null) => (at === null ? 'unknown' : `${timeText(at)} UTC`);
  const { label, duration } =
    stagedUntil === null
      ? { label: 'Remaining Stage Time', duration: 'unknown' }
      : stageTime(stagedUntil, now);
  return [
    `◦ ${name}`,
    line('Staged At', instant(stagedAt)),
    line('Staged Until', instant(stagedUntil)),
    line(label, duration),
    line('Alert Count', alertCount === undefined ? 'unknown' : String(alertCount)),
    line('Alert Info', alertCount === undefined || alertCount === 0 ? 'n/a' : alertInfo(name)),
  ].join('\n');
}

const tabColumns = 8;

/** Where the values stand; the longest label just fits before it. */
const valueColumn = 32;

function line(label: string, value: string): string {
  const lead = `  - ${label}:`;
  const tabs = Math.ceil((valueColumn - lead.length) / tabColumns);
  return `${lead}${'\t'.repeat(tabs)}${value}`;
}
