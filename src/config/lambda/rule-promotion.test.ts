import { describe, expect, test } from 'vitest';
import { fileWith, readFile } from '../read-for-test.ts';
import { readGlobal } from '../global/global.ts';
import { readFunctions } from './functions.ts';
import { checkLambda } from './lambda.ts';

const names = { prefix: 'acme', account: '111122223333', region: 'eu-west-1' };
const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' };
const schedules = {
  schedule_expression: 'rate(10 minutes)',
  send_digest_schedule_expression: 'cron(30 13 * * ? *)',
};
const sound = { memory: 128, timeout: 120, ...schedules };
const mail = { from: 'SOC <soc@example.com>', to: ['ann@example.com'], smtp_host: 'mail' };

function promotionOf(section: object) {
  const { infrastructure } = readGlobal('/x/conf', fileWith({ account }).top);
  const { result } = readFile(checkLambda, { rule_promotion_config: section });
  return readFunctions(result, infrastructure, names, undefined).rulePromotion;
}

const toldOf = (section: object) =>
  readFile(checkLambda, { rule_promotion_config: section })
    .findings.filter(({ path }) => path.startsWith('rule_promotion_config'))
    .map(
      ({ level, path, message }) =>
        `${level} ${path.replace('rule_promotion_config', '')}: ${message}`,
    );

test('what the file leaves out', () => {
  expect(toldOf(sound)).toEqual([]);
  expect(promotionOf(sound)).toMatchObject({
    scheduleExpression: 'rate(10 minutes)',
    sendDigestScheduleExpression: 'cron(30 13 * * ? *)',
    digestSnsTopic: 'acme_streamalert_rule_staging_stats',
    isDigestTopicNamed: false,
    alertsMax: 0,
    digestEmail: undefined,
  });
});

test('a topic that is named is told from the usual one', () => {
  expect(promotionOf({ ...sound, digest_sns_topic: 'stats', alerts_max: 3 })).toMatchObject({
    digestSnsTopic: 'stats',
    isDigestTopicNamed: true,
    alertsMax: 3,
  });
});

describe('mail', () => {
  test.each([
    [{}, { port: 587, tls: 'starttls' }],
    [{ smtp_port: 465 }, { port: 465, tls: 'implicit' }],
    [
      { smtp_port: 25, smtp_tls: 'implicit' },
      { port: 25, tls: 'implicit' },
    ],
    [{ smtp_port: '2525' }, { port: 2525, tls: 'starttls' }],
  ])('through a server with %j', (more, expected) => {
    const { from, to } = mail;
    expect(promotionOf({ ...sound, digest_email: { ...mail, ...more } })?.digestEmail).toEqual({
      from,
      to,
      transport: 'smtp',
      host: 'mail',
      ...expected,
    });
  });

  test.each([
    [{}, 'eu-west-1'],
    [{ ses_region: 'us-east-1' }, 'us-east-1'],
  ])('through SES with %j', (more, region) => {
    const { from, to } = mail;
    const digest_email = { from, to, transport: 'ses', ...more };

    expect(toldOf({ ...sound, digest_email })).toEqual([]);
    expect(promotionOf({ ...sound, digest_email })?.digestEmail).toEqual({
      from,
      to,
      transport: 'ses',
      region,
    });
  });

  test.each([
    [{ ...mail, from: undefined }, 'load .digest_email: "from" is missing'],
    [{ ...mail, to: undefined }, 'load .digest_email: "to" is missing'],
    [{ ...mail, to: [] }, 'load .digest_email.to: names nobody'],
    [{ ...mail, to: 'ann@example.com' }, 'load .digest_email.to: expected'],
    [{ ...mail, to: ['ann'] }, 'load .digest_email.to[0]: expected an address'],
    [{ ...mail, to: ['a@x.y\r\nBcc: b@x.y'] }, 'load .digest_email.to[0]: expected an address'],
    [{ ...mail, to: ['a@x.y, b@x.y'] }, 'load .digest_email.to[0]: expected an address'],
    [{ ...mail, smtp_host: undefined }, 'load .digest_email: "smtp_host" is missing'],
    [{ ...mail, smtp_host: 'a b' }, 'load .digest_email.smtp_host: expected'],
    [{ ...mail, smtp_port: 0 }, 'load .digest_email.smtp_port: expected'],
    [{ ...mail, transport: 'pigeon' }, 'load .digest_email.transport: expected'],
    [{ ...mail, smtp_tls: 'off' }, 'warning .digest_email.smtp_tls: the digest'],
    [{ ...mail, smtp_tls: 'starttls', smtp_port: 465 }, 'warning .digest_email.smtp_tls: port 465'],
    [{ ...mail, transport: 'ses' }, 'warning .digest_email.smtp_host: has no effect'],
    [{ ...mail, smtp_password: 'canary' }, 'warning .digest_email.smtp_password: unknown key'],
  ])('%j is told of', (digest_email, expected) => {
    const told = toldOf({ ...sound, digest_email });

    expect(told).toHaveLength(1);
    expect(told[0]).toContain(expected);
    expect(told[0]).not.toContain('canary');
  });
});

test.each([
  ['schedule_expression', 'cron(0 25 * * ? *)', 'build .schedule_expression: hours: "25"'],
  [
    'send_digest_schedule_expression',
    'cron(30 13 * * * *)',
    'build .send_digest_schedule_expression: one of day-of-month',
  ],
])('%s %s is told of with its reason', (key, expression, expected) => {
  const told = toldOf({ ...sound, [key]: expression });

  expect(told).toHaveLength(1);
  expect(told[0]).toContain(expected);
});

test('a threshold below zero is refused', () => {
  expect(toldOf({ ...sound, alerts_max: -1 })[0]).toContain('load .alerts_max: expected alerts');
});
