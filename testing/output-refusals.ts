import { describe, expect, test } from 'vitest';
import type { DeliveryOutcome } from '../src/outputs/output.ts';
import { type Meaning, type Refusal, type RefusalName, refusals } from './refusals.ts';
import type { Routes } from './vendor-server.ts';

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
