import { alternativeKeys } from '../../parsers/json-path.ts';
import type { Candidate, Fit } from './candidate.ts';
import type { Content } from './content.ts';
import { rootKeysOf } from './root-keys.ts';
import { textTests } from './text-tests.ts';

/**
 * Goes through the candidates that a payload can still fit, in their order, and asks `visit` about each; gives the first
 * answer that there is. What comes behind it is not even looked at.
 */
export type Decide = (content: Content, visit: Visit) => Fit | undefined;

export type Visit = (candidate: Candidate, content: Content) => Fit | undefined;

/** So many keys of a schema are asked for; further ones would leave out hardly anything more. */
const anchorsMax = 4;

/**
 * Writes a function that asks a document for the keys by which each candidate is told best: those it requires and that
 * the fewest others have. A candidate without all of them in the document certainly does not fit. A constant key in
 * generated code is found several times as fast as a key from a list, and the first one nearly always decides, so that
 * many schemas cost little more than one. A tree of keys would ask for fewer, but grows beyond all bounds where schemas
 * let unknown keys pass. Candidates that read text are asked for by what their lines look like.
 */
export function compileDecision(
  candidates: readonly Candidate[],
  kind: 'objects' | 'scalars',
): Decide {
  const keyTests = kind === 'objects' ? documentTests(candidates) : [];
  const decideAny = compileFor(candidates, keyTests);
  // One for each character that a line can begin with, written when the first such line comes.
  const byBeginning: (Decide | undefined)[] = [];
  return (content, visit) => {
    const { text } = content;
    if (text === undefined || text === '' || text.includes('\n')) return decideAny(content, visit);
    const code = Math.min(text.charCodeAt(0), beyondAscii);
    byBeginning[code] ??= compileFor(candidates, keyTests, code);
    return byBeginning[code](content, visit);
  };
}

const beyondAscii = 128;

/** The function for lines that begin with one character, or for everything. */
function compileFor(
  candidates: readonly Candidate[],
  keyTests: readonly string[],
  code?: number,
): Decide {
  const { setup, tests } = textTests(candidates);
  const lines = candidates.flatMap(({ decodes, shape }, index) => {
    if (code !== undefined && !decodes && shape?.mayBegin?.(code) === false) return [];
    const test = decodes ? keyTests[index] : tests[index];
    const ask = `if ((fit = visit(candidates[${index}], content)) !== undefined) return fit;`;
    return test === undefined || test === '' ? ask : `if (${test}) {${ask}}`;
  });
  const source = `${setup.consts}
return (content, visit) => {
const {document, text} = content;
let fit;
${setup.lets}
${lines.join('\n')}
return undefined;
};`;
  const make = new Function('candidates', 'measures', source);
  return make(candidates, setup.measures) as Decide;
}

/** For each candidate that reads documents, the code that asks whether it can fit an object. */
function documentTests(candidates: readonly Candidate[]): readonly string[] {
  const required = candidates.map(({ decodes, logType }) =>
    decodes ? [...rootKeysOf(logType).required] : [],
  );
  const spread = spreadOf(candidates, required);
  return required.map((keys, index) => {
    const anchors = keys
      // Every object seems to have the keys of the prototype.
      .filter((key) => !(key in Object.prototype))
      .toSorted((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0))
      .slice(0, anchorsMax);
    // No value of a document is undefined, and looking is faster than asking whether.
    const has = (key: string) => `document[${JSON.stringify(key)}] !== undefined`;
    const alternatives = alternativesOf(candidates[index]);
    const tests = anchors.map(has);
    if (alternatives !== undefined) tests.push(`(${alternatives.map(has).join(' || ')})`);
    return tests.join(' && ');
  });
}

/** Keys one of which the path of a candidate needs; undefined when that cannot be told. */
function alternativesOf(candidate: Candidate | undefined): readonly string[] | undefined {
  const path = candidate?.decodes === true ? candidate.logType.jsonPath : undefined;
  const keys = path === undefined ? undefined : alternativeKeys(path);
  return keys?.some((key) => key in Object.prototype) === true ? undefined : keys;
}

/** How many candidates have a key at their root, required or not. */
function spreadOf(
  candidates: readonly Candidate[],
  required: readonly (readonly string[])[],
): ReadonlyMap<string, number> {
  const spread = new Map<string, number>();
  candidates.forEach(({ logType }, index) => {
    const plain = logType.jsonPath === undefined ? logType.fields.map(({ name }) => name) : [];
    for (const key of new Set([...plain, ...(required[index] ?? [])])) {
      spread.set(key, (spread.get(key) ?? 0) + 1);
    }
  });
  return spread;
}
