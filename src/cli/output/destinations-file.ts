import { readFileSync, statSync } from 'node:fs';
import { isAlertArchive } from '../../config/outputs.ts';
import { parseJson, plainValue } from '../../config/json-tree.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { outputs } from '../../outputs/index.ts';
import type { Output } from '../../outputs/output.ts';
import { checkGiven, credentialsOf, unfitTogether } from './collect.ts';
import { descriptorSchema, propertiesOf, resourceName } from './properties.ts';
import type { CompleteDestination } from './save.ts';
import { exampleDestination } from './skeleton.ts';

/** A thousand destinations with certificates. */
const fileBytesMax = 16 * 1024 * 1024;

/** More at once help nobody. */
const problemsShownMax = 30;

/**
 * The destinations of a file, service → list of maps: all of them, or an error that names everything that is wrong with
 * its service, index and property, and never a value.
 */
export function readDestinations(path: string, shown: string): readonly CompleteDestination[] {
  const content = objectIn(path, shown);
  const problems: string[] = [];
  const found = Object.entries(content).flatMap(([service, list]) =>
    destinationsOf(service, list, problems),
  );
  for (const name of repeated(found)) problems.push(`${name} is there twice`);
  if (problems.length > 0) {
    const more = problems.length - problemsShownMax;
    const lines = [
      ...problems.slice(0, problemsShownMax).map((problem) => `  ${problem}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
    ];
    throw unusable(`${shown} has values that do not fit; nothing was saved\n${lines.join('\n')}`);
  }
  if (found.length === 0) throw unusable(`${shown} names no destination`);
  return found;
}

function objectIn(path: string, shown: string): JsonObject {
  let text: string;
  try {
    if (statSync(path).size > fileBytesMax) throw unusable(`${shown} has more than 16 MB`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof StreamAlertError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw unusable(`${shown} cannot be read (${code})`);
  }
  const parsed = parseJson(text);
  if (parsed.outcome === 'refused') {
    const { line, column } = parsed.position;
    throw unusable(`${shown}:${line}:${column} is no JSON: ${parsed.message}`);
  }
  if (parsed.duplicates.length > 0) throw unusable(`${shown} has a key twice in one map`);
  const value = plainValue(parsed.root);
  if (!isJsonObject(value)) throw unusable(`${shown} is no JSON object`);
  return value;
}

function destinationsOf(
  service: string,
  list: unknown,
  problems: string[],
): readonly CompleteDestination[] {
  const output = outputs.find((each) => each.service === service);
  const name = JSON.stringify(service.slice(0, 60));
  if (output === undefined) {
    const nearest = nearestName(
      service,
      outputs.map((each) => each.service),
    );
    const guess = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
    problems.push(`${name} is no output service${guess}`);
    return [];
  }
  if (!Array.isArray(list)) {
    problems.push(`${name}: expected a list of maps`);
    return [];
  }
  return list.flatMap((item: unknown, index) => {
    const place = `${service}[${index}]`;
    if (isJsonObject(item)) return destinationOf(output, item, place, problems) ?? [];
    problems.push(`${place}: expected a map of properties`);
    return [];
  });
}

function destinationOf(
  output: Output,
  item: JsonObject,
  place: string,
  problems: string[],
): CompleteDestination | undefined {
  const { service, shape } = output;
  const properties = propertiesOf(output);
  const before = problems.length;
  const names = ['descriptor', ...properties.map(({ name }) => name)];
  for (const name of Object.keys(item).filter((key) => !names.includes(key))) {
    const nearest = nearestName(name, names);
    const guess =
      nearest === undefined ? `; it has ${names.join(', ')}` : `; did you mean "${nearest}"?`;
    problems.push(`${place}: ${JSON.stringify(name.slice(0, 60))} is no property of it${guess}`);
  }
  const examples = exampleDestination(output);
  const values = new Map<string, unknown>();
  for (const property of properties) {
    const value = Object.hasOwn(item, property.name) ? item[property.name] : undefined;
    const isExample = value === examples[property.name];
    const checked = isExample
      ? ({ outcome: 'refused', problem: 'is the example; write your value' } as const)
      : checkGiven(property, value);
    if (checked.outcome === 'refused')
      problems.push(`${place}.${property.name} ${checked.problem}`);
    if (checked.outcome === 'fits') values.set(property.name, checked.value);
  }
  const descriptor = descriptorOf(service, item['descriptor'], place, problems);
  if (problems.length > before) return undefined;
  const unfit = unfitTogether(output, values);
  if (unfit !== undefined) problems.push(`${place}: ${unfit}`);
  return {
    service,
    descriptor,
    resource: shape === 'map' ? String(values.get(resourceName(output))) : null,
    credentials: credentialsOf(output, values),
    isOpen: Object.keys(output.credentials.shape).length === 0,
  };
}

function descriptorOf(service: string, value: unknown, place: string, problems: string[]): string {
  const { data, error } = descriptorSchema.safeParse(value);
  if (error) {
    const problem = typeof value === 'string' ? error.issues[0]?.message : 'must be text';
    problems.push(`${place}.descriptor ${problem}`);
  } else if (isAlertArchive({ service, descriptor: data })) {
    problems.push(`${place}.descriptor ${data} is reserved for the archive of alerts`);
  }
  return data ?? '';
}

function repeated(found: readonly CompleteDestination[]): readonly string[] {
  const names = found.map(({ service, descriptor }) => `${service}:${descriptor}`);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

const unusable = (message: string): StreamAlertError =>
  new StreamAlertError('INPUT_UNREADABLE', message, {
    hint: 'The form of the file: streamalert output generate-skeleton --services slack',
  });
