import { at, rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

export const githubOrgHookCreate = rule({
  name: 'github_org_hook_create',
  description: 'A webhook that hears of everything in an organisation was made',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0010:T1567.004'],
  references: ['https://docs.github.com/webhooks/types-of-webhooks'],
  falsePositives: ['New build and chat systems'],
  runbook:
    'Look at the address of the hook: it gets the names, authors and often the content of every ' +
    'change. Delete it unless the system behind it is known.',
  logs: githubAuditLogs,
  where: { action: 'hook.create' },
  outputs: ['file:alerts'],

  title: (record) => `${githubActor(record)} made a webhook for all of ${githubPlace(record)}`,
  matches: (record) => {
    const type = at(record, 'data', 'hook_type');
    return type === 'org' || type === 'business';
  },
});
