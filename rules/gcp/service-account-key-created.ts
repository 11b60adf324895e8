import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const gcpServiceAccountKeyCreated = rule({
  name: 'gcp_service_account_key_created',
  description: 'A key for a service account was made: it works from everywhere and does not expire',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0003:T1098.001'],
  references: [
    'https://attack.mitre.org/techniques/T1098/001/',
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
  ],
  falsePositives: ['Systems outside of Google Cloud that cannot sign in otherwise'],
  runbook:
    'Ask the caller what it is for. Delete it if nobody knows, and look for sign-ins of the ' +
    'service account from outside since.',
  logs: ['gcp:audit'],
  where: { 'protoPayload.methodName': 'google.iam.admin.v1.CreateServiceAccountKey' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'protoPayload', 'authenticationInfo', 'principalEmail'))} made a key for ${firstOf(textAt(record, 'protoPayload', 'resourceName'))}`,
});
