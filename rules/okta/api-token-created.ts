import { rule } from 'streamalert';
import { oktaActor, oktaAddress, oktaSuccess } from '../../matchers/okta.ts';

export const oktaApiTokenCreated = rule({
  name: 'okta_api_token_created',
  description: 'An API token was made: a session of an administrator that does not ask for MFA',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1098.001'],
  references: ['https://developer.okta.com/docs/guides/create-an-api-token/main/'],
  falsePositives: ['Integrations that are set up or renewed'],
  runbook:
    'Ask the administrator in the title what the token is for. If they know nothing of it, revoke it, end their ' +
    'sessions and read what the token was used for.',
  logs: ['okta:logevents'],
  where: { eventType: 'system.api_token.create', ...oktaSuccess },
  outputs: ['file:alerts'],

  title: (record) => `${oktaActor(record)} made an API token from ${oktaAddress(record)}`,
});
