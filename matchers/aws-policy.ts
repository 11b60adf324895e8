import { at, getKeys } from 'streamalert';
import { decoded, textAt } from './reading.ts';

/** Conditions that keep a policy for everybody from being one for the whole world. */
const narrowingConditions = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
]);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** The statements of a policy, given as JSON text or decoded. */
export function statementsOf(policy: unknown): readonly unknown[] {
  const statements = at(decoded(policy), 'Statement');
  return statements === undefined ? [] : listOf(statements);
}

/** Whom a statement is about: `*`, ARNs and account ids. */
export function principalsOf(statement: unknown): readonly string[] {
  const principal = at(statement, 'Principal');
  const aws = typeof principal === 'object' ? at(principal, 'AWS') : principal;
  return listOf(aws).filter((value) => typeof value === 'string');
}

export const isAllowed = (statement: unknown): boolean => textAt(statement, 'Effect') === 'Allow';

/** Whether a statement's conditions leave out most of the world. */
export function isNarrowed(statement: unknown): boolean {
  const condition = at(statement, 'Condition');
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.values(condition).some((test: unknown) => isNarrowingTest(test));
}

function isNarrowingTest(test: unknown): boolean {
  if (typeof test !== 'object' || test === null) return false;
  return Object.entries(test).some(
    ([key, value]) =>
      narrowingConditions.has(key.toLowerCase()) &&
      !listOf(value).some((allowed) => ['*', '0.0.0.0/0', '::/0'].includes(String(allowed))),
  );
}

/** Whether a policy lets anybody in the world do something. */
export const isPublicPolicy = (policy: unknown): boolean =>
  statementsOf(policy).some(
    (statement) =>
      isAllowed(statement) && principalsOf(statement).includes('*') && !isNarrowed(statement),
  );

/** Whether the ACL in the parameters of an S3 call gives something to one of these groups. */
export const grantsTo = (parameters: unknown, groups: readonly string[]): boolean =>
  getKeys(at(parameters, 'AccessControlPolicy') ?? null, 'URI').some((uri) =>
    groups.includes(String(uri)),
  );
