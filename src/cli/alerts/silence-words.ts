import { isActive, type Silence, type SilenceMatcher } from '../../domain/silence.ts';
import type { SilenceCount } from '../../ports/alert-lifecycle.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { Paint } from '../paint.ts';
import { timeAndAge } from './words.ts';
import { counted } from './words.ts';

/** What is muted, as it was asked for: `rule okta_* · value actor.id=00u*`. */
export function matcherText({ rule, logType, source, values = {} }: SilenceMatcher): string {
  const parts = [
    ...(rule === undefined ? [] : [`rule ${rule}`]),
    ...(logType === undefined ? [] : [`log type ${logType}`]),
    ...(source === undefined ? [] : [`source ${source}`]),
    ...Object.entries(values).map(([key, glob]) => `value ${key}=${glob}`),
  ];
  return cell(parts.join(' · '));
}

/** Whether it mutes, and until when or since when not. */
export function silenceState(silence: Silence, now: number): string {
  const { expiresAt, endedAt } = silence;
  if (isActive(silence, now)) return `in force, ends ${timeAndAge(expiresAt, now)}`;
  return endedAt === null
    ? `expired ${timeAndAge(expiresAt, now)}`
    : `ended by hand ${timeAndAge(endedAt, now)}`;
}

/** One silence in a list. */
export function silenceLines(
  { silence, muted, lastMutedAt }: SilenceCount,
  now: number,
  paint: Paint,
): string[] {
  const last = lastMutedAt === null ? '' : `, the last ${timeAndAge(lastMutedAt, now)}`;
  return [
    `  ${paint(cell(silence.id), 'bold')}  ${matcherText(silence.matcher)}`,
    `            ${silenceState(silence, now)}`,
    `            muted ${counted(muted, 'alert')}${last}`,
    `            ${cell(`${silence.author}: ${silence.reason}`)}`,
  ];
}

/** For other programs; instants as text. */
export const silenceJson = ({ silence, muted, lastMutedAt }: SilenceCount, now: number) => ({
  id: silence.id,
  matcher: silence.matcher,
  reason: silence.reason,
  author: silence.author,
  created: instantText(silence.createdAt),
  expires: instantText(silence.expiresAt),
  ended: silence.endedAt === null ? null : instantText(silence.endedAt),
  in_force: isActive(silence, now),
  muted,
  last_muted: lastMutedAt === null ? null : instantText(lastMutedAt),
});

const instantText = (instant: number): string => new Date(instant).toISOString();
