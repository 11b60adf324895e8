import type { Socket } from 'node:net';
import { awsPortsAt, awsRefusal, awsSettings } from './aws-service.ts';
import { startBareServer } from './bare-server.ts';
import { endlessAnswer } from './endless-answer.ts';
import type { Fault, FaultyService } from './fault.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  neverAnswering,
  startTestServer,
} from './http-server.ts';
import { placeOf } from './place-of.ts';

/** What takes no time takes some on a busy machine; what waits for a clock is hurried. */
const patienceMilliseconds = 5000;
const hurryMilliseconds = 500;
const hurry = { timeoutMilliseconds: hurryMilliseconds };

const at = (
  endpoint: string,
  close?: () => Promise<unknown>,
  timeoutMilliseconds = patienceMilliseconds,
): FaultyService => ({
  place: placeOf(endpoint),
  ports: awsPortsAt(endpoint, {
    // Stores at an endpoint of their own have no host name for each bucket.
    hasOwnEndpoint: true,
    client: { ...awsSettings.client, endpoint, timeoutMilliseconds },
  }).ports,
  ...(close && { close }),
});

async function served(
  answer: Answer,
  { tls = false, timeoutMilliseconds }: { tls?: boolean; timeoutMilliseconds?: number } = {},
): Promise<FaultyService> {
  const { url, close } = await startTestServer(answer, { tls });
  return at(url, close, timeoutMilliseconds);
}

async function bare(speak: (socket: Socket) => void): Promise<FaultyService> {
  const { port, close } = await startBareServer((socket) => {
    socket.once('data', () => speak(socket));
  });
  return at(`http://127.0.0.1:${port}`, close);
}

const dripping: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
};

const refusal = (
  name: string,
  status: number,
  meaning: Fault['meaning'],
  reason: RegExp,
): Fault => ({
  name: `${name} (${status})`,
  meaning,
  reason,
  isAnswered: true,
  start: () => served(refusing(name, status)),
});

/** In the format of the service that was asked: those of S3 and SNS are XML, with and without an envelope. */
const refusing =
  (name: string, status: number): Answer =>
  (request, response) => {
    const isQuery = request.headers['content-type']?.includes('x-www-form-urlencoded') === true;
    const isStore = request.path.includes('x-id=PutObject');
    if (!isQuery && !isStore) return awsRefusal(name, status)(request, response);
    const error = `<Code>${name}</Code><Message>said by the service</Message>`;
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      isStore
        ? `<Error>${error}</Error>`
        : `<ErrorResponse><Error>${error}</Error><RequestId>request-1</RequestId></ErrorResponse>`,
    );
    return undefined;
  };

const broken = (name: string, start: Fault['start'], reason = /\w/): Fault => ({
  name,
  meaning: 'later',
  reason,
  start,
});

/** What outputs that send into AWS are tested against: every call of a delivery meets the fault. */
export const awsFaults: readonly Fault[] = [
  broken(
    'a refused connection',
    async () => {
      const { close, ...service } = await served(answering(200));
      await close?.();
      return service;
    },
    /the connection was refused/,
  ),
  broken(
    'a name without an address',
    async () => at('https://service.invalid', undefined, hurryMilliseconds),
    // Where the network drops everything there is no answer about names either.
    /no address|cannot be looked up|no answer in time/,
  ),
  broken('a self-signed certificate', () => served(answering(200), { tls: true }), /certificate/i),
  broken('a server without TLS', async () => {
    const { place, close } = await served(answering(200));
    return at(place.url.replace('http:', 'https:'), close);
  }),
  broken('no answer', () => served(neverAnswering, hurry), /no answer in time/),
  broken('an answer that drips', () => served(dripping, hurry)),
  broken('half an answer', () => served(answeringHalf)),
  broken('a connection that breaks', () => bare((socket) => socket.resetAndDestroy())),
  broken('a connection that is closed', () => bare((socket) => socket.end())),
  broken('what is not HTTP', () => bare((socket) => socket.end('220 canary ESMTP\r\n'))),
  broken('a page', () =>
    served(answering(200, { 'content-type': 'text/html' }, '<html>Please log in</html>')),
  ),
  broken('100 MB', async () => {
    const { answer, violation, expectCall } = endlessAnswer(200);
    expectCall(1024 * 1024);
    return { ...(await served(answer)), violation };
  }),
  refusal('ValidationException', 400, 'final', /said by the service/),
  refusal('AccessDeniedException', 403, 'final', /need a policy that allows/),
  refusal('ResourceNotFoundException', 404, 'final', /it does not exist/),
  refusal('RequestEntityTooLargeException', 413, 'final', /RequestEntityTooLarge/),
  refusal('ThrottlingException', 400, 'later', /Throttling/),
  refusal('TooManyRequestsException', 429, 'later', /TooManyRequests/),
  refusal('InternalFailure', 500, 'later', /InternalFailure/),
  refusal('ServiceUnavailable', 503, 'later', /ServiceUnavailable/),
];
