import { rule } from 'streamalert';
import { gsuiteActor, gsuiteEvents, gsuiteLogs, gsuiteParameter } from '../../matchers/gsuite.ts';
import { textAt } from '../../matchers/reading.ts';

const protections =
  /deep_scanning_enabled|DelayedDeliverySettingsProto disable_delayed_delivery_for_suspicious_email|Enforce strong password|Enable password reuse|Password reuse|spoofing|Attachments?Safety|LinksAndExternalImages/i;

/** A setting that is named for what it takes away weakens when it is on. */
const weakensWhenOn = /disable_|password reuse/i;

export const gsuiteProtectionWeakened = rule({
  name: 'gsuite_protection_weakened',
  description:
    'A protection of mail or passwords was switched off for the company, or another domain is ' +
    'trusted now',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562.001'],
  references: [
    'https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-application-settings',
    'https://attack.mitre.org/techniques/T1562/001/',
  ],
  falsePositives: ['Tuning by the team that runs mail'],
  runbook:
    'Compare with the setting before, and restore it unless it was announced. Look at mail that ' +
    'came in since and would have been stopped.',
  logs: gsuiteLogs,
  where: { 'id.applicationName': 'admin' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${gsuiteActor(record)} weakened ${gsuiteParameter(found(record), 'SETTING_NAME') || gsuiteParameter(found(record), 'DOMAIN_NAME')}`,
  matches: (record) => found(record) !== undefined,
});

const found = (record: unknown): unknown =>
  gsuiteEvents(record).find((event) => {
    const name = textAt(event, 'name');
    if (name === 'ADD_TRUSTED_DOMAINS') return true;
    if (!name.endsWith('_APPLICATION_SETTING')) return false;
    const setting = gsuiteParameter(event, 'SETTING_NAME');
    const isOn = ['true', 'on'].includes(gsuiteParameter(event, 'NEW_VALUE'));
    return protections.test(setting) && isOn === weakensWhenOn.test(setting);
  });
