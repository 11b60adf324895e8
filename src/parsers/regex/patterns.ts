import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { compileLinear } from './linear.ts';
import { type Node, parsePattern } from './syntax.ts';

/** A pattern, compiled, with the groups that become fields. */
export interface Pattern {
  readonly source: string;
  /** Name → number of the group. */
  readonly groups: readonly (readonly [name: string, index: number])[];
  /** Undefined for a pattern in a syntax that only the engine reads. */
  readonly tree: Node | undefined;
  /** Anywhere in the text. */
  search(text: string): GroupValue | undefined;
  matchWhole(text: string): GroupValue | undefined;
}

/** The text of a group by its number; null or undefined for one that took no part. */
export type GroupValue = (index: number) => string | null | undefined;

export type Compiled =
  | { readonly outcome: 'compiled'; readonly pattern: Pattern }
  | { readonly outcome: 'invalid'; readonly reason: string };

const flagOf: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** Patterns are compiled to be checked, to be glanced at and to be used, and compiling takes its time. */
const compiled = new Map<string, Compiled>();
const compiledMax = 2000;

/** Compiles a pattern for engines that take time in proportion to the text, whatever the pattern. */
export function compilePattern(source: string, flags: string): Compiled {
  const key = `${flags}/${source}`;
  const known = compiled.get(key) ?? compileAnew(source, flags);
  if (compiled.size >= compiledMax) compiled.clear();
  compiled.set(key, known);
  return known;
}

function compileAnew(source: string, flags: string): Compiled {
  try {
    const letters = Object.keys(flagOf).filter((letter) => flags.includes(letter));
    const engine = RE2JS.compile(
      source,
      letters.reduce((sum, letter) => sum | (flagOf[letter] ?? 0), 0),
    );
    const groups = Object.entries(engine.namedGroups());
    const tree = parsePattern(source, flags);
    const pattern = { source, groups, tree, ...matchersOf(engine, tree) };
    return { outcome: 'compiled', pattern };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { outcome: 'invalid', reason: reasonOf(error, source) };
  }
}

/** Long texts could take more room on the stack of the fast engine than there is. */
const fastCharactersMax = 100_000;

function matchersOf(engine: RE2JS, tree: Node | undefined): Pick<Pattern, 'search' | 'matchWhole'> {
  const linear = tree === undefined ? undefined : compileLinear(tree);
  const matcherOf = (text: string) => engine.matcher(text);
  const slowly = (text: string): GroupValue | undefined => {
    const matcher = matcherOf(text);
    return matcher.matches() ? (index) => matcher.group(index) : undefined;
  };
  return {
    search(text) {
      const matcher = matcherOf(text);
      return matcher.find() ? (index) => matcher.group(index) : undefined;
    },
    matchWhole(text) {
      const isFast = linear !== undefined && text.length <= fastCharactersMax;
      if (!isFast || text.includes('\n')) return slowly(text);
      const found = linear.match(text);
      return found === null ? undefined : (index) => found[index];
    },
  };
}

/** Things of other engines that people try, and what to do instead. */
const instead: readonly (readonly [begin: RegExp, advice: string])[] = [
  [
    /^\(\?<?[=!]/,
    'look-ahead and look-behind do not exist here, since they cannot be linear in time',
  ],
  [/^\\[1-9]/, 'references to groups do not exist here, since they cannot be linear in time'],
  [/^\(\?>|^[*+?}]\+/, 'possessive and atomic groups are not needed here: nothing is tried twice'],
];

function reasonOf(error: RE2JSException, source: string): string {
  if (!(error instanceof RE2JSSyntaxException)) return error.message;
  const part = error.getPattern() ?? '';
  const at = source.indexOf(part);
  const advice = instead.find(([begin]) => begin.test(part))?.[1];
  const place = part !== source && at >= 0 ? ` at character ${at + 1}: ${part}` : '';
  return `${error.getDescription()}${place}${advice === undefined ? '' : ` (${advice})`}`;
}
