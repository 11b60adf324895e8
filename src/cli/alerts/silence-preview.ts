import { compileSilence, type SilenceMatcher } from '../../domain/silence.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { dayMilliseconds } from './duration.ts';
import { counted } from './words.ts';

export interface SilencePreview {
  /** Alerts of the last day, without those that only tell of others. */
  readonly alerts: number;
  readonly muted: number;
  /** Rule → how many of its alerts, the most first. */
  readonly rules: readonly (readonly [rule: string, count: number])[];
  /** There were more alerts than were looked at: the newest. */
  readonly isBounded: boolean;
}

/** Enough to notice that a silence is too wide; reading more would keep whoever asks waiting. */
const alertsMax = 20_000;

/** What a silence would have muted in the last 24 hours. */
export function silencePreview(
  alerts: AlertStore,
  matcher: SilenceMatcher,
  now: number,
): SilencePreview {
  const mutes = compileSilence(matcher);
  const found = alerts.list({ since: now - dayMilliseconds, limit: alertsMax });
  const raised = found.filter(({ alert }) => alert.group === undefined);
  const muted = raised.filter(({ alert }) => mutes(alert));
  const rules = Map.groupBy(muted, ({ alert }) => alert.ruleName);
  return {
    alerts: raised.length,
    muted: muted.length,
    rules: [...rules]
      .map(([rule, of]) => [rule, of.length] as const)
      .toSorted(([, a], [, b]) => b - a),
    isBounded: found.length === alertsMax,
  };
}

/** Few alerts say nothing about how wide a silence is. */
const manyAlerts = 10;

const rulesShownMax = 5;

export function previewLines({ alerts, muted, rules, isBounded }: SilencePreview): string[] {
  const all = `${isBounded ? 'the newest ' : ''}${counted(alerts, 'alert')} of the last 24 hours`;
  if (alerts === 0) return ['  Nothing was raised in the last 24 hours to compare it with.'];
  if (muted === 0) {
    return [`  It would have muted none of ${all}: look at the spelling if you expected some.`];
  }
  const shown = rules.slice(0, rulesShownMax);
  const more = rules.length - shown.length;
  const names = shown.map(([rule, count]) => `${cell(rule)} ${count.toLocaleString('en-US')}`);
  const rest = more > 0 ? ` and ${counted(more, 'further rule')}` : '';
  return [
    `  It would have muted ${muted.toLocaleString('en-US')} of ${all}: ${names.join(', ')}${rest}.`,
    ...(alerts >= manyAlerts && muted * 2 > alerts
      ? ['  That is most of what happens here: make it narrower if you can.']
      : []),
  ];
}
