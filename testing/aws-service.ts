import { awsSender } from '../src/adapters/aws/aws-sender.ts';
import type { AwsSettings } from '../src/adapters/aws/sending/call.ts';
import { testOutputPorts } from './delivery.ts';
import { type Answer, startTestServer } from './http-server.ts';

export const awsSettings = {
  region: 'eu-west-1',
  accountId: '000000000000',
  client: {
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary-secret' },
    timeoutMilliseconds: 500,
  },
} as const satisfies AwsSettings;

/** Ports of outputs whose AWS is at that address. */
export function awsPortsAt(endpoint: string, changes: Partial<AwsSettings> = {}) {
  const { ports, printed } = testOutputPorts();
  const client = { ...awsSettings.client, endpoint };
  const aws = awsSender({ ...awsSettings, client, ...changes });
  return { ports: { ...ports, aws }, printed };
}

/** A server on this machine that answers as a service of AWS does. */
export async function startAwsService(answer: Answer) {
  const server = await startTestServer(answer);
  const { ports } = awsPortsAt(server.url, { tokenEndpoint: server.url });
  return { ...server, ports, bodies: () => server.requests.map(({ body }) => body) };
}

/** As services that speak JSON answer. */
export const awsJson =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': 'request-1',
      ...headers,
    });
    response.end(JSON.stringify(value));
  };

/** As services that speak JSON refuse. */
export const awsRefusal = (name: string, status: number, message = 'said by the service'): Answer =>
  awsJson({ __type: name, message }, status, { 'x-amzn-errortype': name });
