import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubPushProtectionBypassed = rule({
  name: 'github_push_protection_bypassed',
  description: 'Somebody pushed a secret although GitHub warned them',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0006:T1552.001'],
  references: [
    'https://docs.github.com/code-security/secret-scanning/push-protection-for-repositories-and-organizations',
    'https://attack.mitre.org/techniques/T1552/001/',
  ],
  falsePositives: ['Test keys that open nothing'],
  runbook:
    'Ask the author what the secret opens and rotate it: the history keeps it. The reason they ' +
    'gave is on the alert of the repository.',
  logs: ['github:audit'],
  where: { action: ['secret_scanning_push_protection.bypass'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} pushed a secret to ${githubPlace(record)} in spite of the warning`,
});
