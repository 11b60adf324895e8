import { StreamAlertError } from '../../../domain/errors.ts';
import { requestHandler } from '../request-handler.ts';

/** Where the clients of lookup tables talk to; credentials and endpoint are what the SDK finds in the environment. */
export interface AwsPlace {
  readonly region: string;
  /** Whether the environment names an endpoint: stores that imitate S3 have no host name for each bucket. */
  readonly hasOwnEndpoint: boolean;
}

/** Connecting, and each wait for an answer. */
export const timeoutMilliseconds = 10_000;

/** Of a table that does not answer, rules hear within half a minute. */
const attemptsMax = 2;

export const clientSettings = ({ region }: AwsPlace) => ({
  region,
  maxAttempts: attemptsMax,
  requestHandler: requestHandler(timeoutMilliseconds),
});

/** What the SDK throws, in words that say what to do. `words` are those of errors with a meaning of their own. */
export function awsError(
  id: string,
  doing: 'read' | 'written',
  error: unknown,
  words: Readonly<Record<string, string>>,
): StreamAlertError {
  const name = error instanceof Error ? error.name : '';
  const known = words[name] ?? commonWords[name];
  const message = error instanceof Error ? error.message || name : String(error);
  return new StreamAlertError(
    'STATE_UNAVAILABLE',
    `${id} cannot be ${doing}: ${known ?? `${name}: ${message}`}`,
    {
      cause: error,
      hint: 'Look at the table in conf/lookup_tables.json, the region and the credentials.',
    },
  );
}

const commonWords: Readonly<Record<string, string>> = {
  AccessDenied: 'these credentials may not (AccessDenied)',
  AccessDeniedException: 'these credentials may not (AccessDeniedException)',
  CredentialsProviderError:
    'there are no AWS credentials here; set AWS_PROFILE or AWS_ACCESS_KEY_ID',
  ExpiredToken: 'the AWS credentials have expired',
  ExpiredTokenException: 'the AWS credentials have expired',
  TimeoutError: 'no answer within 10 s',
};
