import { rule } from 'streamalert';
import { addressOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsFederationTokenByUser = rule({
  name: 'aws_federation_token_by_user',
  description:
    'An IAM user made a federation token: it goes on working when the access key is deactivated',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1098.001', 'TA0005:T1550.001'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.sts-federation-token/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html',
  ],
  falsePositives: ['Home-made sign-in portals'],
  runbook:
    'Deactivating the key does not end the token. Deny everything to the user by an inline ' +
    'policy, which counts for its tokens too, then list what was done under the name in the ' +
    'title.',
  logs: trailLogs,
  where: { eventName: 'GetFederationToken', 'userIdentity.type': 'IAMUser', ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} made a federation token named ${textAt(record, 'requestParameters', 'name')} from ${addressOf(record)}`,
});
