import type { LogType } from '../domain/log-type.ts';
import type { OptionProblem } from './parser.ts';

/** Fields that every record of a format has, and that a schema which lets no other key pass must have, too. */
export function missingHeaderFields(
  { fields, unknownKeys }: LogType,
  always: readonly string[],
  format: string,
): readonly OptionProblem[] {
  if (fields.length === 0 || unknownKeys !== 'reject') return [];
  const missing = always.filter((name) => !fields.some((field) => field.name === name));
  if (missing.length === 0) return [];
  const message = `nothing fits: ${format} records always have ${missing.join(', ')}, which the schema lacks; add them, or set unknown_keys to keep or drop`;
  return [{ level: 'warning', key: 'schema', message }];
}

/** What is wrong with the field for the text in front of the event. */
export function prefixProblems(
  { fields, unknownKeys }: LogType,
  prefixField: string | undefined,
  always: readonly string[],
): readonly OptionProblem[] {
  if (prefixField === undefined) return [];
  const key = 'prefix_field';
  if (always.includes(prefixField)) {
    const message = `"${prefixField}" is a field of the format itself; choose another name`;
    return [{ level: 'load', key, message }];
  }
  const isKnown = fields.length === 0 || fields.some(({ name }) => name === prefixField);
  if (isKnown || unknownKeys === 'keep') return [];
  const message = `the schema has no field ${JSON.stringify(prefixField)}; add it`;
  return [{ level: 'load', key, message }];
}

/** Where a mark such as `CEF:` begins that has a version and a bar behind it; -1 when there is none. */
export function markAt(line: string, mark: string): number {
  let at = line.indexOf(mark);
  while (at !== -1) {
    const versionAt = at + mark.length;
    let end = versionAt;
    while (isVersionCode(line.charCodeAt(end))) end++;
    if (end > versionAt && line.charCodeAt(end) === bar) return at;
    at = line.indexOf(mark, end);
  }
  return -1;
}

const bar = 0x7c;

/** Digits and dots. */
const isVersionCode = (code: number): boolean => (code >= 0x30 && code <= 0x39) || code === 0x2e;
