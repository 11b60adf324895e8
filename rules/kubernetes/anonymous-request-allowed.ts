import { at, rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** What everybody may ask. */
const harmless =
  /^\/(healthz|livez|readyz|version|openid\/v1\/jwks|\.well-known\/openid-configuration|metrics\/slis)/;

export const kubernetesAnonymousRequestAllowed = rule({
  name: 'kubernetes_anonymous_request_allowed',
  description: 'The API of a cluster answered somebody who did not sign in',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0001:T1190', 'TA0001:T1078.001'],
  references: [
    'https://attack.mitre.org/techniques/T1190/',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
  ],
  falsePositives: ['Clusters that publish more than health and version'],
  runbook:
    'Find the binding for system:anonymous or system:unauthenticated and delete it. Then list ' +
    'everything that came without a name; a cluster that is reachable from the Internet is found ' +
    'within hours.',
  logs: ['kubernetes:audit'],
  where: { 'user.username': 'system:anonymous' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['requestURI'], windowMinutes: 60 },

  title: (record) =>
    `Somebody without a name called ${textAt(record, 'verb')} ${textAt(record, 'requestURI').slice(0, 60)}`,
  matches: (record) => {
    const code = Number(at(record, 'responseStatus', 'code') ?? Number.NaN);
    return code < 400 && !harmless.test(textAt(record, 'requestURI'));
  },
});
