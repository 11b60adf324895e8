import type { HourCount } from '../../ports/alert-store.ts';
import type { AlertDetails } from './alert-details.ts';
import type { DigestContent } from './digest-content.ts';
import { oneLine, stageTime, timeText } from './digest-words.ts';
import type { StagedRule } from './judge-staged-rules.ts';

/** Mail clients cut long messages; Gmail does at 102 KB. */
const rulesMax = 60;

const titleCharactersMax = 160;
const nameCharactersMax = 200;

/** The same statistics for a mail client: plain tables with styles of their own, no image, nothing loaded. */
export function digestHtml(content: DigestContent, subject: string): string {
  const { staged } = content;
  const cards = staged.slice(0, rulesMax).map((rule) => card(rule, content));
  const more = staged.length - cards.length;
  const body = [
    `<h1 style="font-size:20px;margin:0 0 4px">${escaped(subject)}</h1>`,
    `<p style="margin:0 0 20px;color:#57606a">${summary(content)}</p>`,
    ...promotedLines(content),
    ...cards,
    ...(more > 0
      ? [`<p>${more} further rules: ${code('npx streamalert rule-staging digest')}</p>`]
      : []),
    footer,
  ];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#f6f8fa;color:#1f2328;' +
      'font:14px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif">',
    '<div style="max-width:680px;margin:0 auto">',
    ...body,
    '</div></body></html>',
    '',
  ].join('\n');
}

function summary({ staged }: DigestContent): string {
  if (staged.length === 0) return 'No currently staged rules to report on';
  const stays = staged.filter(({ verdict }) => verdict === 'too many alerts').length;
  const parts = [
    `${staged.length} staged`,
    ...(stays > 0 ? [`${stays} past the time with too many alerts`] : []),
  ];
  return parts.join(' · ');
}

/** More names than these are for a program. */
const namesMax = 30;

function promotedLines({ promoted: { ruleNames, since } }: DigestContent): readonly string[] {
  if (ruleNames.length === 0) return [];
  const names = ruleNames.slice(0, namesMax).map((name) => code(oneLine(name, nameCharactersMax)));
  const more = ruleNames.length > namesMax ? ` and ${ruleNames.length - namesMax} more` : '';
  return [
    `<p style="margin:0 0 20px">Made live by promotion since ${timeText(since)} UTC: ${names.join(' ')}${more}</p>`,
  ];
}

const footer =
  '<p style="margin:24px 0 0;color:#57606a;font-size:12px">Alerts of staged rules are kept and listed and go to ' +
  'no other output. Make a rule live: <code>npx streamalert rule-staging unstage RULE</code></p>';

function card(rule: StagedRule, content: DigestContent): string {
  const { state, alertCount } = rule;
  const name = oneLine(state.ruleName, nameCharactersMax);
  const count = alertCount === undefined ? 'unknown' : alertCount.toLocaleString('en-US');
  const alerts = alertCount === 1 ? 'alert' : 'alerts';
  return [
    '<div style="background:#ffffff;border:1px solid #d0d7de;border-radius:6px;padding:16px;margin:0 0 16px">',
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>',
    `<td style="font-size:16px;font-weight:600;word-break:break-word">${escaped(name)}</td>`,
    `<td align="right" style="white-space:nowrap"><strong>${count}</strong> ${alerts}</td>`,
    '</tr></table>',
    `<p style="margin:2px 0 10px;color:#57606a">${escaped(outlook(rule, content))}</p>`,
    factTable(rule, content),
    detailsOf(content.details.get(state.ruleName)),
    '</div>',
  ].join('\n');
}

/** What happens next with the rule, in a sentence. */
function outlook(
  { verdict, alertsMax, alertCount = 0 }: StagedRule,
  { isPromoting }: DigestContent,
): string {
  if (!isPromoting) return 'It stays staged until somebody makes it live: promotion is off';
  const limit = `${alertsMax} ${alertsMax === 1 ? 'alert' : 'alerts'}`;
  switch (verdict) {
    case 'promote':
      return 'Its time is over: it is promoted with the next run of rule promotion';
    case 'too many alerts':
      return `Its time is over, and it stays staged: it raised more than ${limit}`;
    case 'fails':
      return 'Its time is over, and it stays staged: it failed, see `streamalert status`';
    case 'count unknown':
      return 'Its time is over, and it stays staged: its alerts could not be counted';
    case 'time left':
      return alertCount > alertsMax
        ? `It raised more than ${limit}, and so will stay staged`
        : 'It will be promoted when its time is over';
  }
}

function factTable({ state, alertCount }: StagedRule, { now, alertInfo }: DigestContent): string {
  const { ruleName, stagedAt, stagedUntil } = state;
  const instant = (at: number | null) => (at === null ? 'unknown' : `${timeText(at)} UTC`);
  const time = stagedUntil === null ? undefined : stageTime(stagedUntil, now);
  const name = oneLine(ruleName, nameCharactersMax);
  const hasAlerts = alertCount !== undefined && alertCount > 0;
  return [
    '<table role="presentation" cellpadding="0" cellspacing="0">',
    factRow('Staged at', instant(stagedAt)),
    factRow('Staged until', instant(stagedUntil)),
    ...(time === undefined ? [] : [factRow(time.label, time.duration)]),
    ...(hasAlerts ? [factRow('Alerts', code(alertInfo(name)), 'markup')] : []),
    '</table>',
  ].join('\n');
}

const factRow = (label: string, value: string, as: 'text' | 'markup' = 'text'): string =>
  `<tr><td style="padding:0 16px 0 0;color:#57606a;white-space:nowrap">${label}</td>` +
  `<td>${as === 'markup' ? value : escaped(value)}</td></tr>`;

function detailsOf(details: AlertDetails | undefined): string {
  if (details === undefined) return '';
  const { byHour, titles, sampled } = details;
  const rows = titles.map(
    ({ title, count }) =>
      `<tr><td align="right" style="padding:0 10px 0 0;color:#57606a">${count} ×</td>` +
      `<td style="word-break:break-word">${escaped(oneLine(title, titleCharactersMax))}</td></tr>`,
  );
  const of = sampled > 0 ? `Most frequent titles of the newest ${sampled}` : '';
  return [
    ...(titles.length === 0
      ? []
      : [
          `<p style="margin:12px 0 2px;color:#57606a">${of}</p>`,
          `<table role="presentation" cellpadding="0" cellspacing="0">${rows.join('')}</table>`,
        ]),
    barsOf(byHour),
  ].join('\n');
}

const hourMilliseconds = 3_600_000;

/** More bars than these are too thin to be seen: days are shown instead of hours. */
const barsMax = 72;
const barHeightMax = 36;

/** Bars of alerts by hour, or by day, from the first alert to the last. */
function barsOf(byHour: readonly HourCount[]): string {
  const first = byHour[0]?.hour;
  const last = byHour.at(-1)?.hour;
  if (first === undefined || last === undefined) return '';
  const isHourly = (last - first) / hourMilliseconds < barsMax;
  const width = isHourly ? hourMilliseconds : 24 * hourMilliseconds;
  const begin = first - (first % width);
  const counts = Array.from({ length: Math.floor((last - begin) / width) + 1 }, () => 0);
  for (const { hour, count } of byHour) {
    const index = Math.floor((hour - begin) / width);
    counts[index] = (counts[index] ?? 0) + count;
  }
  const shown = counts.slice(-barsMax);
  const most = shown.reduce((max, count) => Math.max(max, count), 1);
  const cells = shown.map((count) => {
    const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * barHeightMax));
    const color = count === 0 ? '#d0d7de' : '#0969da';
    return (
      `<td valign="bottom" style="padding:0 1px 0 0"><div style="width:6px;height:${height}px;` +
      `background:${color};font-size:0;line-height:0">&nbsp;</div></td>`
    );
  });
  const until = new Date(begin + (counts.length - 1) * width).toISOString();
  const unit = isHourly ? 'hour' : 'day';
  const to = isHourly ? `${until.slice(0, 16).replace('T', ' ')} UTC` : until.slice(0, 10);
  return [
    `<p style="margin:12px 0 4px;color:#57606a">Alerts by ${unit} until ${to}, at most ${most}</p>`,
    `<table role="presentation" cellpadding="0" cellspacing="0"><tr>${cells.join('')}</tr></table>`,
  ].join('\n');
}

const code = (text: string): string =>
  `<code style="background:#f6f8fa;padding:1px 4px;border-radius:3px">${escaped(text)}</code>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
