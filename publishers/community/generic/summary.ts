import { alertLinks, defaultPublication, publisher } from 'streamalert';
import { keyFields } from './key-fields.ts';

export const alertSummary = publisher({
  name: 'publishers.community.generic.summary',
  description:
    'Adds what somebody needs first: title, severity, time, ATT&CK, runbook, links, and the fields in `context.key_fields`, else a few of the record',
  publish(alert, publication) {
    const { created, event_time = '', id = '' } = defaultPublication(alert);
    return {
      ...publication,
      title: alert.title,
      severity: alert.severity,
      rule_name: alert.ruleName,
      event_time,
      created: created ?? '',
      key_fields: keyFields(alert),
      attack: [...alert.attack],
      runbook: alert.runbook ?? '',
      links: alertLinks(alert).map(({ name, url }) => ({ name, url })),
      id,
    };
  },
});
