import { at, rule } from 'streamalert';
import { addressOf, callerOf, trailLogs, withoutMfa } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const cloudtrailMfaPolicyAbuseAttempt = rule({
  name: 'cloudtrail_mfa_policy_abuse_attempt',
  description: 'A session without MFA tried to replace or remove an MFA device',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1098.005', 'TA0005:T1556.006'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_policy.html',
  ],
  falsePositives: ['A user who mistypes the name of a device while enrolling for the first time'],
  runbook:
    'Keys or a session of this user may be stolen: the thief has the password but not the second factor. Ask the user, ' +
    'deactivate the access key of the call, and check that the policy asks for MFA on these calls.',
  logs: trailLogs,
  where: {
    eventName: ['CreateVirtualMFADevice', 'DeactivateMFADevice', 'DeleteVirtualMFADevice'],
  },
  matchers: [withoutMfa],
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} without MFA called ${textAt(record, 'eventName')} from ${addressOf(record)}`,
  matches: (record) =>
    at(record, 'eventName') !== 'CreateVirtualMFADevice' ||
    // A first device is enrolled without MFA by everybody; one that exists already belongs to somebody.
    at(record, 'errorCode') === 'EntityAlreadyExists',
});
