import {
  type BlockStatement,
  type Expression,
  type Function as FunctionNode,
  parseExpressionAt,
  type Pattern,
} from 'acorn';

/** The source of a function, read. */
export interface FunctionCode {
  readonly text: string;
  readonly isAsync: boolean;
  readonly parameters: readonly Pattern[];
  /** What follows an arrow without braces, or the statements. */
  readonly body: Expression | BlockStatement;
}

/** Reads the source that a function was made from; undefined for what is native, a generator, or cannot be read. */
export function functionCode(code: (...values: never[]) => unknown): FunctionCode | undefined {
  const text = Function.prototype.toString.call(code);
  const node = functionNode(text);
  // A generator answers with an iterator, which is as good as true whatever its code says.
  if (node === undefined || node.generator) return undefined;
  return { text, isAsync: node.async, parameters: node.params, body: node.body };
}

function functionNode(text: string): FunctionNode | undefined {
  const node = expressionOf(text);
  if (node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression') return node;
  // `matches(record) { … }` is a function inside braces only.
  const method = expressionOf(`{${text}}`);
  if (method?.type !== 'ObjectExpression') return undefined;
  const [property, ...others] = method.properties;
  if (property?.type !== 'Property' || others.length > 0) return undefined;
  return property.value.type === 'FunctionExpression' ? property.value : undefined;
}

function expressionOf(text: string): Expression | undefined {
  try {
    const node = parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
    return node.end === text.length ? node : undefined;
  } catch {
    // Source that is no expression by itself, or of a language version to come: then nothing is known about it.
    return undefined;
  }
}
