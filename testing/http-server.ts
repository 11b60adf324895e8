import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { testCertificate, testCertificateKey } from './test-certificate.ts';

/** A request as the server got it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface TestServer {
  /** `http://127.0.0.1:<port>`, or `https://localhost:<port>`, without a slash at the end. */
  readonly url: string;
  /** In the order of their arrival. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

const ownCertificate: ServerCertificate = { cert: testCertificate, key: testCertificateKey };

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

/** A real server on a free port of this machine. It reads each request whole, keeps it, and lets `answer` answer. */
export async function startTestServer(
  answer: Answer,
  { tls = false }: { readonly tls?: boolean | ServerCertificate } = {},
): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await received(message);
    requests.push(request);
    await answer(request, response);
  };
  const listener = (message: IncomingMessage, response: ServerResponse) => {
    // A client that hangs up is part of what is tested.
    handle(message, response).catch(() => response.destroy());
  };
  const server =
    tls === false
      ? http.createServer(listener)
      : https.createServer({ ...(tls === true ? ownCertificate : tls) }, listener);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const { port } = server.address() as AddressInfo;
  return {
    url: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers every request alike. */
export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

/** Promises a longer answer than it sends, and hangs up. */
export const answeringHalf: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"half":', () => response.destroy());
};

/** Takes the request and says nothing. */
export const neverAnswering: Answer = () => undefined;

async function received(message: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
