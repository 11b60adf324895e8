import { instantText } from '../../domain/instant.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { AlertDetails } from '../../stages/rule-promotion/alert-details.ts';
import { stageTime } from '../../stages/rule-promotion/digest-words.ts';
import type { StagedRule } from '../../stages/rule-promotion/judge-staged-rules.ts';

/** `my_rule  promoted: its time is over, 0 alerts`. */
export function verdictText(
  { state, alertCount, alertsMax, verdict }: StagedRule,
  { now, isPromoted }: { readonly now: number; readonly isPromoted: boolean },
): string {
  const alerts = alertCount === undefined ? 'alerts unknown' : counted(alertCount);
  const time =
    state.stagedUntil === null ? 'no end is set' : timeWords(stageTime(state.stagedUntil, now));
  const facts = `${time}, ${alerts} (at most ${alertsMax})`;
  return `${cell(state.ruleName)}  ${isPromoted ? 'promoted' : fates[verdict]}: ${facts}`;
}

const fates: Readonly<Record<StagedRule['verdict'], string>> = {
  promote: 'ready to be promoted',
  'time left': 'stays staged',
  'too many alerts': 'stays staged, too many alerts',
  fails: 'stays staged, it fails (see: streamalert status)',
  'count unknown': 'stays staged, alerts could not be counted',
};

const counted = (count: number): string =>
  `${count.toLocaleString('en-US')} alert${count === 1 ? '' : 's'}`;

const timeWords = ({ label, duration }: ReturnType<typeof stageTime>): string =>
  label === 'Time Past Staging' ? `time over for ${duration}` : `${duration} left`;

/** For programs. */
export function stagedRuleJson(
  { state, alertCount, alertsMax, verdict }: StagedRule,
  details?: AlertDetails,
) {
  const instant = (at: number | null) => (at === null ? null : instantText(at));
  return {
    rule_name: state.ruleName,
    staged_at: instant(state.stagedAt),
    staged_until: instant(state.stagedUntil),
    alert_count: alertCount ?? null,
    alerts_max: alertsMax,
    verdict,
    ...(details && {
      alerts_by_hour: details.byHour.map(({ hour, count }) => ({ hour: instant(hour), count })),
      titles: details.titles,
    }),
  };
}
