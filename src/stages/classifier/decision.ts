import type { JsonObject } from '../../domain/json.ts';
import type { Field, LogType } from '../../domain/log-type.ts';
import type { Candidate } from './candidate.ts';

/**
 * Puts the candidates that a document can still fit into `into`, in their order, and gives their number. It only
 * leaves out candidates that certainly do not fit: each needs a key of its own, its anchor, at the root.
 */
export type Decide = (document: JsonObject, into: Candidate[]) => number;

/**
 * Writes one function that asks for each anchor once. A constant key in generated code is found several times as
 * fast as a key from a list, so that 65 schemas cost little more than one.
 */
export function compileDecision(
  candidates: readonly Candidate[],
  kind: 'whole' | 'bare' = 'whole',
): Decide {
  const anchors = anchorsOf(candidates, kind);
  const lines = candidates.map((_, index) => {
    const take = `into[n++]=candidates[${index}];`;
    const anchor = anchors[index];
    return anchor === undefined ? take : `if(${JSON.stringify(anchor)} in document)${take}`;
  });
  const code = `return (document, into) => {let n=0;\n${lines.join('\n')}\nreturn n;};`;
  return new Function('candidates', code)(candidates) as Decide;
}

/** For each candidate the key it needs that the fewest others know, so that its presence tells most. */
function anchorsOf(
  candidates: readonly Candidate[],
  kind: 'whole' | 'bare',
): readonly (string | undefined)[] {
  const required = candidates.map(kind === 'whole' ? requiredKeys : requiredBareKeys);
  const known = kind === 'whole' ? candidates.map(knownKeys) : required;
  const spread = new Map<string, number>();
  for (const keys of known) {
    for (const key of keys) spread.set(key, (spread.get(key) ?? 0) + 1);
  }
  return required.map((keys) => {
    const sorted = [...keys].sort((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0));
    return sorted[0];
  });
}

function requiredKeys({ logType, decodes }: Candidate): ReadonlySet<string> {
  if (!decodes) return new Set();
  const { fields, optionalKeys, envelope, optionalEnvelopeKeys, jsonPath, jsonRegexKey } = logType;
  const keys = new Set(requiredNames(envelope, optionalEnvelopeKeys));
  if (jsonPath !== undefined) {
    const first = firstKey(jsonPath);
    if (first !== undefined) keys.add(first);
  } else if (jsonRegexKey !== undefined) keys.add(jsonRegexKey);
  else if (logType.parser === 'json') {
    for (const name of requiredNames(fields, optionalKeys)) keys.add(name);
  }
  return keys;
}

/** A record that stands by itself needs the fields of its schema and nothing around them. */
const requiredBareKeys = ({ logType }: Candidate): ReadonlySet<string> =>
  logType.parser === 'json'
    ? new Set(requiredNames(logType.fields, logType.optionalKeys))
    : new Set();

const requiredNames = (fields: readonly Field[], optional: ReadonlySet<string>): string[] =>
  fields.map(({ name }) => name).filter((name) => !optional.has(name));

/** Keys that a document of this log type may have at its root. */
function knownKeys(candidate: Candidate): ReadonlySet<string> {
  const { logType } = candidate;
  const { jsonPath, jsonRegexKey, fields, envelope } = logType;
  const isPlain = jsonPath === undefined && jsonRegexKey === undefined;
  const inside = isPlain ? fields.map(({ name }) => name) : [];
  return new Set([...requiredKeys(candidate), ...envelope.map(({ name }) => name), ...inside]);
}

/** The key that a path needs at the root, where its form says so plainly. */
function firstKey(jsonPath: LogType['jsonPath'] & string): string | undefined {
  if (/[|&!=<>?]/.test(jsonPath)) return undefined;
  const match = /^(?:([A-Za-z_][A-Za-z0-9_]*)|"([^"\\]+)")(?=$|[.[])/.exec(jsonPath);
  return match?.[1] ?? match?.[2];
}
