import { localHttpClient } from '../src/adapters/local/http-client.ts';
import type { HttpClient } from '../src/ports/http-client.ts';
import {
  type Answer,
  type ReceivedRequest,
  startTestServer,
  type TestServer,
} from './http-server.ts';

/** `GET /path` → how it is answered; the query of a request is not compared. */
export type Routes = Readonly<Record<string, Answer>>;

export interface Vendor extends TestServer {
  /** Requests to the vendor's public address come to this server. */
  readonly http: HttpClient;
  /** `GET /path?query`, in the order of their arrival. */
  readonly calls: readonly string[];
  /** The bodies that were sent to a route, as JSON. */
  sent(route: string): readonly unknown[];
}

/** A vendor's API on this machine: real HTTP, one answer for each route, 404 for any other. */
export async function startVendor(routes: Routes, address?: string): Promise<Vendor> {
  const server = await startTestServer((request, response) => {
    const answer = routes[routeOf(request)];
    if (answer === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"message":"Not Found"}');
      return undefined;
    }
    return answer(request, response);
  });
  const client = localHttpClient({ allowHosts: ['127.0.0.1'] });
  const here = (url: string): string =>
    address !== undefined && url.startsWith(address) ? server.url + url.slice(address.length) : url;
  return {
    ...server,
    http: {
      get: (url, request) => client.get(here(url), request),
      post: (url, request) => client.post(here(url), request),
      put: (url, request) => client.put(here(url), request),
      patch: (url, request) => client.patch(here(url), request),
    },
    get calls() {
      return server.requests.map(({ method, path }) => `${method} ${path}`);
    },
    sent: (route) =>
      server.requests
        .filter((request) => routeOf(request) === route)
        .map(({ body }): unknown => JSON.parse(body)),
  };
}

const routeOf = ({ method, path }: ReceivedRequest): string => `${method} ${path.split('?')[0]}`;

/** Answers JSON. */
export const json =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  };

/** Answers the first time, the second time … each in its own way, and goes on like the last. */
export function inTurn(...answers: readonly [Answer, ...Answer[]]): Answer {
  let turn = 0;
  return (request, response) => {
    const answer = answers[Math.min(turn++, answers.length - 1)] ?? answers[0];
    return answer(request, response);
  };
}

/** Refuses with a text that repeats everything it was sent. */
export const echoing =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  ({ path, headers: received, body }, response) => {
    response.writeHead(status, headers);
    response.end(`refused: ${path} ${JSON.stringify(received)} ${body}`);
  };
