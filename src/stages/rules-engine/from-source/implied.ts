import type {
  BinaryExpression,
  CallExpression,
  Expression,
  LogicalExpression,
  PrivateIdentifier,
  Super,
} from 'acorn';
import type { Scalar } from '../../../domain/where.ts';
import { constantListOf, constantOf } from './constants.ts';
import { fieldRead } from './field-read.ts';
import { helperOf, type Names, type Path } from './names.ts';

/** A field must be one of some values, else the expression has not the wanted answer. */
export interface ImpliedEquality {
  readonly path: Path;
  readonly values: readonly Scalar[];
  /** Fields without which something throws before this is decided. */
  readonly needs: readonly Path[];
}

/** What follows from an expression having the wanted answer. */
export interface Implied {
  readonly equalities: readonly ImpliedEquality[];
  /** Fields without which evaluating it throws; undefined when it might do anything. */
  readonly needs: readonly Path[] | undefined;
}

/** What must hold for an expression to be true, or false. */
export function implied(expression: Expression, wanted: boolean, names: Names): Implied {
  switch (expression.type) {
    case 'UnaryExpression':
      return expression.operator === '!'
        ? implied(expression.argument, !wanted, names)
        : nothing(needsOf(expression, names));
    case 'LogicalExpression':
      return ofLogical(expression, wanted, names);
    case 'BinaryExpression':
      return ofComparison(expression, wanted, names);
    case 'CallExpression':
      return ofCall(expression, wanted, names);
    default:
      return nothing(needsOf(expression, names));
  }
}

const nothing = (needs: readonly Path[] | undefined): Implied => ({ equalities: [], needs });

function ofLogical({ operator, left, right }: LogicalExpression, wanted: boolean, names: Names) {
  if (operator === '??') return nothing(undefined);
  const sides = [implied(left, wanted, names), implied(right, wanted, names)];
  return (operator === '&&') === wanted ? inTurn(sides) : either(sides);
}

/** All of them must hold, asked one after the other until one does not. */
export function inTurn(all: readonly Implied[]): Implied {
  const equalities: ImpliedEquality[] = [];
  let before: readonly Path[] = [];
  for (const { equalities: more, needs } of all) {
    const behind = before;
    equalities.push(...more.map((each) => ({ ...each, needs: [...behind, ...each.needs] })));
    if (needs === undefined) return { equalities, needs };
    before = [...before, ...needs];
  }
  return { equalities, needs: before };
}

/** One of two must hold: what both say about one field is true in any case. */
function either([left, right]: readonly Implied[]): Implied {
  if (left === undefined || right === undefined) return nothing(undefined);
  const equalities = left.equalities.flatMap((one) => {
    const other = right.equalities.find(({ path }) => isSamePath(path, one.path));
    if (other === undefined) return [];
    const values = [...one.values, ...other.values];
    return [{ path: one.path, values, needs: [...one.needs, ...other.needs] }];
  });
  const isKnown = left.needs !== undefined && right.needs !== undefined;
  return { equalities, needs: isKnown ? [...left.needs, ...right.needs] : undefined };
}

const isSamePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);

function ofComparison(expression: BinaryExpression, wanted: boolean, names: Names): Implied {
  const { operator, left, right } = expression;
  const needs = needsOf(expression, names);
  if (operator !== (wanted ? '===' : '!==')) return nothing(needs);
  const sides = [
    [left, right],
    [right, left],
  ] as const;
  for (const [field, value] of sides) {
    const read = fieldRead(field, names);
    const constant = constantOf(value, names);
    if (read === undefined || read.path.length === 0 || constant === undefined) continue;
    // A field that is absent is looked up as null.
    return {
      equalities: [{ path: read.path, values: [constant.value ?? null], needs: read.needs }],
      needs,
    };
  }
  return nothing(needs);
}

/** `['a', 'b'].includes(field)` and `names.has(field)`. */
function ofCall(call: CallExpression, wanted: boolean, names: Names): Implied {
  const needs = needsOf(call, names);
  const asked = membership(call, names);
  if (asked === undefined || !wanted) return nothing(needs);
  const { path } = asked.read;
  if (path.length === 0) return nothing(needs);
  const values = asked.values.map((value) => value ?? null);
  return { equalities: [{ path, values, needs: asked.read.needs }], needs };
}

function membership({ callee, arguments: given, optional }: CallExpression, names: Names) {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || optional) {
    return undefined;
  }
  const { object, property } = callee;
  const [asked, ...others] = given;
  if (property.type !== 'Identifier' || asked === undefined || others.length > 0) return undefined;
  const list = constantListOf(object, names);
  if (asked.type === 'SpreadElement' || list?.method !== property.name) return undefined;
  const read = fieldRead(asked, names);
  return read && { values: list.values, read };
}

/** Helpers that neither throw nor change anything, whatever they are handed. */
const harmless: ReadonlySet<string> = new Set([
  'at',
  'startsWithAny',
  'endsWithAny',
  'containsAny',
  'validIp',
]);

/** Fields without which evaluating an expression throws; undefined when it might do anything. */
export function needsOf(
  expression: Expression | Super | PrivateIdentifier,
  names: Names,
): readonly Path[] | undefined {
  const read = fieldRead(expression, names);
  if (read !== undefined) return read.needs;
  if (constantOf(expression, names) !== undefined) return [];
  switch (expression.type) {
    case 'UnaryExpression':
      return ['!', 'typeof'].includes(expression.operator)
        ? needsOf(expression.argument, names)
        : undefined;
    case 'BinaryExpression':
      return isPlainComparison(expression, names)
        ? together([expression.left, expression.right], names)
        : undefined;
    case 'LogicalExpression':
      return together([expression.left, expression.right], names);
    case 'CallExpression': {
      const member = membership(expression, names);
      if (member !== undefined) return member.read.needs;
      const helper = helperOf(expression.callee, names);
      return helper !== undefined && harmless.has(helper)
        ? together(expression.arguments, names)
        : undefined;
    }
    case 'ArrayExpression':
      return together(expression.elements, names);
    default:
      return undefined;
  }
}

/** Comparisons that convert nothing: a record may hold a map whose `toString` is no function. */
function isPlainComparison({ operator, left, right }: BinaryExpression, names: Names): boolean {
  if (operator === '===' || operator === '!==') return true;
  const isNull = (side: Expression | PrivateIdentifier) => {
    const constant = constantOf(side, names);
    return constant !== undefined && (constant.value ?? null) === null;
  };
  return (operator === '==' || operator === '!=') && (isNull(left) || isNull(right));
}

function together(
  expressions: readonly (
    | Expression
    | { readonly type: 'SpreadElement' }
    | PrivateIdentifier
    | null
  )[],
  names: Names,
): readonly Path[] | undefined {
  const all: Path[] = [];
  for (const expression of expressions) {
    if (expression === null || expression.type === 'SpreadElement') return undefined;
    const needs = needsOf(expression, names);
    if (needs === undefined) return undefined;
    all.push(...needs);
  }
  return all;
}
