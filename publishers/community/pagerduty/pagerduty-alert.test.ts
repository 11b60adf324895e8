import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { pagerdutyAlert } from './pagerduty-alert.ts';

test('an event says what the alert says, and keeps what was there', () => {
  const alert = anAlert({
    attack: ['T1110'],
    runbook: 'https://wiki.example.com/x',
    description: 'Many failures\nAuthor: ann',
  });

  expect(pagerdutyAlert.publish(alert, { mine: 1 })).toEqual({
    mine: 1,
    '@pagerduty-v2.summary': 'Something happened to ann',
    '@pagerduty-v2.severity': 'error',
    '@pagerduty-v2.links': [
      { href: 'https://wiki.example.com/x', text: 'Runbook' },
      { href: 'https://attack.mitre.org/techniques/T1110/', text: 'ATT&CK T1110' },
    ],
    '@pagerduty-v2.component': 'okta',
    '@pagerduty-v2.group': 'okta:system',
    '@pagerduty-v2.class': 'a_rule',
    '@pagerduty-v2.client_url': 'https://wiki.example.com/x',
    '@pagerduty-v2.custom_details': {
      description: 'Many failures',
      event_time: '2026-03-14T11:42:00.000000Z',
      runbook: 'https://wiki.example.com/x',
      key_fields: { user: 'ann' },
      record: { user: 'ann' },
    },
    '@pagerduty-incident.incident_title': 'Something happened to ann',
    '@pagerduty-incident.urgency': 'high',
  });
});

test.each([
  ['info', 'info', 'low'],
  ['low', 'info', 'low'],
  ['medium', 'warning', 'low'],
  ['high', 'error', 'high'],
  ['critical', 'critical', 'high'],
] as const)('an alert that is %s has severity %s and urgency %s', (severity, shown, urgency) => {
  expect(pagerdutyAlert.publish(anAlert({ severity }), {})).toMatchObject({
    '@pagerduty-v2.severity': shown,
    '@pagerduty-incident.urgency': urgency,
  });
});

test('without links there is no address to lead to', () => {
  expect(pagerdutyAlert.publish(anAlert(), {})).not.toHaveProperty('@pagerduty-v2.client_url');
});
