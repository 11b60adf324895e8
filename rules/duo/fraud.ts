import { rule } from 'streamalert';
import { duoAddress, duoUser } from '../../matchers/duo.ts';

export const duoFraud = rule({
  name: 'duo_fraud',
  description: 'A user marked a Duo push as fraud: somebody else has their password',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1621'],
  references: ['https://duo.com/docs/adminapi#authentication-logs'],
  falsePositives: ['A tap on the wrong button'],
  runbook:
    'Change the password of the user now and ask what they saw. Then look who else was asked from ' +
    'the same address: a list of stolen passwords is rarely about one person.',
  logs: ['duo:authentication', 'duo:authentication_v2'],
  where: { result: ['FRAUD', 'fraud'] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['ip'], windowMinutes: 60 },

  title: (record) => `${duoUser(record)} marked a push from ${duoAddress(record)} as fraud`,
});
