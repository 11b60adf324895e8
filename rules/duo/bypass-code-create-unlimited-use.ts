import { at, rule } from 'streamalert';
import { isUnlimited } from '../../matchers/duo.ts';
import { decoded, firstOf, textAt } from '../../matchers/reading.ts';

export const duoBypassCodeCreateUnlimitedUse = rule({
  name: 'duo_bypass_code_create_unlimited_use',
  description: 'An administrator made a Duo bypass code that can be used any number of times',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1556.006'],
  references: ['https://duo.com/docs/administration-users#generating-a-bypass-code'],
  falsePositives: ['Users who travel without their device'],
  runbook:
    'Such a code is a second password that never wears out. Delete it, make one for a single use, ' +
    'and list the sign-ins with a bypass code of this user since.',
  logs: ['duo:administrator'],
  where: { action: 'bypass_create' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'username')} made a bypass code of unlimited use for ${firstOf(textAt(record, 'object'))}`,
  // Duo writes null, or 0, for a code that does not wear out.
  matches: (record) => isUnlimited(decoded(at(record, 'description')), 'remaining_uses'),
});
