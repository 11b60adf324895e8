import { retryAfterSeconds } from '../domain/retry-after.ts';
import type { HttpClient, HttpResponse } from '../ports/http-client.ts';

/** One answer of a feed's server, or the reason there is none. */
export type FetchedText =
  | {
      readonly outcome: 'fetched';
      readonly text: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly outcome: 'failed'; readonly reason: string };

export interface FetchPorts {
  readonly http: HttpClient;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly deadline: number;
  /** Gives up what is under way. */
  readonly signal?: AbortSignal;
}

/** All of what abuse.ch has ever listed is about as large; whoever offers more offers smaller parts as well. */
const bodyBytesMax = 256 * 1024 * 1024;
/** A server may think for a while before the first byte of a large export. */
const silenceSeconds = 30;
const triesMax = 3;
/** Between two tries, where the server does not say how long to wait. */
const pauseMilliseconds = 2_000;

/**
 * Asks for a document, up to three times where another try may help, within the time there is. Reasons name the host
 * and nothing else of the address, which may hold a key.
 */
export async function fetchText(
  url: string,
  headers: Readonly<Record<string, string>>,
  { http, now, wait, deadline, signal }: FetchPorts,
): Promise<FetchedText> {
  const host = URL.parse(url)?.host ?? 'the address';
  for (let tries = 1; ; tries++) {
    const left = deadline - now();
    if (left <= 0) return failed(`${host} could not be asked in the time a fetch may take`);
    const callSeconds = left / 1000;
    const timeoutSeconds = Math.min(silenceSeconds, callSeconds);
    const response = await http.get(url, {
      headers,
      bodyBytesMax,
      callSeconds,
      timeoutSeconds,
      ...(signal && { signal }),
    });
    const judged = judge(response, host);
    if (judged.outcome !== 'try again') return judged;
    if (tries >= triesMax || signal?.aborted === true) return failed(judged.reason);
    if (now() + judged.pause >= deadline) {
      return failed(`${judged.reason}; there is no time left to wait`);
    }
    await wait(judged.pause);
  }
}

type Judged =
  | FetchedText
  | { readonly outcome: 'try again'; readonly reason: string; readonly pause: number };

const failed = (reason: string): FetchedText => ({ outcome: 'failed', reason });

function judge(response: HttpResponse, host: string): Judged {
  if (response.outcome === 'failed') {
    const { reason, retryable } = response;
    return retryable ? { outcome: 'try again', reason, pause: pauseMilliseconds } : failed(reason);
  }
  const { status, headers, body, isCut } = response;
  if (status >= 200 && status < 300) {
    return isCut === true
      ? failed(`${host} sent more than ${bodyBytesMax / 1024 / 1024} MB; choose a smaller export`)
      : { outcome: 'fetched', text: body, headers };
  }
  const said = `${host} answered ${status}`;
  if (status === 401 || status === 403) {
    return failed(`${said}: it does not accept the credential, or wants one`);
  }
  if (status === 404 || status === 410) return failed(`${said}: the feed is not there any more`);
  if (status === 429) {
    return {
      outcome: 'try again',
      reason: `${said}: it was asked too often`,
      pause: pauseIn(headers),
    };
  }
  return status >= 500
    ? { outcome: 'try again', reason: said, pause: pauseIn(headers) }
    : failed(said);
}

function pauseIn(headers: Readonly<Record<string, string>>): number {
  const seconds = retryAfterSeconds(headers);
  return seconds === undefined ? pauseMilliseconds : Math.max(seconds * 1000, 1);
}
