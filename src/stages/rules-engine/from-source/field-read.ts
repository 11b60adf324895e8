import type { CallExpression, Expression, MemberExpression, PrivateIdentifier, Super } from 'acorn';
import { readsStraight } from '../read-field.ts';
import { constantOf } from './constants.ts';
import { helperOf, type Names, type Path } from './names.ts';

/** An expression that reads one field of the record. */
export interface FieldRead {
  readonly path: Path;
  /** Fields without which reading throws. */
  readonly needs: readonly Path[];
}

/**
 * The field that an expression reads: `record.a?.b`, `record['a']`, `at(record, 'a', 'b')`, or a name that stands for
 * one. Undefined for everything else, and for keys that mean something on lists and texts, such as `length`.
 */
export function fieldRead(
  expression: Expression | Super | PrivateIdentifier,
  names: Names,
): FieldRead | undefined {
  switch (expression.type) {
    case 'Identifier': {
      if (expression.name === names.record) return { path: [], needs: [] };
      const path = names.fields.get(expression.name);
      return path && { path, needs: [] };
    }
    case 'ChainExpression':
      return fieldRead(expression.expression, names);
    case 'MemberExpression':
      return memberRead(expression, names);
    case 'CallExpression':
      return atRead(expression, names);
    default:
      return undefined;
  }
}

function memberRead(member: MemberExpression, names: Names): FieldRead | undefined {
  const base = fieldRead(member.object, names);
  const key = keyOf(member, names);
  if (base === undefined || key === undefined) return undefined;
  const { path, needs } = base;
  // The record is always there; anything below it throws where it is not.
  const isSafe = path.length === 0 || member.optional;
  return { path: [...path, key], needs: isSafe ? needs : [...needs, path] };
}

function keyOf({ property, computed }: MemberExpression, names: Names): string | undefined {
  if (!computed) return property.type === 'Identifier' ? plainKey(property.name) : undefined;
  if (property.type === 'PrivateIdentifier') return undefined;
  const constant = constantOf(property, names);
  return plainKey(constant?.value);
}

export const plainKey = (key: unknown): string | undefined =>
  typeof key === 'string' && readsStraight(key) ? key : undefined;

/** `at` never throws. It has to be the one of this package. */
function atRead(call: CallExpression, names: Names): FieldRead | undefined {
  if (helperOf(call.callee, names) !== 'at') return undefined;
  const [first, ...keys] = call.arguments;
  const base = first && first.type !== 'SpreadElement' ? fieldRead(first, names) : undefined;
  if (base === undefined) return undefined;
  const path = keys.map((key) =>
    key.type === 'SpreadElement' ? undefined : plainKey(constantOf(key, names)?.value),
  );
  const known = path.filter((key) => key !== undefined);
  return known.length === path.length
    ? { path: [...base.path, ...known], needs: base.needs }
    : undefined;
}
