import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const gcpResourceMadePublic = rule({
  name: 'gcp_resource_made_public',
  description:
    'A resource of Google Cloud was opened to everybody, or to everybody with a Google account',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0009:T1530', 'TA0010:T1567.002'],
  references: [
    'https://attack.mitre.org/techniques/T1530/',
    'https://cloud.google.com/iam/docs/principals-overview',
  ],
  falsePositives: ['Buckets and services that serve a public website'],
  runbook:
    'If it is not meant for the public, remove the binding and look through the data access logs ' +
    'for readers from outside. Set the organisation policy that forbids it.',
  logs: ['gcp:audit'],
  where: { 'protoPayload.methodName': { contains: ['etIamPermissions', 'etIamPolicy'] } },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'protoPayload', 'authenticationInfo', 'principalEmail'))} opened ${firstOf(textAt(record, 'protoPayload', 'resourceName'))} to everybody`,
  matches: (record) => bindingsOf(record).some(isPublic),
});

/** What was changed; it stands in another place for old services. */
const bindingsOf = (record: unknown): readonly unknown[] =>
  ['serviceData', 'metadata'].flatMap((part) =>
    listAt(record, 'protoPayload', part, 'policyDelta', 'bindingDeltas'),
  );

const isPublic = (binding: unknown): boolean =>
  at(binding, 'action') === 'ADD' &&
  ['allUsers', 'allAuthenticatedUsers'].includes(textAt(binding, 'member'));
