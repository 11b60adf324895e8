import { at, rule } from 'streamalert';
import { isUnlimited } from '../../matchers/duo.ts';
import { decoded, firstOf, textAt } from '../../matchers/reading.ts';

export const duoBypassCodeCreateNonExpiring = rule({
  name: 'duo_bypass_code_create_non_expiring',
  description: 'An administrator made a Duo bypass code that never expires',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1556.006'],
  references: ['https://duo.com/docs/administration-users#generating-a-bypass-code'],
  falsePositives: ['Technical users that cannot use a device'],
  runbook:
    'A code that never expires is a password that nobody changes. Delete it and make one that lasts for the hour in ' +
    'which it is needed; ask who wanted it.',
  logs: ['duo:administrator'],
  where: { action: 'bypass_create' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'username')} made a bypass code without end for ${firstOf(textAt(record, 'object'))}`,
  // Duo writes null, or 0 seconds, for a code without end.
  matches: (record) => isUnlimited(decoded(at(record, 'description')), 'valid_secs'),
});
