import { localHttpClient } from '../src/adapters/local/http-client.ts';
import type { FeedFormat, FeedStep, FetchRequest } from '../src/feeds/feed.ts';

/** A request to a feed on this machine, whose waits take no time and are kept. */
export function feedRequest(url: string, changes: Partial<FetchRequest> = {}) {
  const waits: number[] = [];
  const began = Date.now();
  const request: FetchRequest = {
    url,
    credential: undefined,
    http: localHttpClient({ allowHosts: ['127.0.0.1', 'localhost'] }),
    now: Date.now,
    wait: async (milliseconds) => void waits.push(milliseconds),
    deadline: began + 20_000,
    resume: undefined,
    settings: { types: [] },
    ...changes,
  };
  return { request, waits };
}

/** All that a fetch gives. */
export async function fetchedSteps(format: FeedFormat, request: FetchRequest): Promise<FeedStep[]> {
  const steps: FeedStep[] = [];
  for await (const step of format.fetch(request)) steps.push(step);
  return steps;
}

/** The values of all pages; fails when the feed did. */
export function valuesIn(steps: readonly FeedStep[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.outcome === 'failed') throw new Error(step.reason);
    return step.items.map(({ value }) => value);
  });
}
