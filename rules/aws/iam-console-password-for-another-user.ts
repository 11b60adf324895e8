import { rule } from 'streamalert';
import {
  addressOf,
  callerOf,
  isForSomebodyElse,
  succeeded,
  trailLogs,
} from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsIamConsolePasswordForAnotherUser = rule({
  name: 'aws_iam_console_password_for_another_user',
  description: 'Somebody set the console password of another IAM user',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1098', 'TA0004:T1078.004'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.iam-create-user-login-profile/',
  ],
  falsePositives: ['Help desk that resets passwords on request'],
  runbook:
    'Ask the user in the title. A password set without request gives the caller the rights of that user: remove the ' +
    'login profile, end its sessions and look for console sign-ins since.',
  logs: trailLogs,
  where: { eventName: ['CreateLoginProfile', 'UpdateLoginProfile'], ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} set the console password of ${textAt(record, 'requestParameters', 'userName')} from ${addressOf(record)}`,
  matches: isForSomebodyElse,
});
