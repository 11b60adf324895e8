import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { applyEdits, modify, type ParseError, parse } from 'jsonc-parser';
import { StreamAlertError } from '../../domain/errors.ts';
import { jsonWithValue } from '../json-with-value.ts';

/** One key of a file and what it becomes; undefined takes it out. */
export interface JsonChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Changes some keys of a configuration file and leaves the rest as its author wrote it: order, indentation, keys that
 * we do not know. The file is replaced at once, so nobody reads half of it. Says what it became.
 */
export function editJson(file: string, changes: readonly JsonChange[]): string {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '{}\n';
  const errors: ParseError[] = [];
  const content: unknown = parse(before, errors, { allowTrailingComma: false });
  const isMap = typeof content === 'object' && content !== null && !Array.isArray(content);
  if (errors.length > 0 || !isMap) {
    throw new StreamAlertError('CONFIG_INVALID', `${file} is no JSON object; nothing was changed`, {
      hint: 'See what is wrong with it: streamalert config check',
    });
  }
  const text = changes.reduce((done, { path, value }) => {
    if (value === undefined) return applyEdits(done, modify(done, [...path], value, {}));
    const changed = jsonWithValue(done, path, value);
    if (changed !== undefined) return changed;
    throw new StreamAlertError(
      'CONFIG_INVALID',
      `${file}: ${path.slice(0, -1).join('.')} is no map; nothing was changed`,
      { hint: 'Write it as { … }.' },
    );
  }, before);
  if (text !== before) replace(file, text);
  return text;
}

function replace(file: string, text: string): void {
  const aside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(aside, text, { flush: true });
    renameSync(aside, file);
  } catch (error) {
    throw new StreamAlertError('CONFIG_INVALID', `${file} cannot be written; nothing was changed`, {
      cause: error,
      hint: 'Make the folder writable for yourself.',
    });
  }
}

/** The value at a path of a file as it is, for a decision; undefined where there is none. */
export function jsonAt(file: string, path: readonly string[]): unknown {
  if (!existsSync(file)) return undefined;
  let value: unknown = parse(readFileSync(file, 'utf8'));
  for (const key of path) {
    const isMap = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    value = isMap ? Reflect.get(value as object, key) : undefined;
  }
  return value;
}
