import { rule } from 'streamalert';
import { githubPlace } from '../../matchers/github.ts';

export const githubSecretFound = rule({
  name: 'github_secret_found',
  description: 'GitHub found a secret in a repository',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1552.001'],
  references: [
    'https://docs.github.com/code-security/secret-scanning/managing-alerts-from-secret-scanning/about-alerts',
    'https://attack.mitre.org/techniques/T1552/001/',
  ],
  falsePositives: ['Test keys that open nothing'],
  runbook:
    'Open the alert of the repository: it says which secret it is and whether it still works. ' +
    'Rotate it before you clean the history.',
  logs: ['github:audit'],
  where: { action: 'secret_scanning_alert.create' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['repo'], windowMinutes: 60 },

  title: (record) => `GitHub found a secret in ${githubPlace(record)}`,
});
