import { at, rule } from 'streamalert';
import { callerOf, callOf } from '../../matchers/aws.ts';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const publicAmi = rule({
  name: 'public_ami',
  description: 'A machine image can be started by anybody; told by EventBridge',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0010:T1537'],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html'],
  falsePositives: ['Machine images that are published as a product'],
  runbook:
    'Remove the permission for "all" at once: copies that were made already stay. List what ' +
    'secrets and data the disk holds and treat them as known to strangers.',
  logs: ['cloudwatch:events'],
  where: { 'detail.eventName': 'ModifyImageAttribute' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(callOf(record))} made image ${firstOf(textAt(record, 'detail', 'requestParameters', 'imageId'))} public`,
  matches: (record) =>
    listAt(record, 'detail', 'requestParameters', 'launchPermission', 'add', 'items').some(
      (grant) => at(grant, 'group') === 'all',
    ),
});
