import { z } from 'zod';
import type { JsonValue } from '../../domain/json.ts';
import type { LogPatterns, LogType } from '../../domain/log-type.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  problem,
  textsOf,
  unknownName,
} from '../cursor.ts';
import { plainValue } from '../json-tree.ts';
import { shown } from '../shown.ts';
import { commonOptions, type ParserDescription } from './definition.ts';

/** Options that only parsers which name them in `takes` read. */
const sharedByFew = ['json_path', 'embedded_json', 'json_regex_key'];

/**
 * Options of the parser, as the file has them, checked with the parser's own definition. An option of another
 * parser, or of none, has no effect and is a warning.
 */
export function readParserOptions(
  configuration: Cursor | undefined,
  parser: ParserDescription,
  parsers: readonly ParserDescription[],
): Readonly<Record<string, JsonValue>> {
  const options = entriesOf(configuration).flatMap(([name, value]) => {
    if (Object.hasOwn(parser.options.shape, name)) return readParserOption(value, name, parser);
    const isCommon = Object.hasOwn(commonOptions, name);
    const isTaken = isCommon && (!sharedByFew.includes(name) || parser.takes.includes(name));
    if (!isTaken) untakenOption(value, name, parser, parsers);
    return [];
  });
  return Object.fromEntries(options);
}

function untakenOption(
  value: Cursor,
  name: string,
  parser: ParserDescription,
  parsers: readonly ParserDescription[],
): void {
  const takers = parsers
    .filter(({ options, takes }) => Object.hasOwn(options.shape, name) || takes.includes(name))
    .map(({ type }) => type);
  if (takers.length > 0) {
    const who = `only the ${takers.join(' and ')} parser${takers.length > 1 ? 's' : ''}`;
    keyProblem(value, 'warning', `has no effect: ${who} read it, and this is ${parser.type}`);
    return;
  }
  unknownName(value, 'warning', 'option, it has no effect', name, [
    ...Object.keys(commonOptions),
    ...Object.keys(parser.options.shape),
  ]);
}

function readParserOption(
  cursor: Cursor,
  name: string,
  parser: ParserDescription,
): readonly (readonly [string, JsonValue])[] {
  // An explicit null stands for the default.
  if (cursor.node.kind === 'null') return [];
  const content = plainValue(cursor.node);
  const option: z.core.$ZodType | undefined = parser.options.shape[name];
  const result = parser.options.partial().safeParse({ [name]: content });
  if (option === undefined || result.success) return [[name, content]];
  const reasons = result.error.issues.map(({ message }) => message).join('; ');
  problem(cursor, 'load', `${reasons}, found ${shown(cursor)} (${parser.type} parser)`);
  return [];
}

/** Options that the parser cannot do without, and what it says about all of them together. */
export function reportMisuse(
  logType: LogType,
  parser: ParserDescription,
  at: { readonly definition: Cursor; readonly configuration: Cursor | undefined },
): void {
  const { parserOptions } = logType;
  const { configuration = at.definition } = at;
  const checked = parser.options.safeParse(parserOptions);
  if (!checked.success) {
    // What is wrong with an option that is there has been told already.
    const missing = Object.entries(parser.options.shape).filter(
      ([name, option]) =>
        child(at.configuration, name) === undefined &&
        !Object.hasOwn(parserOptions, name) &&
        !z.safeParse(option, undefined).success,
    );
    for (const [name, option] of missing) {
      const meaning = option instanceof z.ZodType ? option.description : undefined;
      const what = meaning === undefined ? '' : `: ${meaning}`;
      keyProblem(configuration, 'load', `the ${parser.type} parser needs "${name}"${what}`);
    }
    return;
  }
  for (const { level, key, message } of parser.check?.(logType) ?? []) {
    const within = key === 'schema' ? at.definition : configuration;
    const cursor = key === undefined ? undefined : child(within, key);
    if (cursor === undefined) keyProblem(configuration, level, message);
    else problem(cursor, level, message);
  }
}

/** The names of an optional list that exist; the others make the schema unusable (configuration.md 10.4). */
export function readOptionalKeys(
  cursor: Cursor | undefined,
  fieldNames: ReadonlySet<string>,
  where: string,
): { readonly keys: ReadonlySet<string>; readonly usable: boolean } {
  const unknown = itemsOf(cursor).filter(
    ({ node }) => node.kind === 'text' && !fieldNames.has(node.value),
  );
  for (const item of unknown) {
    const name = item.node.kind === 'text' ? item.node.value : '';
    unknownName(item, 'warning', `field of ${where}, so nothing fits this log type`, name, [
      ...fieldNames,
    ]);
  }
  return {
    keys: new Set(textsOf(cursor).filter((name) => fieldNames.has(name))),
    usable: unknown.length === 0,
  };
}

/** The tree of patterns; what is no pattern is refused, because a filter left out lets everything through. */
export function readLogPatterns(cursor: Cursor): LogPatterns {
  const tree = new Map<string, readonly string[] | LogPatterns>();
  if (cursor.node.kind !== 'map') {
    problem(cursor, 'load', `expected a map from field to patterns, found ${shown(cursor)}`);
  }
  for (const [field, value] of entriesOf(cursor)) {
    if (value.node.kind === 'null') continue;
    tree.set(field, value.node.kind === 'map' ? readLogPatterns(value) : readPatterns(value));
  }
  return tree;
}

function readPatterns(cursor: Cursor): readonly string[] {
  const { node } = cursor;
  if (node.kind === 'text') return [node.value];
  const patterns = textsOf(cursor);
  if (node.kind !== 'list' || patterns.length < node.items.length) {
    problem(cursor, 'load', `expected a pattern or a list of patterns, found ${shown(cursor)}`);
  } else if (patterns.length === 0) {
    problem(cursor, 'warning', 'an empty list of patterns fits nothing');
  }
  return patterns;
}

/** -1 means none, as in the original. */
export function readPriority(cursor: Cursor | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const { node } = cursor;
  const isNumeric =
    node.kind === 'number' || (node.kind === 'text' && /^\s*-?\d+\s*$/.test(node.value));
  const priority = isNumeric ? Number(node.value) : Number.NaN;
  if (!Number.isSafeInteger(priority) || priority < -1) {
    problem(cursor, 'load', `expected a whole number (0 or more), found ${shown(cursor)}`);
    return undefined;
  }
  return priority === -1 ? undefined : priority;
}

/** Says which options contradict or cancel each other. */
export function contradictions(
  configuration: Cursor | undefined,
  { takes }: ParserDescription,
): void {
  const given = (name: string) => (takes.includes(name) ? child(configuration, name) : undefined);
  const path = given('json_path');
  const embedded = given('embedded_json');
  const regexKey = given('json_regex_key');
  if (embedded && !path && plainValue(embedded.node) === true) {
    keyProblem(embedded, 'warning', 'has no effect without json_path');
  }
  if (regexKey && path) {
    keyProblem(regexKey, 'warning', 'has no effect because json_path is given as well');
  }
}
