import type { Answer, ReceivedRequest } from './http-server.ts';

/** Everything that was sent, as an endpoint may say it back. */
export const echoOf = ({ path, headers, body }: ReceivedRequest): string =>
  `${path} ${JSON.stringify(headers)} ${body}`;

/** Takes everything, in the words of every vendor at once, and gives back what it was sent wherever a vendor gives ids. */
export const takingAll: Answer = (request, response) => {
  const said = echoOf(request);
  const isForJson = String(request.headers.accept).includes('json');
  response.writeHead(200, { 'content-type': 'application/json', 'x-echo': 'yes' });
  // Slack and connectors of Teams answer their webhooks with a word.
  if (!isForJson) {
    response.end(request.path.includes('slack') ? 'ok' : '1');
    return;
  }
  const ids = { id: said, key: said, sys_id: said, number: said, name: said };
  response.end(
    JSON.stringify({
      ...ids,
      ok: true,
      success: true,
      status: 'success',
      code: 0,
      text: 'Success',
      message: said,
      result: request.path.includes('/api/now/') ? resultOf(request, ids) : 'success',
      ts: '1773488527.000100',
      channel: 'C0123456789',
      dedup_key: said,
      incident_key: said,
      entity_id: said,
      html_url: said,
      issues: [],
      items: [],
      messages: [],
      incidents: [{ ...ids }],
      incident: { ...ids },
      users: [{ ...ids, email: 'ann@example.com' }],
      user: { ...ids },
      priorities: [],
      notes: [],
      thread: { name: said },
      session: { name: 'JSESSIONID', value: 'session-of-ann' },
      version: '6.3.0',
      md5hash: said,
      enabled: true,
      total: 0,
      data: request.path.includes('/rest/container') ? [{ id: 3 }] : [],
    }),
  );
};

const resultOf = ({ method }: ReceivedRequest, ids: object) => (method === 'GET' ? [] : ids);
