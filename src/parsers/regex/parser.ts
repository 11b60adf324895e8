import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { LogType } from '../../domain/log-type.ts';
import { withoutLineEnd } from '../line-end.ts';
import { type Candidate, defineParser, type OptionProblem, Rejected } from '../parser.ts';
import { readTexts } from '../read-texts.ts';
import { compileGlance } from './glance.ts';
import { compilePattern, type Pattern } from './patterns.ts';

const patternText = z.string().min(1, 'expected a pattern, found an empty text');

const options = z.object({
  pattern: z
    .union([patternText, z.array(patternText).min(1, 'expected at least one pattern')], {
      error: 'expected a pattern or a list of patterns',
    })
    .describe(
      'one pattern or several, the first that matches counts; named groups `(?<name>…)` become fields',
    ),
  match: z
    .enum(['whole', 'search'])
    .default('whole')
    .describe('whether a pattern must match the whole text, or is searched in it'),
  flags: z
    .string()
    .regex(/^[ims]*$/, 'expected letters out of i, m and s')
    .default('')
    .describe(
      '`i` ignores case, `m` lets `^` and `$` match at line ends too, `s` lets `.` match line ends',
    ),
});

/** Reads text by regular expressions whose named groups are the fields. One text is one record. */
export const regexParser = defineParser({
  type: 'regex',
  summary: 'Text that a regular expression with named groups describes, in linear time',
  options,
  takes: ['json_path'],
  check: (logType) => {
    const { pattern, flags } = options.parse(logType.parserOptions);
    return [pattern].flat().flatMap((source, index) => {
      const compiled = compilePattern(source, flags);
      const which = Array.isArray(pattern) ? `pattern ${index + 1}: ` : '';
      const problems =
        compiled.outcome === 'invalid'
          ? [{ level: 'load' as const, message: compiled.reason }]
          : groupProblems(compiled.pattern, logType);
      return problems.map(({ level, message }) => ({
        level,
        key: 'pattern',
        message: `${which}${message}`,
      }));
    });
  },
  shape(logType) {
    const { pattern, flags, match } = options.parse(logType.parserOptions);
    const patterns = patternsOf(logType);
    const trees = patterns.flatMap(({ tree }) => tree ?? []);
    if (match === 'search' || logType.jsonPath !== undefined || trees.length < patterns.length) {
      return undefined;
    }
    const { mayFit, mayBegin } = compileGlance(trees);
    return {
      key: JSON.stringify(['regex', pattern, flags]),
      measure: (text) => (mayFit(text) ? 1 : 0),
      expected: 1,
      mayBegin,
    };
  },
  compile(logType) {
    const { match } = options.parse(logType.parserOptions);
    const patterns = patternsOf(logType);
    const isWhole = match === 'whole';
    return readTexts(logType, (content) => [readText(content, patterns, isWhole)]);
  },
});

function patternsOf({ parserOptions }: LogType): readonly Pattern[] {
  const { pattern, flags } = options.parse(parserOptions);
  return [pattern].flat().flatMap((source) => {
    const compiled = compilePattern(source, flags);
    return compiled.outcome === 'compiled' ? [compiled.pattern] : [];
  });
}

type GroupProblem = Pick<OptionProblem, 'level' | 'message'>;

/** Groups and fields that do not go together, so that what the pattern matches would not fit the schema. */
function groupProblems({ groups }: Pattern, logType: LogType): readonly GroupProblem[] {
  const { fields, optionalKeys, unknownKeys } = logType;
  if (fields.length === 0) return [];
  const names = groups.map(([name]) => name);
  const unknown = names.filter((name) => !fields.some((field) => field.name === name));
  const missing = fields
    .map(({ name }) => name)
    .filter((name) => !optionalKeys.has(name) && !names.includes(name));
  const problems: GroupProblem[] = [];
  if (unknown.length > 0) {
    problems.push({
      level: unknownKeys === 'reject' ? 'load' : 'warning',
      message: `the schema has no field for ${named('group', unknown)}; add it, or write (?:…) for a group without a name`,
    });
  }
  if (missing.length > 0) {
    problems.push({
      level: 'warning',
      message: `nothing fits: there is no group for ${named('field', missing)}; add (?<${missing[0]}>…), or name it in optional_top_level_keys`,
    });
  }
  return problems;
}

const named = (noun: string, names: readonly string[]): string =>
  `the ${noun}${names.length === 1 ? '' : 's'} ${names.map((name) => JSON.stringify(name)).join(', ')}`;

function readText(content: string, patterns: readonly Pattern[], isWhole: boolean): Candidate {
  const text = withoutLineEnd(content);
  for (const pattern of patterns) {
    const valueOf = isWhole ? pattern.matchWhole(text) : pattern.search(text);
    if (valueOf === undefined) continue;
    const found = pattern.groups.flatMap(([name, index]): [string, string][] => {
      const value = valueOf(index);
      // A group that took no part in the match is absent, an empty one is empty.
      return value === null || value === undefined ? [] : [[name, value]];
    });
    // `fromEntries` makes `__proto__` an ordinary key.
    return Object.fromEntries(found) satisfies JsonObject;
  }
  const count = patterns.length === 1 ? 'the pattern does not match' : 'no pattern matches';
  return new Rejected(count, content);
}
