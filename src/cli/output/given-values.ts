import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseJson, plainValue } from '../../config/json-tree.ts';
import { isJsonObject } from '../../domain/json.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { CommandContext } from '../command.ts';
import { usageError } from '../report-error.ts';
import type { OutputProperty } from './properties.ts';

/** The ways to give values without being asked for them. */
export const valueOptions = {
  set: z
    .array(z.string())
    .default([])
    .describe('a value; what stands on a command line is seen by other users and kept by the shell')
    .meta({ value: 'name=value', secret: true }),
  setEnv: z
    .array(z.string())
    .default([])
    .describe('a value out of an environment variable')
    .meta({ value: 'name=VARIABLE' }),
  setFile: z
    .array(z.string())
    .default([])
    .describe('a value out of a file, such as a certificate; a line end at its end is left out')
    .meta({ value: 'name=path' }),
  fromStdin: z
    .boolean()
    .default(false)
    .describe('values out of a JSON object on standard input: {"name": "value"}'),
};

export interface ValueOptions {
  readonly set: readonly string[];
  readonly setEnv: readonly string[];
  readonly setFile: readonly string[];
  readonly fromStdin: boolean;
}

/** No value is that large. */
const inputBytesMax = 1024 * 1024;

/** What was given, by name, not checked yet. Every name is one of the properties, and named once. */
export function givenValues(
  options: ValueOptions,
  properties: readonly OutputProperty[],
  { cwd, env }: Pick<CommandContext, 'cwd' | 'env'>,
): ReadonlyMap<string, unknown> {
  const given = new Map<string, unknown>();
  const put = (name: string, by: string, value: unknown) => {
    if (!properties.some((each) => each.name === name)) throw unknownName(name, by, properties);
    if (given.has(name)) throw usageError(`${name} is given twice`, 'Give it once.');
    given.set(name, value);
  };
  if (options.fromStdin) {
    for (const [name, value] of Object.entries(objectOnStdin())) put(name, '--from-stdin', value);
  }
  for (const word of options.set) {
    const [name, value] = pair(word, '--set', 'name=value');
    put(name, '--set', value);
  }
  for (const word of options.setEnv) {
    const [name, variable] = pair(word, '--set-env', 'name=VARIABLE');
    const value = env[variable];
    if (value === undefined) {
      throw usageError(
        `--set-env ${shown(name)}: there is no such environment variable; what stands behind the equals sign is not repeated here`,
        'Name the variable itself, without a $ before it: the shell puts its value there otherwise.',
      );
    }
    put(name, '--set-env', value);
  }
  for (const word of options.setFile) {
    const [name, path] = pair(word, '--set-file', 'name=path');
    put(name, '--set-file', textIn(resolve(cwd, path), shown(name)));
  }
  return given;
}

/** A word without an equals sign may be the value itself, and so may anything behind one: it is not repeated. */
function pair(word: string, option: string, form: string): readonly [string, string] {
  const at = word.indexOf('=');
  if (at < 1) {
    throw usageError(
      `${option}: expected ${form}; what was given is not repeated here`,
      'See: streamalert output set --help',
    );
  }
  return [word.slice(0, at), word.slice(at + 1)];
}

/** The name of a property; what is none may be a secret in the wrong place, such as base64 with its last `=`. */
const shown = (name: string): string => (/^[a-z_]{1,40}$/.test(name) ? name : '(not repeated)');

function unknownName(name: string, by: string, properties: readonly OutputProperty[]): Error {
  const names = properties.map((each) => each.name);
  const nearest = nearestName(name, names);
  const all = names.length === 0 ? 'It has none.' : `It has: ${names.join(', ')}`;
  return usageError(
    shown(name) === name
      ? `${by}: "${name}" is no property of this service`
      : `${by}: a name that is no property of this service; it is not repeated here`,
    nearest === undefined ? all : `Did you mean ${nearest}? ${all}`,
  );
}

function objectOnStdin(): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(0, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usageError(`--from-stdin: standard input cannot be read (${code})`, stdinHint);
  }
  return objectIn(text);
}

/** What came on standard input; nothing of it is in the error where it is no JSON object. */
export function objectIn(text: string): Readonly<Record<string, unknown>> {
  if (text.length > inputBytesMax) throw usageError('--from-stdin: more than 1 MB', stdinHint);
  const parsed = parseJson(text);
  if (parsed.outcome === 'refused') {
    throw usageError(`--from-stdin: no JSON: ${parsed.message}`, stdinHint);
  }
  if (parsed.duplicates.length > 0) throw usageError('--from-stdin: a key twice', stdinHint);
  const value = plainValue(parsed.root);
  if (!isJsonObject(value)) throw usageError('--from-stdin: no JSON object', stdinHint);
  return value;
}

const stdinHint =
  'For instance: printf \'{"url": "%s"}\' "$URL" | streamalert output set slack soc --from-stdin';

/** What was to be a path may be the content itself. */
function textIn(path: string, name: string): string {
  try {
    if (statSync(path).size > inputBytesMax) {
      throw usageError(`--set-file ${name}: the file has more than 1 MB`, 'Name another file.');
    }
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || error.name === 'StreamAlertError')
      throw error;
    throw usageError(
      `--set-file ${name}: the file cannot be read (${String(error.code)}); its name is not repeated here`,
      'Behind the equals sign stands the path of a file that is there and readable, not its content.',
    );
  }
}
