import type { BlockStatement, Pattern, Statement, VariableDeclarator } from 'acorn';
import type { Rule } from '../../../domain/rule.ts';
import { type Condition, equalityCondition } from '../conditions.ts';
import { fieldRead, plainKey } from './field-read.ts';
import { type FunctionCode, functionCode } from './function-code.ts';
import { type Implied, type ImpliedEquality, implied, inTurn, needsOf } from './implied.ts';
import type { ModuleFacts, Names, Path } from './names.ts';

/**
 * Conditions that a rule's code begins with: comparisons of fields with constants, without which it cannot match. Read
 * from its source, so that the index can leave the rule out where it would say no by itself. Whatever is not plain is
 * left to the code. A record on which the code would throw is never left out: the failure has to be seen.
 */
export function derivedConditions(
  { matchers, matches }: Pick<Rule, 'matchers' | 'matches'>,
  module: ModuleFacts | undefined,
): readonly Condition[] {
  const sources = matchers.map((matcher) => functionCode(matcher.matches));
  const read = [
    // A matcher that gives a promise fails on every record.
    ...sources.map((source) => whatFollows(source?.isAsync ? undefined : source, module)),
    ...(matches ? [whatFollows(functionCode(matches), module)] : []),
  ];
  // In the order in which they are asked; behind the first whose code is not plain to its end nothing counts.
  return inTurn(read).equalities.flatMap(asCondition);
}

function whatFollows(code: FunctionCode | undefined, module: ModuleFacts | undefined): Implied {
  const unknown: Implied = { equalities: [], needs: undefined };
  if (code === undefined) return unknown;
  const isOfModule = module?.text.includes(code.text) === true;
  const names: Names = {
    record: undefined,
    fields: new Map(),
    own: new Set(),
    module: isOfModule ? module : undefined,
  };
  const [record, ...others] = code.parameters;
  if (!takeRecord(record, names) || !others.every((other) => takeOther(other, names))) {
    return unknown;
  }
  return code.body.type === 'BlockStatement'
    ? ofStatements(code.body, names)
    : implied(code.body, true, names);
}

/** The first parameter: a name for the record, or names for its fields. */
function takeRecord(parameter: Pattern | undefined, names: Names): boolean {
  if (parameter === undefined) return true;
  if (parameter.type === 'Identifier') {
    names.own.add(parameter.name);
    names.record = parameter.name;
    return true;
  }
  return takeApart(parameter, [], names);
}

/** Context, services and log type say nothing about a record. */
function takeOther(parameter: Pattern, names: Names): boolean {
  if (parameter.type === 'Identifier') {
    names.own.add(parameter.name);
    return true;
  }
  if (parameter.type === 'RestElement') return takeOther(parameter.argument, names);
  if (parameter.type !== 'ObjectPattern') return false;
  return parameter.properties.every((property) => {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return false;
    names.own.add(property.value.name);
    return true;
  });
}

/** `{ eventName, userIdentity: identity }` */
function takeApart(pattern: Pattern, base: Path, names: Names): boolean {
  if (pattern.type !== 'ObjectPattern') return false;
  return pattern.properties.every((property) => {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return false;
    const { name } = property.value;
    names.own.add(name);
    if (property.computed) return false;
    const literal = property.key.type === 'Literal' ? property.key.value : undefined;
    const key = plainKey(property.key.type === 'Identifier' ? property.key.name : literal);
    if (key !== undefined) names.fields.set(name, [...base, key]);
    return true;
  });
}

/** What must hold for statements to come to a true answer. */
function ofStatements({ body }: BlockStatement, names: Names): Implied {
  const parts: Implied[] = [];
  for (const statement of body) {
    const part = ofStatement(statement, names);
    parts.push(part);
    if (part.needs === undefined || statement.type === 'ReturnStatement') break;
  }
  return inTurn(parts);
}

function ofStatement(statement: Statement, names: Names): Implied {
  const unknown: Implied = { equalities: [], needs: undefined };
  switch (statement.type) {
    case 'ReturnStatement':
      return statement.argument ? implied(statement.argument, true, names) : unknown;
    case 'IfStatement':
      return !statement.alternate && answersNo(statement.consequent)
        ? implied(statement.test, false, names)
        : unknown;
    case 'VariableDeclaration':
      return statement.kind === 'const'
        ? inTurn(statement.declarations.map((each) => ofDeclaration(each, names)))
        : unknown;
    case 'EmptyStatement':
      return { equalities: [], needs: [] };
    default:
      return unknown;
  }
}

const answersNo = (statement: Statement): boolean => {
  if (statement.type === 'BlockStatement') {
    const [only, ...others] = statement.body;
    return only !== undefined && others.length === 0 && answersNo(only);
  }
  if (statement.type !== 'ReturnStatement') return false;
  const { argument } = statement;
  return !argument || (argument.type === 'Literal' && argument.value === false);
};

/** A name for a field, for several fields of one map, or for something else that is computed without any effect. */
function ofDeclaration({ id, init }: VariableDeclarator, names: Names): Implied {
  const needs = init ? needsOf(init, names) : undefined;
  const read = init ? fieldRead(init, names) : undefined;
  if (id.type === 'Identifier') {
    if (read && read.path.length > 0) names.fields.set(id.name, read.path);
    names.own.add(id.name);
    return { equalities: [], needs };
  }
  if (read === undefined || needs === undefined || !takeApart(id, read.path, names)) {
    return { equalities: [], needs: undefined };
  }
  const base = read.path.length === 0 ? [] : [read.path];
  return { equalities: [], needs: [...needs, ...base] };
}

/** Usable where the field being there means that nothing throws before; then a field that is absent leads to the code. */
function asCondition({ path, values, needs }: ImpliedEquality): readonly Condition[] {
  const isDecided = needs.every((needed) => isAbove(needed, path));
  if (!isDecided) return [];
  return [equalityCondition(path, needs.length > 0 ? [...values, null] : values)];
}

const isAbove = (needed: Path, path: Path): boolean =>
  needed.length < path.length && needed.every((key, index) => key === path[index]);
