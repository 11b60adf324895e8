import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsIdentityProviderChanged = rule({
  name: 'aws_identity_provider_changed',
  description:
    'An identity provider was added to an account or changed: whoever runs it can sign in as ' +
    'anybody that trusts it',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0004:T1484.002', 'TA0005:T1484.002'],
  references: [
    'https://attack.mitre.org/techniques/T1484/002/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html',
  ],
  falsePositives: ['New build systems that sign in with OIDC, certificates that are renewed'],
  runbook:
    'Look at the address or metadata of the provider: is it yours? Delete it otherwise, and look ' +
    'for roles that trust it and for AssumeRoleWithSAML or AssumeRoleWithWebIdentity since.',
  logs: trailLogs,
  where: {
    eventName: [
      'AddClientIDToOpenIDConnectProvider',
      'CreateOpenIDConnectProvider',
      'CreateSAMLProvider',
      'UpdateOpenIDConnectProviderThumbprint',
      'UpdateSAMLProvider',
    ],
    eventSource: 'iam.amazonaws.com',
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} changed identity provider ${firstOf(textAt(record, 'requestParameters', 'name'), textAt(record, 'requestParameters', 'url'), textAt(record, 'requestParameters', 'sAMLProviderArn'), textAt(record, 'requestParameters', 'openIDConnectProviderArn'))}`,
});
