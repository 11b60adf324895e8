import { networkSet, parseNetwork } from '../../domain/ip-address.ts';
import type { FieldTest, Scalar, WhereTest } from '../../domain/where.ts';
import { type Field, scalarKey } from './field.ts';

export type HoldsFor = (field: Field) => boolean;

/** The constants an entry asks to be equal to, or undefined when it asks something else. */
export function equalityKeys(test: WhereTest): readonly unknown[] | undefined {
  if (isList(test)) return [...new Set(test.map(scalarKey))];
  return isFieldTest(test) ? undefined : [scalarKey(test)];
}

const isList = (test: WhereTest): test is readonly Scalar[] => Array.isArray(test);

const isFieldTest = (test: WhereTest): test is FieldTest =>
  typeof test === 'object' && test !== null && !Array.isArray(test);

/** Compiles an entry of `where` to a function. All operators of a `FieldTest` must hold. */
export function compileFieldTest(test: WhereTest): HoldsFor {
  const keys = equalityKeys(test);
  if (keys) return compileEquality(keys);
  const parts = isFieldTest(test) ? compileOperators(test) : [];
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (field) => parts.every((holds) => holds(field));
}

function compileEquality(keys: readonly unknown[]): HoldsFor {
  if (keys.length === 1) {
    const [key] = keys;
    return (field) => field.key === key;
  }
  const set = new Set(keys);
  return (field) => set.has(field.key);
}

function compileOperators(test: FieldTest): readonly HoldsFor[] {
  const { startsWith, endsWith, contains, cidr, exists } = test;
  const parts: HoldsFor[] = [];
  if (exists !== undefined) {
    parts.push(({ value }) => (value !== undefined && value !== null) === exists);
  }
  if (startsWith !== undefined)
    parts.push(someText(startsWith, (text, part) => text.startsWith(part)));
  if (endsWith !== undefined) parts.push(someText(endsWith, (text, part) => text.endsWith(part)));
  if (contains !== undefined) parts.push(someText(contains, (text, part) => text.includes(part)));
  if (cidr !== undefined) parts.push(compileCidr(listed(cidr)));
  return parts;
}

const listed = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

function someText(
  parts: string | readonly string[],
  holds: (text: string, part: string) => boolean,
): HoldsFor {
  const all = listed(parts);
  return ({ value }) => {
    if (typeof value !== 'string') return false;
    for (const part of all) if (holds(value, part)) return true;
    return false;
  };
}

function compileCidr(cidrs: readonly string[]): HoldsFor {
  const contains = networkSet(cidrs.map(parseNetwork).filter((network) => network !== undefined));
  return (field) => {
    const { address } = field;
    return address !== undefined && contains(address);
  };
}
