import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { HttpResponse } from '../../ports/http-client.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH';

export interface AskedHttp {
  readonly service: string;
  readonly method: HttpMethod;
  readonly url: URL;
  /** Calls of the same delivery before this one. */
  readonly earlier: number;
}

const id = '1';

/** What each of these answers by is enough for most: ids of what was made, and empty lists of what was looked for. */
const made: JsonObject = {
  id,
  key: 'EXAMPLE-1',
  number: 1,
  ok: true,
  ts: '1700000000.000100',
  channel: 'C0EXAMPLE',
  name: 'example',
  status: 'success',
  success: true,
  dedup_key: 'example',
  incident_key: 'example',
  result: 'success',
  entity_id: 'example',
};

/** Services whose answers are of another form; what is looked for is not there, so that all of it is shown. */
const answers: Readonly<Record<string, (asked: AskedHttp) => JsonValue | string>> = {
  carbonblack: ({ url, earlier }) => {
    if (url.pathname.endsWith('/api/info')) return { version: '7.8.0' };
    return { md5hash: 'example', enabled: earlier > 3 };
  },
  demisto: ({ url }) => (url.pathname.endsWith('/search') ? { data: [], total: 0 } : made),
  github: ({ method }) => (method === 'GET' ? [] : made),
  'google-chat': () => ({
    name: 'spaces/example/messages/1',
    thread: { name: 'spaces/example/threads/1' },
  }),
  jira: ({ url }) => jiraAnswer(url),
  'jira-v2': ({ url }) => jiraAnswer(url),
  opensearch: () => ({ _index: 'example', _id: id, result: 'created' }),
  'pagerduty-incident': ({ url }) => pagerdutyAnswer(url),
  phantom: ({ method }) => (method === 'GET' ? { count: 0, data: [] } : { success: true, id: 1 }),
  servicenow: ({ method }) => ({ result: method === 'GET' ? [] : { sys_id: id, number: 'INC1' } }),
  slack: () => 'ok',
  'splunk-hec': () => ({ text: 'Success', code: 0 }),
  teams: () => '1',
};

const jiraAnswer = (url: URL): JsonValue => {
  if (url.pathname.endsWith('/session'))
    return { session: { name: 'JSESSIONID', value: 'EXAMPLE' } };
  return url.pathname.includes('/search') ? { issues: [], total: 0 } : made;
};

function pagerdutyAnswer(url: URL): JsonValue {
  const wanted = url.searchParams.get('query') ?? 'alerts@example.com';
  const incident = { id: 'PEXAMPLE', incident_key: 'example' };
  return {
    ...made,
    users: [{ id: 'PUSER', email: wanted }],
    priorities: [],
    notes: [],
    incidents: [incident],
    incident,
    note: { id },
  };
}

/** An answer with which a delivery goes on. */
export function answerTo(asked: AskedHttp): HttpResponse {
  const { service, method } = asked;
  const answer = Object.hasOwn(answers, service) ? answers[service]?.(asked) : undefined;
  const given = answer ?? made;
  return {
    outcome: 'answered',
    status: method === 'POST' && typeof given !== 'string' ? 201 : 200,
    headers: { 'content-type': 'application/json' },
    body: typeof given === 'string' ? given : stringifyJson(given),
  };
}
