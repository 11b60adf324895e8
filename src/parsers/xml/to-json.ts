import type { JsonObject } from '../../domain/json.ts';
import { setKey } from '../set-key.ts';
import { type Element, levelsMax } from './element.ts';

/** How elements become JSON. */
export interface Mapping {
  readonly stripNamespaces: boolean;
  /** Whether `<Data Name="X">v</Data>` becomes `X: v`. */
  readonly namedData: boolean;
  readonly ignoreAttributes: ReadonlySet<string>;
}

/** The content of an element, always as a map; undefined when it is nested too deeply. */
export function recordOf(element: Element, mapping: Mapping): JsonObject | undefined {
  const value = valueOf(element, mapping, levelsMax);
  return typeof value === 'string' ? { '#text': value } : value;
}

/** A name without its prefix, where these are left out. */
export const localName = (name: string, { stripNamespaces }: Mapping): string =>
  stripNamespaces && name.includes(':') ? name.slice(name.indexOf(':') + 1) : name;

/** `without` is the name of an attribute that has been used already. */
function valueOf(
  { attributes, children }: Element,
  mapping: Mapping,
  levels: number,
  without = '',
): string | JsonObject | undefined {
  if (levels === 0) return undefined;
  const record: JsonObject = {};
  let isText = true;
  for (let at = 0; at < attributes.length; at += 2) {
    const name = attributes[at] ?? '';
    if (name === without || isNamespace(name, mapping)) continue;
    const key = localName(name, mapping);
    if (mapping.ignoreAttributes.has(key)) continue;
    setKey(record, `@${key}`, attributes[at + 1] ?? '');
    isText = false;
  }
  let text = '';
  for (const child of children) {
    if (typeof child === 'string') {
      text += child;
      continue;
    }
    const name = dataName(child, mapping);
    const value = valueOf(child, mapping, levels - 1, name === undefined ? '' : 'Name');
    if (value === undefined) return undefined;
    addTo(record, name ?? localName(child.name, mapping), value);
    isText = false;
  }
  if (isText) return text;
  // Blanks between elements only make the text easier to look at.
  if (text !== '' && text.trim() !== '') record['#text'] = text;
  return record;
}

const isNamespace = (name: string, { stripNamespaces }: Mapping): boolean =>
  stripNamespaces && name.startsWith('xmlns') && (name.length === 5 || name[5] === ':');

/** Elements of one name become a list. */
function addTo(record: JsonObject, key: string, value: string | JsonObject): void {
  if (!Object.hasOwn(record, key)) {
    setKey(record, key, value);
    return;
  }
  const before = record[key] ?? null;
  if (Array.isArray(before)) before.push(value);
  else setKey(record, key, [before, value]);
}

function dataName({ name, attributes }: Element, mapping: Mapping): string | undefined {
  if (!mapping.namedData || localName(name, mapping) !== 'Data') return undefined;
  for (let at = 0; at < attributes.length; at += 2) {
    if (attributes[at] === 'Name')
      return attributes[at + 1] === '' ? undefined : attributes[at + 1];
  }
  return undefined;
}
