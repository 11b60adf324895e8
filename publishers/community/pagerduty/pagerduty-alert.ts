import { alertLinks, defaultPublication, describe, publisher, type Severity } from 'streamalert';
import { keyFields } from '../generic/key-fields.ts';

/** The words of https://developer.pagerduty.com/docs/events-api-v2/trigger-events. */
const severities = {
  info: 'info',
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'critical',
} as const satisfies Readonly<Record<Severity, string>>;

/** Urgency of an incident: what does not have to wake anybody waits until the morning. */
const urgencies = {
  info: 'low',
  low: 'low',
  medium: 'low',
  high: 'high',
  critical: 'high',
} as const satisfies Readonly<Record<Severity, string>>;

/** For `pagerduty-v2` and `pagerduty-incident`, which send the same events. */
export const pagerdutyAlert = publisher({
  name: 'publishers.community.pagerduty.pagerduty_alert.AlertEvent',
  description:
    'An event that says what the alert says: its title, severity, links, source, key fields and record',
  publish(alert, publication) {
    const { title, severity, runbook, description, record, ruleName, logType, origin } = alert;
    const { event_time = '' } = defaultPublication(alert);
    const links = alertLinks(alert).map(({ name, url }) => ({ href: url, text: name }));
    const [first] = links;
    return {
      ...publication,
      '@pagerduty-v2.summary': title,
      '@pagerduty-v2.severity': severities[severity],
      '@pagerduty-v2.links': links,
      '@pagerduty-v2.component': origin.resource,
      '@pagerduty-v2.group': logType,
      '@pagerduty-v2.class': ruleName,
      ...(first !== undefined && { '@pagerduty-v2.client_url': first.href }),
      '@pagerduty-v2.custom_details': {
        description: describe(description).description,
        event_time,
        ...(runbook !== null && { runbook }),
        key_fields: keyFields(alert),
        record,
      },
      '@pagerduty-incident.incident_title': title,
      '@pagerduty-incident.urgency': urgencies[severity],
    };
  },
});
