import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';
import { oktaAddress } from '../../matchers/okta.ts';

export const oktaThreatDetected = rule({
  name: 'okta_threat_detected',
  description: 'Okta ThreatInsight saw requests from an address known for attacks on sign-ins',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1110.003'],
  references: ['https://help.okta.com/en-us/content/topics/security/threat-insight/ti-index.htm'],
  falsePositives: ['Shared addresses of mobile networks and proxies'],
  runbook:
    'Look whether any request of the address was a successful sign-in; one success among many failures is a guessed ' +
    'password. If there is none, let ThreatInsight block and go on.',
  logs: ['okta:logevents'],
  where: { eventType: ['security.threat.detected', 'security.attack.start'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['ipAddress'], windowMinutes: 120 },

  title: (record) =>
    `${textAt(record, 'displayMessage') || 'Threat detected'}: requests from ${oktaAddress(record)}`,
});
