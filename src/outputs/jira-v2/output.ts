import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { cloudSearch, deliverToJira, jiraTarget, serverSearch } from '../jira-issue.ts';
import { address, type DeliveryOutcome, defineOutput, plain, token } from '../output.ts';
import { basic, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Jira Cloud, signed in by an API token:
 * https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis. Publishers may set
 * `@jira-v2.issue_summary` and `@jira-v2.description`, or the same of `@jira`.
 */
export const jiraV2 = defineOutput({
  service: 'jira-v2',
  summary: 'Create a Jira issue for each alert, signed in with an API token',
  shape: 'list',
  credentials: z.object({
    api_key: token('API token of the user'),
    user_name: plain('e-mail address of the user who creates the issues'),
    url: address('URL of Jira, such as https://example.atlassian.net'),
    ...jiraTarget,
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ credentials, ports, ...request }): Promise<DeliveryOutcome> {
    const { api_key, user_name, url, ...target } = credentials;
    const api = vendorApi(ports.http, {
      base: withoutSlash(url),
      headers: { authorization: basic(user_name, api_key) },
    });
    return deliverToJira(api, {
      ...request,
      target,
      searchPaths: [cloudSearch, serverSearch],
      services: ['jira-v2', 'jira'],
    });
  },
});
