import type { Expression, Identifier, PrivateIdentifier, Super } from 'acorn';
import type { Scalar } from '../../../domain/where.ts';
import type { ConstantList, Names } from './names.ts';

type Constant = { readonly value: Scalar | undefined };

/** The value of an expression that is the same whenever it is asked; `undefined` is such a value too. */
export function constantOf(
  expression: Expression | Super | PrivateIdentifier,
  names: Names,
): Constant | undefined {
  switch (expression.type) {
    case 'Literal':
      return expression.regex ? undefined : literal(expression.value);
    case 'TemplateLiteral': {
      const [only, ...others] = expression.quasis;
      const text = others.length === 0 ? only?.value.cooked : undefined;
      return typeof text === 'string' ? { value: text } : undefined;
    }
    case 'UnaryExpression': {
      const inner = expression.operator === '-' && constantOf(expression.argument, names);
      return inner && typeof inner.value === 'number' ? { value: -inner.value } : undefined;
    }
    case 'Identifier':
      return named(expression, names);
    default:
      return undefined;
  }
}

function literal(value: unknown): Constant | undefined {
  const isScalar = value === null || typeof value === 'string' || typeof value === 'number';
  const isOther = typeof value === 'boolean' || typeof value === 'bigint';
  return isScalar || isOther ? { value } : undefined;
}

function named({ name }: Identifier, { own, module }: Names): Constant | undefined {
  if (own.has(name)) return undefined;
  if (name === 'undefined') return { value: undefined };
  return module?.constants.get(name);
}

/** A list or set of constants. */
export function constantListOf(
  expression: Expression | Super,
  names: Names,
): ConstantList | undefined {
  switch (expression.type) {
    case 'ArrayExpression': {
      const values = expression.elements.map((element) =>
        element === null || element.type === 'SpreadElement'
          ? undefined
          : constantOf(element, names),
      );
      const known = values.filter((value) => value !== undefined);
      if (known.length < values.length) return undefined;
      return { method: 'includes', values: known.map(({ value }) => value) };
    }
    case 'NewExpression': {
      const [list, ...others] = expression.arguments;
      const isSet = expression.callee.type === 'Identifier' && expression.callee.name === 'Set';
      if (!isSet || names.own.has('Set') || others.length > 0) return undefined;
      const values =
        list && list.type !== 'SpreadElement' ? constantListOf(list, names)?.values : undefined;
      return values && { method: 'has', values };
    }
    case 'Identifier':
      return names.own.has(expression.name) ? undefined : names.module?.lists.get(expression.name);
    default:
      return undefined;
  }
}
