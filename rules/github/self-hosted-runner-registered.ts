import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubSelfHostedRunnerRegistered = rule({
  name: 'github_self_hosted_runner_registered',
  description: 'A machine was registered that runs the jobs of a repository or organisation',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0002:T1072'],
  references: [
    'https://docs.github.com/actions/hosting-your-own-runners/managing-self-hosted-runners/about-self-hosted-runners',
    'https://attack.mitre.org/techniques/T1072/',
  ],
  falsePositives: [
    'Runners that come and go by themselves: they are ephemeral, leave them out by actor',
  ],
  runbook:
    'Find the machine by the name of the runner. A runner that nobody knows is a way back in, and ' +
    'it sees the secrets of every job it gets: remove it and rotate them.',
  logs: ['github:audit'],
  where: {
    action: [
      'enterprise.register_self_hosted_runner',
      'org.register_self_hosted_runner',
      'repo.register_self_hosted_runner',
    ],
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['org', 'actor'], windowMinutes: 60 },

  title: (record) => `${githubActor(record)} registered a runner for ${githubPlace(record)}`,
});
