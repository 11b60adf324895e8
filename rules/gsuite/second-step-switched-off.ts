import { rule } from 'streamalert';
import { gsuiteActor, gsuiteEvents, gsuiteLogs, gsuiteParameter } from '../../matchers/gsuite.ts';
import { textAt } from '../../matchers/reading.ts';

export const gsuiteSecondStepSwitchedOff = rule({
  name: 'gsuite_second_step_switched_off',
  description: 'A user, or the whole organisation, no longer needs a second step to sign in',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1556.006'],
  references: [
    'https://developers.google.com/workspace/admin/reports/v1/appendix/activity/user-accounts',
    'https://attack.mitre.org/techniques/T1556/006/',
  ],
  falsePositives: ['Users who change their phone'],
  runbook:
    'See whether it is switched on again within minutes from where the user works. If an ' +
    'administrator did it for all, restore it and ask why.',
  logs: gsuiteLogs,
  where: { 'id.applicationName': ['user_accounts', 'admin'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${gsuiteActor(record)} switched off the second step (${textAt(found(record), 'name')})`,
  matches: (record) => found(record) !== undefined,
});

const found = (record: unknown): unknown =>
  gsuiteEvents(record).find((event) => {
    switch (textAt(event, 'name')) {
      case '2sv_disable':
      case 'TURN_OFF_2_STEP_VERIFICATION':
        return true;
      case 'ALLOW_STRONG_AUTHENTICATION':
      case 'ENFORCE_STRONG_AUTHENTICATION':
        return gsuiteParameter(event, 'NEW_VALUE') === 'false';
      default:
        return false;
    }
  });
