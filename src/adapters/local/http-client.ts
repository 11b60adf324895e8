import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { getCACertificates } from 'node:tls';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';
import { type Guard, outboundGuard, type Resolve } from './outbound-guard.ts';
import { failureOf } from './http-failure.ts';

export interface HttpClientOptions {
  /** Hosts, as they stand in URLs, that may have private addresses and be asked without TLS. */
  readonly allowHosts: readonly string[];
  /** Certificates (PEM) of private authorities, trusted beside the public ones. */
  readonly certificateAuthorities?: readonly string[];
  /** How names become addresses; the system's way when absent. */
  readonly resolve?: Resolve;
}

/** Connecting, or the next piece of an answer, may take this long when the request does not say. */
const silenceSecondsDefault = 3.05;
/** A whole call, however steadily the answer drips, when the request does not say. */
const callSecondsDefault = 30;
/** More of an answer is read only for a request that says so; what follows is not taken off the line. */
const bodyBytesDefault = 1024 * 1024;
const redirectsMax = 5;
/** To one host; vendors slow down those who open more. */
const socketsMax = 16;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

interface Connections {
  readonly guard: Guard;
  readonly plain: http.Agent;
  readonly secure: https.Agent;
}

/** The one way out to the network. No reason it gives has more of a URL than the host. */
export function localHttpClient(options: HttpClientOptions): HttpClient {
  const { certificateAuthorities = [] } = options;
  const shared = { keepAlive: true, maxSockets: socketsMax };
  const connections: Connections = {
    guard: outboundGuard(options.allowHosts, options.resolve),
    plain: new http.Agent(shared),
    // Said aloud, because an environment variable can switch the default off.
    secure: new https.Agent({
      ...shared,
      rejectUnauthorized: true,
      ca: [...getCACertificates('default'), ...certificateAuthorities],
    }),
  };
  const call = async (method: Method, text: string, request: HttpRequest = {}) => {
    const url = URL.parse(text);
    if (url === null) return refused('the address is no URL');
    try {
      return await followed(connections, method, url, request);
    } catch (error) {
      return failureOf(error, url.host);
    }
  };
  return {
    get: (url, request) => call('GET', url, request),
    post: (url, request) => call('POST', url, request),
    put: (url, request) => call('PUT', url, request),
    patch: (url, request) => call('PATCH', url, request),
  };
}

/** Final only where the request itself is wrong. What a service redirects an operator of it or of ours can mend. */
const refused = (reason: string): HttpResponse => ({ outcome: 'failed', reason, retryable: false });
const redirected = (reason: string): HttpResponse => ({
  outcome: 'failed',
  reason,
  retryable: true,
});

/** Sends the request, and sends it again where the same host says it belongs. */
async function followed(
  connections: Connections,
  method: Method,
  first: URL,
  request: HttpRequest,
): Promise<HttpResponse> {
  const late = AbortSignal.timeout((request.callSeconds ?? callSecondsDefault) * 1000);
  const deadline = request.signal === undefined ? late : AbortSignal.any([late, request.signal]);
  let url = first;
  for (let redirects = 0; redirects <= redirectsMax; redirects++) {
    const refusal = connections.guard.refusalOf(url);
    // Not final: the operator can allow the host, and what waits is sent then.
    if (refusal !== undefined) return { outcome: 'failed', reason: refusal, retryable: true };

    const response = await sendOnce(connections, method, url, request, deadline);
    const target = response.outcome === 'answered' ? redirectTarget(response, url) : undefined;
    if (response.outcome === 'failed' || target === undefined) return response;
    if (!isSameHost(url, target)) {
      return redirected(`${url.host} redirects to another host, which is not followed`);
    }
    // Such a redirect of a POST is followed by a GET, which would deliver nothing and look like success.
    if (method !== 'GET' && response.status < 307) {
      return redirected(`${url.host} redirects (${response.status}) instead of taking the request`);
    }
    url = target;
  }
  return redirected(`${first.host} redirects more than ${redirectsMax} times`);
}

const redirects = new Set([301, 302, 303, 307, 308]);

function redirectTarget(
  { status, headers }: Extract<HttpResponse, { outcome: 'answered' }>,
  from: URL,
): URL | undefined {
  const location = headers['location'];
  if (!redirects.has(status) || location === undefined) return undefined;
  return URL.parse(location, from.href) ?? undefined;
}

const isSameHost = (from: URL, to: URL): boolean =>
  to.origin === from.origin ||
  (from.protocol === 'http:' && to.protocol === 'https:' && to.host === from.host);

/** One request and its whole answer. Rejects with whatever went wrong underneath. */
async function sendOnce(
  { guard, plain, secure }: Connections,
  method: Method,
  url: URL,
  request: HttpRequest,
  deadline: AbortSignal,
): Promise<HttpResponse> {
  const body =
    request.json === undefined ? request.body : stringifyJson(request.json, { strict: true });
  const isSecure = url.protocol === 'https:';
  const headers = {
    'user-agent': 'streamalert',
    accept: '*/*',
    ...(request.json !== undefined && { 'content-type': 'application/json' }),
    ...request.headers,
  };
  const silenceMillis = (request.timeoutSeconds ?? silenceSecondsDefault) * 1000;

  return new Promise((resolve, reject) => {
    const options = { method, headers, lookup: guard.lookup, signal: deadline };
    const sent = isSecure
      ? https.request(url, { ...options, agent: secure })
      : http.request(url, { ...options, agent: plain });
    const silence = setTimeout(() => sent.destroy(timeoutError()), silenceMillis);
    const settle = (finish: () => void) => {
      clearTimeout(silence);
      finish();
    };
    sent.on('error', (error) => settle(() => reject(error)));
    sent.on('socket', (socket) => {
      // One that is used again is connected, and would collect listeners.
      if (socket.connecting) socket.once('connect', () => silence.refresh());
    });
    sent.on('response', (message) => {
      const bytesMax = request.bodyBytesMax ?? bodyBytesDefault;
      readBody(message, bytesMax, () => silence.refresh()).then(
        (received) => settle(() => resolve(answer(message, received))),
        (error: unknown) => settle(() => reject(error)),
      );
    });
    sent.end(body);
  });
}

const timeoutError = () => Object.assign(new Error('silence'), { code: 'SILENCE' });

interface Body {
  readonly text: string;
  readonly isCut: boolean;
}

async function readBody(
  message: IncomingMessage,
  bytesMax: number,
  heard: () => void,
): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  heard();
  // Leaving the loop closes the connection.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    heard();
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) break;
  }
  const text = Buffer.concat(chunks).subarray(0, bytesMax).toString('utf8');
  return { text, isCut: bytes > bytesMax };
}

const answer = ({ statusCode = 0, headers }: IncomingMessage, body: Body): HttpResponse => ({
  outcome: 'answered',
  status: statusCode,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  ),
  body: body.text,
  ...(body.isCut && { isCut: true }),
});
