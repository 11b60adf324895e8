import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import { type Candidate, defineParser, Rejected } from '../parser.ts';
import { readTexts } from '../read-texts.ts';
import { readDocuments } from './documents.ts';
import type { Element } from './element.ts';
import { localName, type Mapping, recordOf } from './to-json.ts';

const names = z.array(z.string().min(1));

const options = z.object({
  record: z
    .string()
    .regex(/^[^/\s]+(?:\/[^/\s]+)*$/, 'expected names of elements with / between them')
    .optional()
    .describe(
      'path to the elements that are records, from the outermost: `Events/Event`; when absent, the outermost element is the record',
    ),
  strip_namespaces: z
    .boolean()
    .default(true)
    .describe('whether prefixes of names and `xmlns` attributes are left out'),
  named_data: z
    .boolean()
    .default(true)
    .describe('whether `<Data Name="X">v</Data>`, as Windows events have it, becomes `X: v`'),
  flatten: names
    .default([])
    .describe(
      'elements directly in the record whose content moves up into it: `["System", "EventData"]`',
    ),
  ignore_attributes: names
    .default([])
    .describe('attributes that are left out, so that an element with text is just that text'),
});

/** Reads XML documents; elements and attributes become keys. */
export const xmlParser = defineParser({
  type: 'xml',
  summary: 'XML documents, such as Windows events',
  options,
  takes: ['json_path'],
  shape: () => ({
    key: 'xml',
    measure: (text) => (/^\s*</.test(text) ? 1 : 0),
    expected: 1,
    mayBegin: (code) => code === 0x3c || code <= 0x20 || code >= 128,
  }),
  compile(logType) {
    const given = options.parse(logType.parserOptions);
    const mapping: Mapping = {
      stripNamespaces: given.strip_namespaces,
      namedData: given.named_data,
      ignoreAttributes: new Set(given.ignore_attributes),
    };
    const path = given.record?.split('/') ?? [];
    return readTexts(logType, (text) => {
      const documents = readDocuments(text);
      if (documents.outcome === 'refused') return [new Rejected(documents.reason, text)];
      const { roots } = documents;
      const elements = path.length === 0 ? roots : elementsAt(roots, path, mapping);
      if (elements.length === 0) return [new Rejected(`no element at ${given.record}`, text)];
      return elements.map((element): Candidate => {
        const record = recordOf(element, mapping);
        if (record === undefined) return new Rejected('XML that is nested too deeply', text);
        return given.flatten.length === 0 ? record : flattened(record, given.flatten);
      });
    });
  },
});

function elementsAt(
  roots: readonly Element[],
  path: readonly string[],
  mapping: Mapping,
): readonly Element[] {
  let level: readonly (string | Element)[] = roots;
  for (const [index, name] of path.entries()) {
    const inside =
      index === 0 ? level : level.flatMap((each) => (isElement(each) ? each.children : []));
    level = inside.filter((each) => isElement(each) && localName(each.name, mapping) === name);
  }
  return level.filter(isElement);
}

const isElement = (node: string | Element): node is Element => typeof node !== 'string';

/** Moves what is in some maps of the record up; a name that is taken there already keeps the name of its map. */
function flattened(record: JsonObject, moved: readonly string[]): JsonObject {
  const entries = new Map(Object.entries(record));
  for (const name of moved) {
    const inner = entries.get(name);
    if (inner === '') entries.delete(name);
    if (!isJsonObject(inner)) continue;
    entries.delete(name);
    for (const [key, value] of Object.entries(inner)) {
      entries.set(entries.has(key) ? `${name}_${key}` : key, value);
    }
  }
  return Object.fromEntries(entries);
}
