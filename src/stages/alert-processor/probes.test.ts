import { expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aStatus } from '../../ports/alert-store.contract.ts';
import { isRetriedByHand } from './probes.ts';

const trouble = { since: 1_000, lastAt: 2_000, reason: 'answered 503' };

test.each([
  ['an alert that was retried', anAlert({ createdAt: 500 }), {}, true],
  ['a merged alert that was retried', aMergedAlert({ createdAt: 500 }), {}, true],
  [
    'a merged alert with more to tell',
    aMergedAlert({ createdAt: 500 }),
    { nextAttemptAt: 3_000 },
    false,
  ],
  ['one that was tried since', anAlert({ createdAt: 500 }), { attempts: 1 }, false],
  ['one that waits since it was raised', anAlert({ createdAt: 3_000 }), {}, false],
  [
    'a resolve that nobody retried',
    anAlert({ createdAt: 500 }),
    { action: 'resolve' as const },
    false,
  ],
])('%s: whether the output is tried at once', (_name, alert, changes, expected) => {
  const status = aStatus({ attempts: 0, waitingSince: 3_000, ...changes });
  const due = { alert, status, sentAs: null, lifecycle: null };

  expect(isRetriedByHand(due, trouble)).toBe(expected);
  expect(isRetriedByHand(due, undefined)).toBe(false);
});
