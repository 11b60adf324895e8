import { compile, type JSONValue, TreeInterpreter } from '@jmespath-community/jmespath';
import { isJsonObject, type JsonValue } from '../domain/json.ts';

/** Reads the value at a path; null where there is none. Never throws. */
export type SelectJson = (content: JsonValue) => JsonValue;

type Step = { readonly key: string } | 'each';

/** Plain steps: a name, a quoted name, `[*]`. */
const plainStep = /\.?(?:([A-Za-z_][A-Za-z0-9_]*)|"([^"\\]+)")|\[\*\]/y;

/**
 * Compiles a JMESPath expression. Plain paths such as `Records[*]` become direct code, which is several times as
 * fast; the library does everything else.
 */
export function compileJsonPath(expression: string): SelectJson {
  const steps = plainSteps(expression);
  if (steps !== undefined) return (content) => walk(content, steps, 0);

  const compiled = compile(expression);
  return (content) => {
    try {
      // The library declares JSON without bigint; it hands such values on like any other.
      return (TreeInterpreter.search(compiled, content as JSONValue) as JsonValue) ?? null;
    } catch {
      // A function that is handed the wrong type: nothing is selected.
      return null;
    }
  };
}

function plainSteps(expression: string): readonly Step[] | undefined {
  if (expression === '@') return [];
  const steps: Step[] = [];
  let at = 0;
  while (at < expression.length) {
    plainStep.lastIndex = at;
    const match = plainStep.exec(expression);
    // A path begins with a name and not with a dot.
    if (match === null || (at === 0) === match[0].startsWith('.')) {
      if (match === null || at === 0) return undefined;
    }
    if (at > 0 && !match[0].startsWith('.') && match[0] !== '[*]') return undefined;
    steps.push(match[0] === '[*]' ? 'each' : { key: match[1] ?? match[2] ?? '' });
    at += match[0].length;
  }
  return steps;
}

/** A projection drops null elements; a second one inside it makes lists of lists, as JMESPath has it. */
function walk(value: JsonValue, steps: readonly Step[], from: number): JsonValue {
  let current = value;
  for (let at = from; at < steps.length; at++) {
    const step = steps[at];
    if (step === undefined) break;
    if (step === 'each') {
      if (!Array.isArray(current)) return null;
      if (at === steps.length - 1) {
        return current.includes(null) ? current.filter((item) => item !== null) : current;
      }
      const next = at + 1;
      return current.map((item) => walk(item, steps, next)).filter((item) => item !== null);
    }
    if (!isJsonObject(current) || !Object.hasOwn(current, step.key)) return null;
    current = current[step.key] ?? null;
  }
  return current;
}
