import type { TextShape } from '../../parsers/parser.ts';
import type { Candidate } from './candidate.ts';

/** Source code that finds out which candidates a line can fit. */
export interface TextTests {
  readonly setup: {
    /** What the function is made with. */
    readonly measures: readonly TextShape['measure'][];
    /** Code outside of the function. */
    readonly consts: string;
    /** Code at its beginning. */
    readonly lets: string;
  };
  /** For each candidate, an expression over `text`. */
  readonly tests: readonly string[];
}

/** Each thing that tells lines apart is measured once for all candidates, and not before the first one asks. */
export function textTests(candidates: readonly Candidate[]): TextTests {
  const groups = new Map<
    string,
    { readonly at: number; readonly shape: TextShape; most: number }
  >();
  for (const { shape } of candidates) {
    if (shape === undefined) continue;
    const group = groups.get(shape.key) ?? { at: groups.size, shape, most: 0 };
    group.most = Math.max(group.most, shape.expected, shape.expectedTo ?? 0);
    groups.set(shape.key, group);
  }
  const all = [...groups.values()];
  const tests = candidates.map(({ shape }) => {
    const group = shape === undefined ? undefined : groups.get(shape.key);
    if (shape === undefined || group === undefined) return 'text !== undefined';
    const measured = `m${group.at}`;
    const measure = `(${measured} === -2 ? ${measured} = measure${group.at}(text, ${group.most}) : ${measured})`;
    const to = shape.expectedTo;
    const isExpected =
      to === undefined
        ? `${measure} === ${shape.expected}`
        : `${measure} >= ${shape.expected} && ${measured} <= ${to}`;
    return `text !== undefined && (${isExpected} || ${measured} === -1)`;
  });
  return {
    setup: {
      measures: all.map(({ shape }) => shape.measure),
      consts: all.map(({ at }) => `const measure${at} = measures[${at}];`).join('\n'),
      lets: all.map(({ at }) => `let m${at} = -2;`).join(' '),
    },
    tests,
  };
}
