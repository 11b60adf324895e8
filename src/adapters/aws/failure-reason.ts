import { requestHandler } from './request-handler.ts';

const charactersMax = 300;

/** What an AWS client threw, in one line: its name says more than its message where that is empty. */
export function awsFailureReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, charactersMax);
  const message = error.message.replace(/\s+/g, ' ').trim();
  const named = message === '' || message === error.name ? error.name : `${error.name}: ${message}`;
  return named.slice(0, charactersMax);
}

/** One try and another; a service that does not answer holds up nobody for long. */
export const awsClientLimits = {
  maxAttempts: 2,
  requestHandler: requestHandler(10_000),
} as const;
