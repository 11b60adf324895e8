import type { JsonObject } from '../../domain/json.ts';
import type { Candidate } from './candidate.ts';
import { rootKeysOf, type RootKeys } from './root-keys.ts';

/** The candidates that a document can still fit, in their order. */
export type Decide = (document: JsonObject) => readonly Candidate[];

interface Described {
  readonly candidate: Candidate;
  readonly keys: RootKeys;
}

/** Candidates that read the text whatever the document is stay everywhere. */
const anyKeys: RootKeys = { required: new Set(), known: undefined };

/** Bounds the code for a great many schemas that share all their keys; what is left is then tried one by one. */
const functionsMax = 2000;

/**
 * Writes functions that ask for one key after the other, each chosen to part the candidates that are left best: a
 * document without it cannot fit those that require it, and one with it none of those that do not know it. A constant
 * key in generated code is found several times as fast as a key from a list, so that 65 schemas cost little more than
 * one.
 */
export function compileDecision(candidates: readonly Candidate[]): Decide {
  const code = new DecisionCode(
    candidates.map((candidate) => ({
      candidate,
      keys: candidate.decodes ? rootKeysOf(candidate.logType) : anyKeys,
    })),
  );
  return new Function('leaves', code.source)(code.leaves) as Decide;
}

class DecisionCode {
  readonly source: string;
  readonly leaves: (readonly Candidate[])[] = [];
  readonly #functions: string[] = [];

  constructor(candidates: readonly Described[]) {
    const first = this.#write(candidates);
    this.source = `${this.#functions.join('\n')}\nreturn ${first};`;
  }

  /** Documents without a key go on within the same function, those with it in one of its own: small ones run fastest. */
  #write(candidates: readonly Described[]): string {
    const slot = this.#functions.push('') - 1;
    let left = candidates;
    let code = '';
    for (let key = this.#question(left); key !== undefined; key = this.#question(left)) {
      const asked = key;
      const next = this.#write(left.filter(({ keys }) => keys.known?.has(asked) !== false));
      left = left.filter(({ keys }) => !keys.required.has(asked));
      // No value of a document is undefined, and looking is faster than asking whether.
      code += `  if (document[${JSON.stringify(asked)}] !== undefined) return ${next}(document);\n`;
    }
    const leaf = this.leaves.push(left.map(({ candidate }) => candidate)) - 1;
    this.#functions[slot] =
      `function decide${slot}(document) {\n${code}  return leaves[${leaf}];\n}`;
    return `decide${slot}`;
  }

  #question(left: readonly Described[]): string | undefined {
    return this.#functions.length < functionsMax ? bestKey(left) : undefined;
  }
}

/** The key whose two answers leave the fewest candidates; undefined when one of the answers leaves out none. */
function bestKey(left: readonly Described[]): string | undefined {
  const requiring = new Map<string, number>();
  const knowing = new Map<string, number>();
  let strict = 0;
  for (const { keys } of left) {
    for (const key of keys.required) count(requiring, key);
    if (keys.known === undefined) continue;
    strict++;
    for (const key of keys.known) count(knowing, key);
  }
  let best: string | undefined;
  let bestOut = 0;
  for (const [key, outWhenAbsent] of requiring) {
    // Every object seems to have these.
    if (key in Object.prototype) continue;
    const outWhenPresent = strict - (knowing.get(key) ?? 0);
    // The smaller one counts most: a question that leaves out many half of the time is worth little otherwise.
    const out = outWhenAbsent * 2 + Math.min(outWhenPresent, left.length);
    if (outWhenPresent > 0 && out > bestOut) {
      best = key;
      bestOut = out;
    }
  }
  return best;
}

const count = (counts: Map<string, number>, key: string) =>
  counts.set(key, (counts.get(key) ?? 0) + 1);
