import { rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

export const githubOauthApplicationCreate = rule({
  name: 'github_oauth_application_create',
  description: 'An OAuth application was registered, which can ask users for access to their code',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1528', 'TA0003:T1098.001'],
  references: ['https://docs.github.com/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app'],
  falsePositives: ['Developers who try something out'],
  runbook:
    'Ask what the application is for and where it sends its users after sign-in. Delete it if nobody claims it, and see ' +
    'who already authorised it.',
  logs: githubAuditLogs,
  where: { action: 'oauth_application.create' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} registered an OAuth application (${githubPlace(record)})`,
});
