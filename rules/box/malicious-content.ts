import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const boxMaliciousContent = rule({
  name: 'box_malicious_content',
  description: 'Box found malware in a file, or Box Shield raised an alert',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0002:T1204.002', 'TA0008:T1080'],
  references: [
    'https://developer.box.com/reference/resources/event/',
    'https://attack.mitre.org/techniques/T1080/',
  ],
  falsePositives: ['Files of security teams'],
  runbook:
    'Find out who downloaded the file since it was uploaded, and look at their hosts. For an ' +
    'alert of Shield about a user, ask the user about the downloads or the place.',
  logs: ['box:admin_events'],
  where: { event_type: ['FILE_MARKED_MALICIOUS', 'SHIELD_ALERT'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['login'], windowMinutes: 60 },

  title: (record) =>
    `Box reports ${textAt(record, 'event_type')} for ${firstOf(textAt(record, 'created_by', 'login'))}`,
});
