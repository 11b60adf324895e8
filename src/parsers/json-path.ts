import { compile, type JSONValue, TreeInterpreter } from '@jmespath-community/jmespath';
import { isFalsy } from '../domain/falsy.ts';
import { isJsonObject, type JsonValue } from '../domain/json.ts';

/** Reads the value at a path; null where there is none. Never throws. */
export type SelectJson = (content: JsonValue) => JsonValue;

type Step = { readonly key: string } | 'each';

/**
 * Compiles a JMESPath expression. Plain paths such as `Records[*]` become direct code, which is several times as
 * fast; the library does everything else. Throws for what is no expression; the loader has refused that before.
 */
export function compileJsonPath(expression: string): SelectJson {
  const [steps, ...others] = plainAlternatives(expression) ?? [];
  if (steps !== undefined) {
    if (others.length === 0) return (content) => walk(content, steps, 0);
    return (content) => firstOf(content, [steps, ...others]);
  }

  const compiled = compile(expression);
  return (content) => {
    try {
      // The library declares JSON without bigint; it hands such values on like any other.
      return TreeInterpreter.search(compiled, content as JSONValue) ?? null;
    } catch {
      // A function that is handed the wrong type: nothing is selected.
      return null;
    }
  };
}

/** `A || B`: the first that is neither empty nor false, else what the last one gives. */
function firstOf(content: JsonValue, alternatives: readonly (readonly Step[])[]): JsonValue {
  let value: JsonValue = null;
  for (const steps of alternatives) {
    value = walk(content, steps, 0);
    if (value === 0 || !isFalsy(value)) return value;
  }
  return value;
}

/** The alternatives of an expression when all are plain; a quoted name with bars in it makes it not so. */
function plainAlternatives(expression: string): readonly (readonly Step[])[] | undefined {
  const alternatives = expression.split('||').map((part) => plainSteps(part.trim()));
  return alternatives.every((steps) => steps !== undefined) ? alternatives : undefined;
}

/** Keys of which an object must have one for a path of several alternatives to select anything. */
export function alternativeKeys(expression: string): readonly string[] | undefined {
  const alternatives = plainAlternatives(expression);
  if (alternatives === undefined || alternatives.length < 2) return undefined;
  const keys = alternatives.map(([first]) => (typeof first === 'object' ? first.key : undefined));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/**
 * Where a path begins: at the key that an object must have for anything to be selected, at the elements of a list, or
 * with something that may read any value.
 */
export type PathStart = { readonly key: string } | 'list' | 'any value';

export function pathStart(expression: string): PathStart {
  const first = plainSteps(expression)?.[0];
  return first === 'each' ? 'list' : (first ?? 'any value');
}

/** A name, a quoted name, `[*]`. */
const plainStep = /(?:([A-Za-z_][A-Za-z0-9_]*)|"([^"\\]+)")|\[\*\]/y;

/** The steps of names and `[*]` only; undefined for every other expression. */
function plainSteps(expression: string): readonly Step[] | undefined {
  if (expression === '@') return [];
  const steps: Step[] = [];
  let at = 0;
  do {
    // A dot stands before each name but the first.
    const dotted = at > 0 && expression[at] === '.';
    plainStep.lastIndex = dotted ? at + 1 : at;
    const match = plainStep.exec(expression);
    if (match === null || (match[0] === '[*]' ? dotted : at > 0 && !dotted)) return undefined;
    steps.push(match[0] === '[*]' ? 'each' : { key: match[1] ?? match[2] ?? '' });
    at = plainStep.lastIndex;
  } while (at < expression.length);
  return steps;
}

/** A projection drops null elements; a second one inside it makes lists of lists, as JMESPath has it. */
function walk(value: JsonValue, steps: readonly Step[], from: number): JsonValue {
  let current = value;
  for (let at = from; at < steps.length; at++) {
    const step = steps[at];
    if (step === undefined) break;
    if (step === 'each') return Array.isArray(current) ? project(current, steps, at + 1) : null;
    if (!isJsonObject(current) || !Object.hasOwn(current, step.key)) return null;
    current = current[step.key] ?? null;
  }
  return current;
}

function project(items: JsonValue[], steps: readonly Step[], next: number): JsonValue[] {
  if (next === steps.length) {
    return items.includes(null) ? items.filter((item) => item !== null) : items;
  }
  const selected: JsonValue[] = [];
  for (let index = 0; index < items.length; index++) {
    const value = walk(items[index] ?? null, steps, next);
    if (value !== null) selected.push(value);
  }
  return selected;
}
