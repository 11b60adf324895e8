import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsKmsKeyDeletionScheduled = rule({
  name: 'aws_kms_key_deletion_scheduled',
  description: 'A key was disabled or is going to be deleted, and with it all that it encrypts',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0040:T1485', 'TA0040:T1486'],
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html'],
  falsePositives: ['Keys of systems that were taken down'],
  runbook:
    'Cancel the deletion (CancelKeyDeletion) or enable the key; there are at least seven days. Then ask the owner of ' +
    'the key, and look at what else the caller destroys.',
  logs: trailLogs,
  where: {
    eventName: ['ScheduleKeyDeletion', 'DisableKey', 'DeleteImportedKeyMaterial'],
    eventSource: 'kms.amazonaws.com',
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} called ${textAt(record, 'eventName')} on ${textAt(record, 'requestParameters', 'keyId')}`,
});
