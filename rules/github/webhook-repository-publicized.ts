import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const githubWebhookRepositoryPublicized = rule({
  name: 'github_webhook_repository_publicized',
  description: 'GitHub reports through a webhook that a repository became public',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0010:T1567.001'],
  references: ['https://docs.github.com/webhooks/webhook-events-and-payloads#repository'],
  falsePositives: ['Projects that are published after review'],
  runbook:
    'Make it private again unless its publication was announced. Public for a minute is public: rotate every secret in ' +
    'its history.',
  logs: ['github:webhook'],
  where: { action: 'publicized', 'repository.full_name': { exists: true } },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'sender', 'login'))} made repository ${textAt(record, 'repository', 'full_name')} public`,
});
