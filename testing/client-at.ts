import { type HttpClientOptions, localHttpClient } from '../src/adapters/local/http-client.ts';
import type { HttpClient, HttpRequest } from '../src/ports/http-client.ts';

type Change = (url: string, request: HttpRequest) => readonly [url: string, request: HttpRequest];

/** The client, with every call changed before it is made. */
export function changed(client: HttpClient, change: Change): HttpClient {
  return {
    get: (url, request = {}) => client.get(...change(url, request)),
    post: (url, request = {}) => client.post(...change(url, request)),
    put: (url, request = {}) => client.put(...change(url, request)),
    patch: (url, request = {}) => client.patch(...change(url, request)),
  };
}

/** The client with every request brought to one place: addresses of vendors stand in outputs, not in credentials. */
export function clientAt(url: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = localHttpClient({ allowHosts: ['127.0.0.1', 'localhost'], ...options });
  return changed(client, (wanted, request) => {
    const { origin, pathname, search } = new URL(wanted);
    return [origin === new URL(url).origin ? wanted : url + pathname + search, request];
  });
}

/** A minute is more than any vendor takes, and less than an operator notices. */
const secondsMax = 60;

/** The same client for a hurry; an output that would wait for longer than a minute is told of. */
export const hurried = (client: HttpClient, hurry: HttpRequest): HttpClient =>
  changed(client, (url, request) => {
    const { timeoutSeconds = 0, callSeconds = 0 } = request;
    if (Math.max(timeoutSeconds, callSeconds) > secondsMax) {
      throw new Error(`a call may take no more than ${secondsMax} seconds`);
    }
    return [url, { ...request, ...hurry }];
  });
