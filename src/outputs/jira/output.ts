import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { cloudSearch, deliverToJira, jiraTarget, serverSearch } from '../jira-issue.ts';
import { type DeliveryOutcome, defineOutput, secret, secretUrl } from '../output.ts';
import { identifierAt } from '../part-of.ts';
import { vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Jira on own servers, signed in by a session cookie:
 * https://developer.atlassian.com/server/jira/platform/cookie-based-authentication. Jira Cloud has no such sessions;
 * `jira-v2` is for it. Publishers may set `@jira.issue_summary` and `@jira.description`.
 */
export const jira = defineOutput({
  service: 'jira',
  summary: 'Create a Jira issue for each alert, signed in with a password',
  shape: 'list',
  credentials: z.object({
    username: secret('user who creates the issues'),
    password: secret('password of the user'),
    url: secretUrl('URL of Jira'),
    ...jiraTarget,
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ credentials, ports, ...request }): Promise<DeliveryOutcome> {
    const { username, password, url, ...target } = credentials;
    const base = withoutSlash(url);
    const answer = await vendorApi(ports.http, { base }).post(
      'signing in',
      '/rest/auth/1/session',
      { username, password },
    );
    if (answer.outcome === 'refused') return answer.failure;
    const name = identifierAt(answer.value, 'session', 'name');
    const value = identifierAt(answer.value, 'session', 'value');
    if (name === undefined || value === undefined) {
      return { outcome: 'failed', reason: 'signing in: no session came back', retryable: true };
    }
    const api = vendorApi(ports.http, { base, headers: { cookie: `${name}=${value}` } });
    return deliverToJira(api, {
      ...request,
      target,
      searchPaths: [serverSearch, cloudSearch],
      services: ['jira'],
    });
  },
});
