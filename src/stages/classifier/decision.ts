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
    const first = this.#write(candidates, new Set());
    this.source = `${this.#functions.join('\n')}\nreturn ${first};`;
  }

  /** Documents without a key go on within the same function, those with it in one of its own: small ones run fastest. */
  #write(candidates: readonly Described[], present: ReadonlySet<string>): string {
    const slot = this.#functions.push('') - 1;
    let left = candidates;
    let code = '';
    while (this.#functions.length < functionsMax) {
      const key = bestKey(left, present);
      if (key === undefined) break;
      const fitting = left.filter(({ keys }) => keys.known?.has(key) !== false);
      const next = this.#write(fitting, new Set([...present, key]));
      left = left.filter(({ keys }) => !keys.required.has(key));
      // No value of a document is undefined, and looking is faster than asking whether.
      code += `  if (document[${JSON.stringify(key)}] !== undefined) return ${next}(document);\n`;
    }
    const leaf = this.leaves.push(left.map(({ candidate }) => candidate)) - 1;
    this.#functions[slot] =
      `function decide${slot}(document) {\n${code}  return leaves[${leaf}];\n}`;
    return `decide${slot}`;
  }
}

/**
 * The key whose answers leave out the most candidates. Undefined when each candidate has shown a key of its own and
 * none is left out by the presence of another: then trying is as good as asking.
 */
function bestKey(left: readonly Described[], present: ReadonlySet<string>): string | undefined {
  const requiring = new Map<string, number>();
  const unasked = new Set<string>();
  const knowing = new Map<string, number>();
  let strict = 0;
  for (const { keys } of left) {
    const isUnasked = ![...keys.required].some((key) => present.has(key));
    for (const key of keys.required) {
      count(requiring, key);
      if (isUnasked) unasked.add(key);
    }
    if (keys.known === undefined) continue;
    strict++;
    for (const key of keys.known) count(knowing, key);
  }
  let best: string | undefined;
  let bestOut = 0;
  for (const [key, outWhenAbsent] of requiring) {
    // Every object seems to have the keys of the prototype.
    if (present.has(key) || key in Object.prototype) continue;
    const outWhenPresent = strict - (knowing.get(key) ?? 0);
    const out = outWhenAbsent * 2 + outWhenPresent;
    if ((outWhenPresent > 0 || unasked.has(key)) && out > bestOut) {
      best = key;
      bestOut = out;
    }
  }
  return best;
}

const count = (counts: Map<string, number>, key: string) =>
  counts.set(key, (counts.get(key) ?? 0) + 1);
