import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsSshKeySentToInstance = rule({
  name: 'aws_ssh_key_sent_to_instance',
  description:
    'Somebody sent an SSH key to an EC2 instance through the AWS API, to sign in for a minute',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0008:T1021.008', 'TA0003:T1098.004'],
  references: [
    'https://attack.mitre.org/techniques/T1021/008/',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-linux-inst-eic.html',
  ],
  falsePositives: ['Teams that sign in this way every day: name their role in a filter'],
  runbook:
    'Ask the caller, and look on the instance for what was done in the session. Keys sent to ' +
    'several instances within minutes are somebody who moves on.',
  logs: trailLogs,
  where: { eventName: ['SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'], ...succeeded },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} sent an SSH key to ${firstOf(textAt(record, 'requestParameters', 'instanceId'))} for ${firstOf(textAt(record, 'requestParameters', 'instanceOSUser'), 'its serial console')}`,
});
