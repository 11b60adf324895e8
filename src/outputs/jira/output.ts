import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  cloudSearch,
  deliverToJira,
  jiraFields,
  type JiraRequest,
  type JiraTarget,
  jiraTarget,
  serverSearch,
} from '../jira-issue.ts';
import { acknowledgeInJira, resolveInJira, updateInJira } from '../jira-issue-follow-up.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  secret,
  secretUrl,
} from '../output.ts';
import { identifierAt } from '../part-of.ts';
import { type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Jira on own servers, signed in by a session cookie:
 * https://developer.atlassian.com/server/jira/platform/cookie-based-authentication. Jira Cloud has no such sessions;
 * `jira-v2` is for it. Publishers may set `@jira.issue_summary` and `@jira.description`.
 */
export const jira = defineOutput({
  service: 'jira',
  summary: 'Create a Jira issue for each alert, signed in with a password',
  protocol: 'REST 2, session cookie (own servers)',
  documentation: 'https://developer.atlassian.com/server/jira/platform/cookie-based-authentication',
  repetition: 'label `streamalert-…`, looked for',
  limits: 'text 32,767, summary 254 characters',
  fields: jiraFields,
  shape: 'list',
  credentials: z.object({
    username: secret('user who creates the issues'),
    password: secret('password of the user'),
    url: secretUrl('URL of Jira'),
    ...jiraTarget,
  }),
  uses: ['http'],
  defaultPublication,

  deliver: (request) => signedIn(request, deliverToJira),
  update: (request) => signedIn(request, updateInJira),
  acknowledge: (request) => signedIn(request, acknowledgeInJira),
  resolve: (request) => signedIn(request, resolveInJira),
});

interface Account extends JiraTarget {
  readonly username: string;
  readonly password: string;
  readonly url: string;
}

async function signedIn<Request extends DeliveryRequest<Account, 'http'>>(
  request: Request,
  work: (api: VendorApi, request: Request & JiraRequest) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  const { username, password, url, ...target } = request.credentials;
  const { http } = request.ports;
  const base = withoutSlash(url);
  const answer = await vendorApi(http, { base }).post('signing in', '/rest/auth/1/session', {
    username,
    password,
  });
  if (answer.outcome === 'refused') return answer.failure;
  const name = identifierAt(answer.value, 'session', 'name');
  const value = identifierAt(answer.value, 'session', 'value');
  if (name === undefined || value === undefined) {
    return { outcome: 'failed', reason: 'signing in: no session came back', retryable: true };
  }
  return work(vendorApi(http, { base, headers: { cookie: `${name}=${value}` } }), {
    ...request,
    target,
    searchPaths: [serverSearch, cloudSearch],
    services: ['jira'],
  });
}
