import { parseXml } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { testAlertStore } from '../../../testing/alert-store.ts';
import { alertDetails } from './alert-details.ts';
import { stagingDigest } from './digest.ts';
import type { DigestContent } from './digest-content.ts';
import type { StagedRule } from './judge-staged-rules.ts';

const stagedAt = Date.UTC(2021, 2, 4, 9, 1, 2);
const hour = 3_600_000;
const day = 24 * hour;

const aStagedRule = (
  ruleName: string,
  { staged = stagedAt, ...changes }: Partial<StagedRule> & { staged?: number | null } = {},
): StagedRule => ({
  state: {
    ruleName,
    staged: true,
    stagedAt: staged,
    stagedUntil: staged === null ? null : staged + 2 * day,
    changedAt: 0,
    changedBy: 'start',
  },
  alertCount: 0,
  alertsMax: 0,
  verdict: 'time left',
  ...changes,
});

const digestOf = (staged: readonly StagedRule[], changes: Partial<DigestContent> = {}) =>
  stagingDigest({
    staged,
    promoted: { ruleNames: [], since: stagedAt },
    now: stagedAt + day,
    details: new Map(),
    isPromoting: true,
    alertInfo: (ruleName) => `npx streamalert alerts list --rule ${ruleName}`,
    ...changes,
  });

describe('the text', () => {
  test('is the one of the original', () => {
    const { subject, text } = digestOf([aStagedRule('rule_name', { alertCount: 2 })]);

    expect(subject).toBe('Alert statistics for 1 staged rule(s) [2021-03-05 09:01:02 UTC]');
    expect(text).toBe(
      [
        '◦ rule_name',
        '  - Staged At:\t\t\t2021-03-04 09:01:02 UTC',
        '  - Staged Until:\t\t2021-03-06 09:01:02 UTC',
        '  - Remaining Stage Time:\t1d 0h 0m',
        '  - Alert Count:\t\t2',
        '  - Alert Info:\t\t\tnpx streamalert alerts list --rule rule_name',
      ].join('\n'),
    );
  });

  test('has fractions of seconds where there are some', () => {
    const rule = aStagedRule('a', { staged: stagedAt + 120 });

    const { subject, text } = digestOf([rule], { now: stagedAt + 7 });

    expect(subject).toContain('[2021-03-04 09:01:02.007000 UTC]');
    expect(text).toContain('Staged At:\t\t\t2021-03-04 09:01:02.120000 UTC');
  });

  test('says how long the time of a rule has been over', () => {
    const now = stagedAt + 4 * day + 3 * hour + 5 * 60_000 + 59_999;

    const { text } = digestOf([aStagedRule('a')], { now });

    expect(text).toContain('  - Time Past Staging:\t\t2d 3h 5m\n');
    expect(text).toContain('  - Alert Info:\t\t\tn/a');
  });

  test('has the rules with most alerts first, and those that nobody could count last', () => {
    const { text } = digestOf([
      aStagedRule('unknown', { alertCount: undefined, staged: null }),
      aStagedRule('quiet_b'),
      aStagedRule('quiet_a'),
      aStagedRule('loud', { alertCount: 12 }),
    ]);

    expect(text.match(/^◦ .*/gm)).toEqual(['◦ loud', '◦ quiet_a', '◦ quiet_b', '◦ unknown']);
    expect(text).toContain('\n\n◦ quiet_a');
    expect(text).toMatch(/Alert Count:\s+unknown\n {2}- Alert Info:\s+n\/a$/);
  });

  test('says that there are none', () => {
    const { subject, text } = digestOf([]);

    expect(subject).toContain('0 staged rule(s)');
    expect(text).toBe('No currently staged rules to report on');
  });

  test('fits a message of SNS, however many rules there are', () => {
    const rules = Array.from({ length: 5000 }, (_, n) => aStagedRule(`rule_${n}`));

    const { subject, text } = digestOf(rules, { now: stagedAt + 1 });

    expect(subject.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024);
    const listed = text.match(/^◦ /gm)?.length ?? 0;
    expect(text).toContain(`${5000 - listed} further rules: npx streamalert rule-staging digest`);
  });
});

describe('the mail', () => {
  const bodyOf = (html: string) =>
    parseXml(
      html.slice(html.indexOf('<body'), html.indexOf('</body>') + 7).replaceAll('&nbsp;', ' '),
    );

  test('says of each rule what happens next', () => {
    const { html } = digestOf(
      [
        aStagedRule('on_its_way'),
        aStagedRule('noisy', { alertCount: 3, verdict: 'too many alerts', alertsMax: 1 }),
        aStagedRule('done', { verdict: 'promote' }),
        aStagedRule('loud_already', { alertCount: 9 }),
      ],
      { promoted: { ruleNames: ['older_rule'], since: stagedAt } },
    );

    const text = bodyOf(html).text;
    expect(text).toContain('4 staged · 1 past the time with too many alerts');
    expect(text).toContain('It will be promoted when its time is over');
    expect(text).toContain('it stays staged: it raised more than 1 alert');
    expect(text).toContain('it is promoted with the next run');
    expect(text).toContain('Made live by promotion since 2021-03-04 09:01:02 UTC: older_rule');
    expect(text).toContain('It raised more than 0 alerts, and so will stay staged');
    expect(text).toContain('npx streamalert alerts list --rule noisy');
  });

  test('shows what logs say as text, whatever they say', async () => {
    const store = testAlertStore();
    const hostile = '<img src=x onerror="alert(1)">\u202e</td> & \'\ud800';
    const alert = { ruleName: 'a', staged: true, createdAt: stagedAt + 1, title: hostile };
    store.add([anAlert(alert)]);
    const rule = aStagedRule('a', { alertCount: 1 });
    const named = aStagedRule('<script>', { alertCount: 0 });

    const { html } = digestOf([rule, named], { details: await alertDetails([rule], store) });

    expect(html).not.toMatch(/<img|<script|onerror="/);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(html.isWellFormed()).toBe(true);
    expect(bodyOf(html).text).toContain('<img src=x onerror="alert(1)"> </td> & \'');
  });

  test('shows the most frequent titles and the alerts of each hour', async () => {
    const store = testAlertStore();
    const at = (createdAt: number, title: string) =>
      anAlert({ ruleName: 'a', staged: true, createdAt, title });
    store.add([
      at(stagedAt, 'Root signed in'),
      at(stagedAt + 5 * hour, 'Root signed in'),
      at(stagedAt + 5 * hour, 'Ann signed in'),
      anAlert({ ruleName: 'a', createdAt: stagedAt - hour, title: 'Before' }),
    ]);
    const rule = aStagedRule('a', { alertCount: 3 });

    const details = await alertDetails([rule], store);
    const { html } = digestOf([rule], { details });

    expect(details.get('a')).toMatchObject({
      sampled: 3,
      titles: [
        { title: 'Root signed in', count: 2 },
        { title: 'Ann signed in', count: 1 },
      ],
    });
    const text = bodyOf(html).text;
    expect(text).toContain('Most frequent titles of the newest 3');
    expect(text).toContain('2 ×Root signed in');
    expect(text).toContain('Alerts by hour until 2021-03-04 14:00 UTC, at most 2');
    expect(html.match(/height:\d+px/g)).toEqual([
      'height:18px',
      ...Array(4).fill('height:1px'),
      'height:36px',
    ]);
    expect(text).not.toContain('Before');
  });

  test('shows days where hours are too many', () => {
    const rule = aStagedRule('a', { alertCount: 2 });
    const byHour = [
      { hour: stagedAt, count: 1 },
      { hour: stagedAt + 100 * day, count: 1 },
    ];

    const { html } = digestOf([rule], {
      details: new Map([['a', { byHour, titles: [], sampled: 0 }]]),
    });

    expect(html).toContain('Alerts by day until 2021-06-12');
    expect(html.match(/height:\d+px/g)).toHaveLength(72);
  });

  test('of very many rules is cut, and says so', () => {
    const rules = Array.from({ length: 1000 }, (_, n) => aStagedRule(`rule_${n}`));

    const { html } = digestOf(rules);

    expect(html).toContain('940 further rules');
    expect(Buffer.byteLength(html)).toBeLessThan(102 * 1024);
  });
});

test('where rules do not go live by themselves, nothing is promised', () => {
  const { html } = digestOf([aStagedRule('a')], { isPromoting: false });

  expect(html).toContain('until somebody makes it live');
  expect(html).not.toContain('It will be promoted');
});
