import { describe, expect, test } from 'vitest';
import type { DeliveryOutcome } from '../src/outputs/output.ts';
import { type Answer, answering, answeringHalf } from './http-server.ts';
import { echoing, type Routes } from './vendor-server.ts';

/** What a refused call does to the delivery: it is given up, tried again, or goes on without the call. */
type Meaning = 'final' | 'later' | 'goes on';

interface Refusal {
  readonly answer: Answer;
  readonly meaning: Meaning;
}

const refusals = {
  400: { answer: echoing(400), meaning: 'final' },
  401: { answer: echoing(401), meaning: 'final' },
  403: { answer: echoing(403), meaning: 'final' },
  404: { answer: echoing(404), meaning: 'final' },
  409: { answer: echoing(409), meaning: 'final' },
  413: { answer: echoing(413), meaning: 'final' },
  422: { answer: echoing(422), meaning: 'final' },
  429: { answer: echoing(429, { 'retry-after': '17' }), meaning: 'later' },
  500: { answer: echoing(500), meaning: 'later' },
  503: { answer: echoing(503), meaning: 'later' },
  'half an answer': { answer: answeringHalf, meaning: 'later' },
  'a page': {
    answer: answering(200, { 'content-type': 'text/html' }, '<html>Please log in</html>'),
    meaning: 'later',
  },
  'a redirect to another host': {
    answer: answering(307, { location: 'https://elsewhere.example/' }),
    meaning: 'final',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

type RefusalName = keyof typeof refusals;

interface Step {
  /** `POST /path`, as in the vendor's routes. */
  readonly route: string;
  /** Where the step means something else by an answer. */
  readonly unlike?: Readonly<Partial<Record<RefusalName, Meaning>>>;
}

/** Every call of an output against every way to refuse it: what becomes of the delivery, and that no secret is told. */
export function testRefusals(
  steps: readonly Step[],
  secrets: readonly string[],
  deliver: (instead: Routes) => Promise<DeliveryOutcome>,
): void {
  describe.each(steps)('$route', ({ route, unlike = {} }) => {
    const names = Object.keys(refusals).map((name) => name as `${RefusalName}`);
    test.each(names)('answered by %s', async (name) => {
      const { answer, meaning }: Refusal = refusals[name];
      const meant = unlike[name] ?? meaning;

      const outcome = await deliver({ [route]: answer });

      for (const secret of secrets) expect(JSON.stringify(outcome)).not.toContain(secret);
      if (meant === 'goes on') {
        expect(outcome).toMatchObject({ outcome: 'delivered' });
        return;
      }
      expect(outcome).toMatchObject({
        outcome: 'failed',
        reason: expect.stringMatching(/\w/),
        retryable: meant === 'later',
        ...(name === '429' && { retryAfterSeconds: 17 }),
      });
    });
  });
}
