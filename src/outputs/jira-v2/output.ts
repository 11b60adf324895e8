import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  cloudSearch,
  deliverToJira,
  jiraFields,
  type JiraTarget,
  jiraTarget,
  serverSearch,
} from '../jira-issue.ts';
import { acknowledgeInJira, resolveInJira, updateInJira } from '../jira-issue-follow-up.ts';
import { address, type DeliveryRequest, defineOutput, plain, token } from '../output.ts';
import { basic, type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Jira Cloud, signed in by an API token:
 * https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis. Publishers may set
 * `@jira-v2.issue_summary` and `@jira-v2.description`, or the same of `@jira`.
 */
export const jiraV2 = defineOutput({
  service: 'jira-v2',
  summary: 'Create a Jira issue for each alert, signed in with an API token',
  protocol: 'REST 2, API token (Cloud)',
  documentation: 'https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues',
  repetition: 'label `streamalert-…`, looked for',
  limits: 'text 32,767, summary 254 characters',
  fields: jiraFields,
  shape: 'list',
  credentials: z.object({
    api_key: token('API token of the user'),
    user_name: plain('e-mail address of the user who creates the issues'),
    url: address('URL of Jira, such as https://example.atlassian.net'),
    ...jiraTarget,
  }),
  uses: ['http'],
  defaultPublication,

  deliver: (request) => deliverToJira(apiOf(request), inJira(request)),
  update: (request) => updateInJira(apiOf(request), inJira(request)),
  acknowledge: (request) => acknowledgeInJira(apiOf(request), inJira(request)),
  resolve: (request) => resolveInJira(apiOf(request), inJira(request)),
});

interface Account extends JiraTarget {
  readonly api_key: string;
  readonly user_name: string;
  readonly url: string;
}

const apiOf = ({ credentials, ports }: DeliveryRequest<Account, 'http'>): VendorApi =>
  vendorApi(ports.http, {
    base: withoutSlash(credentials.url),
    headers: { authorization: basic(credentials.user_name, credentials.api_key) },
  });

const inJira = <Request extends DeliveryRequest<Account, 'http'>>(request: Request) => ({
  ...request,
  target: request.credentials,
  searchPaths: [cloudSearch, serverSearch],
  services: ['jira-v2', 'jira'],
});
