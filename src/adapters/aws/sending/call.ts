import { retryAfterSeconds } from '../../../domain/retry-after.ts';
import { requestHandler } from '../request-handler.ts';
import type { AwsSending } from '../../../ports/aws-sender.ts';
import { type AnswerBody, boundedAnswer } from './answer.ts';
import { awsFailureReason } from '../failure-reason.ts';

interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface AwsSettings {
  /** Of resources that are given by name. */
  readonly region: string;
  /** Of topics that are given by name; empty where it is not known. */
  readonly accountId: string;
  /** Whether the environment names an endpoint: stores that imitate S3 have no host name for each bucket. */
  readonly hasOwnEndpoint?: boolean;
  /** Of the service that gives out temporary credentials, where it is not AWS's own. */
  readonly tokenEndpoint?: string;
  /** For tests and private endpoints; what the SDK finds in the environment when absent. */
  readonly client?: {
    readonly endpoint?: string;
    readonly credentials?: AwsCredentials | (() => Promise<AwsCredentials>);
    readonly timeoutMilliseconds?: number;
  };
}

/** Connecting, and the answer. Payloads have up to a megabyte, and Lambda takes its time. */
export const timeoutDefault = 10_000;

/** One attempt: the alert processor repeats, and counts what it does. */
export function clientSettings({ client = {} }: AwsSettings, region: string) {
  const { timeoutMilliseconds = timeoutDefault, ...rest } = client;
  return {
    ...rest,
    region,
    maxAttempts: 1,
    streamCollector: (body: AnswerBody) => boundedAnswer(body, timeoutMilliseconds),
    requestHandler: requestHandler(timeoutMilliseconds),
  };
}

/** One client for each region, made when it is first asked for. */
export function clientsByRegion<Client>(make: (region: string) => Client) {
  const clients = new Map<string, Client>();
  return (region: string): Client => {
    const client = clients.get(region) ?? make(region);
    clients.set(region, client);
    return client;
  };
}

const arnPattern = /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]+):([0-9]{12}):(.+)$/;

export interface ArnParts {
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Undefined for what is no ARN of a resource in a region. */
export function arnParts(text: string): ArnParts | undefined {
  const [, region, accountId, resource] = arnPattern.exec(text) ?? [];
  if (region === undefined || accountId === undefined || resource === undefined) return undefined;
  return { region, accountId, resource };
}

interface Call {
  /** As in policies: `lambda:InvokeFunction`. */
  readonly action: string;
  readonly resource: string;
  readonly region: string;
}

interface Answered {
  readonly $metadata: { readonly requestId?: string | undefined };
}

/**
 * What a service refused of a request that it took: the answer is a success, and says otherwise inside. Thrown within a
 * call it is told like any other refusal.
 */
export const refusalInside = (
  code: string | undefined,
  message: string | undefined,
  { $metadata }: Answered,
  isPassing: boolean,
): Error =>
  Object.assign(new Error(message ?? ''), {
    name: code ?? 'refused without a reason',
    $metadata: { ...$metadata, httpStatusCode: isPassing ? 503 : 400 },
  });

/** Makes the call, and says what came of it. */
export async function awsCall<Output extends Answered>(
  call: Call,
  send: () => Promise<Output>,
  idIn: (output: Output) => string | undefined = () => undefined,
): Promise<AwsSending> {
  try {
    const output = await send();
    const requestId = output.$metadata.requestId ?? null;
    return { outcome: 'answered', id: idIn(output) ?? null, requestId };
  } catch (error) {
    return awsFailure(call, error);
  }
}

/** What the SDK adds to errors. */
interface SdkError {
  readonly code?: unknown;
  readonly retryAfterSeconds?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Record<string, string> };
}

export function awsFailure(call: Call, error: unknown): AwsSending & { outcome: 'failed' } {
  const sdkError: SdkError = typeof error === 'object' && error !== null ? error : {};
  const status = sdkError.$metadata?.httpStatusCode ?? sdkError.$response?.statusCode;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : '';
  const { action, resource, region } = call;
  const waitSeconds = retryAfterOf(sdkError);
  return {
    outcome: 'failed',
    reason: `${action} on ${resource} in ${region}: ${meaningOf(error, name, action)}`,
    retryable: isPassing(name, status),
    requestId: sdkError.$metadata?.requestId ?? null,
    ...(waitSeconds !== undefined && { retryAfterSeconds: waitSeconds }),
    ...(isTooLarge(name, status, message) && { isTooLarge: true }),
  };
}

/** Of the services' own words for "later" and "not yet". Expired credentials are renewed by whoever gives them out. */
const passing =
  /Throttl|TooManyRequests|SlowDown|LimitExceeded|RequestTimeout|TooSkewed|ExpiredToken|RequestExpired|TokenRefresh|Unavailable|NotReady|InProgress|SendingPaused|Conflict|OperationAborted|KMSInternal/i;

/** Without an answer something stands in the way that may go: the network, or credentials that are not there. */
const isPassing = (name: string, status: number | undefined): boolean =>
  status === undefined ||
  status < 400 ||
  status >= 500 ||
  status === 408 ||
  status === 429 ||
  passing.test(name);

const isTooLarge = (name: string, status: number | undefined, message: string): boolean =>
  status === 413 ||
  /TooLarge|TooLong/i.test(name) ||
  (status === 400 &&
    /too (long|large)|shorter than|length less than|exceed.*size|size .*over the limit/i.test(
      message,
    ));

/** Longer is not waited for a service's word; retries have limits of their own. */
const retryAfterSecondsMax = 60 * 60;

/** Lambda has a field of its own for it. */
function retryAfterOf({ retryAfterSeconds: told, $response }: SdkError): number | undefined {
  const headers = $response?.headers ?? {};
  const asked = told === undefined ? headers : { ...headers, 'retry-after': String(told) };
  const seconds = retryAfterSeconds(asked);
  return seconds === undefined ? undefined : Math.min(seconds, retryAfterSecondsMax);
}

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before the answer was complete',
  ENOTFOUND: 'the service has no address; is the region right, and does DNS work?',
  EAI_AGAIN: 'the address cannot be looked up at the moment; does DNS work?',
};

function meaningOf(error: unknown, name: string, action: string): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  const network = typeof code === 'string' ? networkWords[code] : undefined;
  if (network !== undefined) return network;
  if (name === 'TimeoutError') return 'no answer in time';
  if (name === 'CredentialsProviderError') {
    return 'there are no AWS credentials here; set AWS_PROFILE or AWS_ACCESS_KEY_ID';
  }
  const said = awsFailureReason(error);
  if (/^(AccessDenied|AuthorizationError|NotAuthorized|Forbidden)/.test(name)) {
    return `these AWS credentials need a policy that allows ${action} (${said})`;
  }
  if (/NotFound|NonExistent|NoSuch|DoesNotExist/.test(name)) return `it does not exist (${said})`;
  return said;
}
