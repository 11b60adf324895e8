import { isDeepStrictEqual } from 'node:util';
import { search } from '@jmespath-community/jmespath';
import { reasonOf } from '../domain/errors.ts';
import { isJsonObject } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { kindOf } from './event-problems.ts';
import { showValue } from './show-value.ts';

/** A check of what is sent, in one of its two forms; else why it is none. */
type Check =
  | {
      readonly outcome: 'check';
      readonly expression: string;
      readonly condition: string;
      readonly value: unknown;
    }
  | { readonly outcome: 'malformed'; readonly reason: string };

/** Everything about a publication that is not as its checks say. */
export function failedChecks(publication: Publication, checks: unknown): readonly string[] {
  if (!Array.isArray(checks)) return [`expected a list of checks, found ${kindOf(checks)}`];
  return checks.flatMap((given: unknown) => {
    const check = readCheck(given);
    const failure = check.outcome === 'check' ? failureOf(publication, check) : check.reason;
    return failure === undefined ? [] : [failure];
  });
}

function readCheck(given: unknown): Check {
  if (Array.isArray(given)) {
    const [expression, condition, value] = given as readonly unknown[];
    if (given.length !== 3 || typeof expression !== 'string') {
      const reason = `a check in a list is [expression, condition, value], found ${showValue(given)}`;
      return { outcome: 'malformed', reason };
    }
    return { outcome: 'check', expression, condition: String(condition), value };
  }
  if (!isJsonObject(given)) {
    return {
      outcome: 'malformed',
      reason: `a check is a list or an object, found ${kindOf(given)}`,
    };
  }
  const { jmespath_expression: expression, condition, value } = given;
  if (typeof expression !== 'string' || typeof condition !== 'string' || value === undefined) {
    const keys = '"jmespath_expression", "condition" and "value"';
    return { outcome: 'malformed', reason: `a check needs ${keys}, found ${showValue(given)}` };
  }
  return { outcome: 'check', expression, condition, value };
}

interface Condition {
  readonly phrase: string;
  holds(actual: unknown, expected: unknown): boolean;
}

const conditions: ReadonlyMap<string, Condition> = new Map([
  ['is', { phrase: 'should have been', holds: isDeepStrictEqual }],
  [
    'in',
    {
      phrase: 'should have been one of',
      holds: (actual: unknown, expected: unknown) => isWithin(actual, expected),
    },
  ],
  [
    'contains',
    {
      phrase: 'should have contained',
      holds: (actual: unknown, expected: unknown) => isWithin(expected, actual),
    },
  ],
]);

/** Part of a text, or member of a list. */
function isWithin(part: unknown, whole: unknown): boolean {
  if (typeof whole === 'string') return typeof part === 'string' && whole.includes(part);
  return Array.isArray(whole) && whole.some((member) => isDeepStrictEqual(member, part));
}

function failureOf(
  publication: Publication,
  { expression, condition, value }: Extract<Check, { outcome: 'check' }>,
): string | undefined {
  const known = conditions.get(condition);
  if (known === undefined) {
    return `"${condition}" is no condition; use one of ${[...conditions.keys()].join(', ')}`;
  }
  let actual: unknown;
  try {
    actual = search(publication as Parameters<typeof search>[0], expression);
  } catch (error) {
    return `${expression}: is no JMESPath expression that can be asked here: ${reasonOf(error)}`;
  }
  if (known.holds(actual, value)) return undefined;
  return `${expression} ${known.phrase} ${showValue(value)}, found ${showValue(actual)}`;
}
