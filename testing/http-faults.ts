import type { Socket } from 'node:net';
import type { HttpClientOptions } from '../src/adapters/local/http-client.ts';
import type { HttpRequest } from '../src/ports/http-client.ts';
import { startBareServer } from './bare-server.ts';
import { blockedAddresses } from './blocked-addresses.ts';
import { changed, clientAt, hurried } from './client-at.ts';
import { endlessAnswer } from './endless-answer.ts';
import type { Fault, FaultyService } from './fault.ts';
import {
  type Answer,
  answering,
  neverAnswering,
  type ServerCertificate,
  startTestServer,
} from './http-server.ts';
import { placeOf } from './place-of.ts';
import { type Refusal, refusals } from './refusals.ts';
import {
  expiredCertificate,
  expiredCertificateKey,
  otherCertificate,
  otherCertificateKey,
} from './test-certificate.ts';

interface Circumstances {
  readonly tls?: boolean | ServerCertificate;
  readonly client?: Partial<HttpClientOptions>;
  readonly hurry?: HttpRequest;
}

async function served(
  answer: Answer,
  { tls = false, client, hurry = {} }: Circumstances = {},
): Promise<FaultyService> {
  const { url, close } = await startTestServer(answer, { tls });
  return { place: placeOf(url), ports: { http: hurried(clientAt(url, client), hurry) }, close };
}

/** Nothing of the kind is at that address, or nobody may go there. */
const nowhere = (url: string, client: Partial<HttpClientOptions>): FaultyService => ({
  place: placeOf(url),
  ports: { http: clientAt(url, client) },
});

const resolvingTo = (address: string, family = 4): Partial<HttpClientOptions> => ({
  allowHosts: [],
  resolve: () => Promise.resolve([{ address, family }]),
});

const unresolved = (code: string): Partial<HttpClientOptions> => ({
  resolve: () => Promise.reject(Object.assign(new Error('canary'), { code })),
});

/** Speaks over a bare connection, as what is no web server does. */
async function bare(speak: (socket: Socket) => void): Promise<FaultyService> {
  const { port, close } = await startBareServer((socket) => {
    socket.once('data', () => speak(socket));
  });
  const url = `http://127.0.0.1:${port}`;
  return { place: placeOf(url), ports: { http: clientAt(url) }, close };
}

const dripping: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
};

const connecting: readonly Fault[] = [
  {
    name: 'a refused connection',
    meaning: 'later',
    reason: /refused the connection/,
    async start() {
      const service = await served(answering(200));
      await service.close?.();
      return { place: service.place, ports: service.ports };
    },
  },
  {
    name: 'a name without an address',
    meaning: 'later',
    reason: /service\.invalid has no address/,
    start: async () => nowhere('https://service.invalid', unresolved('ENOTFOUND')),
  },
  {
    name: 'a look-up that fails',
    meaning: 'later',
    reason: /service\.invalid cannot be looked up/,
    start: async () => nowhere('https://service.invalid', unresolved('EAI_AGAIN')),
  },
  {
    name: 'a look-up without an answer',
    meaning: 'later',
    reason: /service\.invalid did not answer in time/,
    async start() {
      const url = 'https://service.invalid';
      const client = clientAt(url, { resolve: () => new Promise(() => undefined) });
      return { place: placeOf(url), ports: { http: hurried(client, { timeoutSeconds: 0.05 }) } };
    },
  },
];

const tlsErrors: readonly Fault[] = [
  {
    name: 'a self-signed certificate',
    meaning: 'later',
    reason: /certificate that is not trusted/,
    start: () => served(answering(200), { tls: true }),
  },
  {
    name: 'a certificate for another host',
    meaning: 'later',
    reason: /certificate for another name/,
    start: () =>
      served(answering(200), {
        tls: { cert: otherCertificate, key: otherCertificateKey },
        client: { certificateAuthorities: [otherCertificate] },
      }),
  },
  {
    name: 'an expired certificate',
    meaning: 'later',
    reason: /certificate that has expired/,
    start: () =>
      served(answering(200), {
        tls: { cert: expiredCertificate, key: expiredCertificateKey },
        client: { certificateAuthorities: [expiredCertificate] },
      }),
  },
  {
    name: 'a server without TLS',
    meaning: 'later',
    reason: /failed in TLS/,
    async start() {
      const { close, place } = await served(answering(200));
      const url = place.url.replace('http:', 'https:');
      return { place: placeOf(url), ports: { http: clientAt(url) }, ...(close && { close }) };
    },
  },
];

const brokenAnswers: readonly Fault[] = [
  {
    name: 'no answer',
    meaning: 'later',
    reason: /did not answer in time/,
    start: () => served(neverAnswering, { hurry: { timeoutSeconds: 0.05 } }),
  },
  {
    name: 'an answer that stops',
    meaning: 'later',
    reason: /did not answer in time/,
    start: () =>
      served((_request, response) => void response.writeHead(200).write('{"half":'), {
        hurry: { timeoutSeconds: 0.1 },
      }),
  },
  {
    name: 'an answer that drips',
    meaning: 'later',
    reason: /did not answer in time/,
    start: () => served(dripping, { hurry: { callSeconds: 0.15 } }),
  },
  {
    name: 'a connection that breaks',
    meaning: 'later',
    reason: /closed the connection/,
    start: () => bare((socket) => socket.resetAndDestroy()),
  },
  {
    name: 'a connection that is closed',
    meaning: 'later',
    reason: /closed the connection/,
    start: () => bare((socket) => socket.end()),
  },
  {
    name: 'what is not HTTP',
    meaning: 'later',
    reason: /answered what is not HTTP/,
    start: () => bare((socket) => socket.end('220 canary ESMTP\r\n')),
  },
  {
    name: 'headers without an end',
    meaning: 'later',
    reason: /answered what is not HTTP/,
    start: () => bare((socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_000_000)}`)),
  },
  {
    name: 'a redirect in a circle',
    meaning: 'later',
    reason: /redirects more than \d times/,
    start: () => served(answering(307, { location: '/again' })),
  },
  {
    name: 'a redirect to the metadata of the cloud',
    meaning: 'later',
    reason: /redirects to another host/,
    start: () => served(answering(308, { location: 'http://169.254.169.254/latest/meta-data/' })),
  },
];

const bodyBytesDefault = 1024 * 1024;

const endless = (status: number, meaning: Fault['meaning']): Fault => ({
  name: `100 MB with the status ${status}`,
  meaning,
  reason: /\w/,
  isAnswered: true,
  async start() {
    const { answer, violation, expectCall } = endlessAnswer(status);
    const { place, close, ports } = await served(answer);
    const http = changed(ports.http ?? clientAt(place.url), (url, request) => {
      expectCall(request.bodyBytesMax ?? bodyBytesDefault);
      return [url, request];
    });
    return { place, ports: { http }, violation, ...(close && { close }) };
  },
});

const privateAddresses: readonly Fault[] = [
  ...blockedAddresses.map(
    (url): Fault => ({
      name: `the address ${url}`,
      meaning: 'later',
      reason: /private address, which is refused unless the host is allowed by name/,
      start: async () => nowhere(url, { allowHosts: [] }),
    }),
  ),
  ...([['10.0.0.1'], ['169.254.169.254'], ['fd00:ec2::254', 6]] as const).map(
    ([address, family]): Fault => ({
      name: `a name that leads to ${address}`,
      meaning: 'later',
      reason: /service\.example has a private address/,
      start: async () => nowhere('https://service.example', resolvingTo(address, family)),
    }),
  ),
  {
    name: 'an address without TLS',
    meaning: 'later',
    reason: /without TLS/,
    start: async () => nowhere('http://service.example', resolvingTo('192.0.2.1')),
  },
];

const refused = Object.entries<Refusal>(refusals).map(
  ([name, { answer, meaning }]): Fault => ({
    name,
    meaning,
    reason: /\w/,
    isAnswered: true,
    start: () => served(answer),
  }),
);

/** What outputs that speak HTTP are tested against: every call of a delivery meets the fault. */
export const httpFaults: readonly Fault[] = [
  ...refused,
  ...connecting,
  ...tlsErrors,
  ...brokenAnswers,
  endless(200, 'later'),
  endless(400, 'final'),
  endless(500, 'later'),
  ...privateAddresses,
];
