import { rule } from 'streamalert';
import { oktaAddress, oktaTarget } from '../../matchers/okta.ts';

export const oktaTokenUsedTwice = rule({
  name: 'okta_token_used_twice',
  description: 'A token or code that may be used once was used again: somebody has a copy',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1528', 'TA0005:T1550.001'],
  references: [
    'https://attack.mitre.org/techniques/T1528/',
    'https://developer.okta.com/docs/guides/refresh-tokens/main/',
  ],
  falsePositives: ['Applications that repeat a request after a time-out'],
  runbook:
    'Compare the addresses of both uses. If they are in different places, end the sessions of the ' +
    'user and find where the token was read: logs and browser extensions are common.',
  logs: ['okta:logevents'],
  where: {
    eventType: ['app.oauth2.as.token.detect_reuse', 'app.oauth2.token.detect_reuse'],
  },
  outputs: ['file:alerts'],

  title: (record) => `A token of ${oktaTarget(record)} was used twice, from ${oktaAddress(record)}`,
});
