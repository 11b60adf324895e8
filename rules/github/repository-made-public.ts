import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubRepositoryMadePublic = rule({
  name: 'github_repository_made_public',
  description: 'A private repository became public, with all of its history',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0010:T1567.001', 'TA0009:T1213.003'],
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/managing-repository-settings/setting-repository-visibility',
  ],
  falsePositives: ['Projects that are published after review'],
  runbook:
    'Make it private again unless its publication was announced. Public for a minute is public: rotate every secret in ' +
    'its history.',
  logs: ['github:audit'],
  where: { action: 'repo.access', visibility: 'public' },
  outputs: ['file:alerts'],

  title: (record) => `${githubActor(record)} made repository ${githubPlace(record)} public`,
});
