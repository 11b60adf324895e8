import { rule } from 'streamalert';
import { githubActor } from '../../matchers/github.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const githubDeployKeyAdded = rule({
  name: 'github_deploy_key_added',
  description: 'A repository got an SSH key that opens it without any user',
  author: 'StreamAlert',
  severity: (record) => (textAt(record, 'read_only') === 'true' ? 'low' : 'medium'),
  attack: ['TA0003:T1098.004'],
  references: [
    'https://docs.github.com/authentication/connecting-to-github-with-ssh/managing-deploy-keys',
  ],
  falsePositives: ['Set-up of a build server'],
  runbook:
    'Find the server that holds the other half of the key. If nobody knows it, delete the key and look for clones and ' +
    'pushes with it.',
  logs: ['github:audit'],
  where: { action: ['public_key.create', 'deploy_key.create'], repo: { contains: '/' } },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} added deploy key "${firstOf(textAt(record, 'title'))}" to ${textAt(record, 'repo')}`,
});
