import { parseSpelledJson, SpelledNumber } from '../domain/exact-json.ts';
import { isJsonObject, type JsonObject } from '../domain/json.ts';
import { compileJsonPath } from '../parsers/json-path.ts';
import type { SampleValue } from './shape.ts';

/** Where the records are inside the documents. */
export interface Layout {
  /** JMESPath; undefined where each document is a record. */
  readonly jsonPath?: string;
  /** What the path selects is text that holds JSON. */
  readonly embeddedJson: boolean;
  /** Whether the keys around the records say something about them. */
  readonly hasEnvelope: boolean;
  /** Why, for a person. */
  readonly why: string;
}

/** As many documents as decide. */
const documentsLooked = 300;

/** Lists under these names are what an export or a delivery is made of. */
const listNames = new Set(
  'records logevents events value items entries hits results data logs rows alerts incidents activities findings detections messages log_events'.split(
    ' ',
  ),
);

/** Names that nobody gives to a part of an event. */
const surelyLists = new Set(['Records', 'logEvents', 'hits']);

/** A text under one of these is often a whole event by itself. */
const textKeys = 'message log _raw raw msg event body data payload textPayload MESSAGE line'.split(
  ' ',
);

const wholeDocuments: Layout = {
  embeddedJson: false,
  hasEnvelope: false,
  why: 'each document is a record',
};

/** Finds the records in documents. Everything it says can be overruled with a path. */
export function findLayout(documents: readonly SampleValue[]): Layout {
  const looked = spread(documents, documentsLooked);
  const lists = looked.filter((document) => Array.isArray(document)).length;
  if (lists > 0) {
    const isMixed = lists < looked.length;
    return {
      jsonPath: isMixed ? '[*] || @' : '[*]',
      embeddedJson: false,
      hasEnvelope: false,
      why: isMixed
        ? 'some documents are lists of records and some are records'
        : 'the documents are lists of records',
    };
  }
  const objects = looked.filter(isPlainObject);
  if (objects.length === 0) return wholeDocuments;
  return (
    cloudWatchLogs(objects) ??
    wrapped(objects) ??
    listInside(objects) ??
    embeddedText(objects, '') ??
    wholeDocuments
  );
}

/** The layout that an operator gives. */
export const givenLayout = (jsonPath: string, documents: readonly SampleValue[]): Layout => {
  const select = compileJsonPath(jsonPath);
  const selected = spread(documents, documentsLooked).flatMap((document) =>
    document instanceof SpelledNumber ? [] : [select(document)].flat(),
  );
  const embeddedJson = selected.length > 0 && selected.every(isJsonText);
  const hasEnvelope = jsonPath !== '@' && !jsonPath.startsWith('[');
  return { jsonPath, embeddedJson, hasEnvelope, why: 'as you said' };
};

export const isPlainObject = (value: SampleValue | undefined): value is JsonObject =>
  isJsonObject(value) && !(value instanceof SpelledNumber);

/** From a long list, some that are spread over it. */
export function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, index) => items[Math.floor((index * items.length) / most)],
  ).filter((item) => item !== undefined);
}

/** A subscription of CloudWatch Logs: messages with what log they are from. */
function cloudWatchLogs(objects: readonly JsonObject[]): Layout | undefined {
  const isDelivery = (object: JsonObject) =>
    Array.isArray(object['logEvents']) && typeof object['logGroup'] === 'string';
  if (!objects.every(isDelivery)) return undefined;
  const messages = compileJsonPath('logEvents[*].message');
  const texts = objects
    .filter((object) => object['messageType'] !== 'CONTROL_MESSAGE')
    .flatMap((object) => [messages(object)].flat());
  const isJson = texts.length > 0 && texts.every(isJsonText);
  return {
    jsonPath: isJson ? 'logEvents[*].message' : 'logEvents[*]',
    embeddedJson: isJson,
    hasEnvelope: true,
    why: isJson
      ? 'a subscription of CloudWatch Logs whose messages are JSON'
      : 'a subscription of CloudWatch Logs; the messages are text and stay as they are',
  };
}

/** One event with what an export puts around it. */
function wrapped(objects: readonly JsonObject[]): Layout | undefined {
  const all = (test: (object: JsonObject) => boolean) => objects.every(test);
  if (all((object) => isPlainObject(object['_source']) && '_index' in object)) {
    return { ...inside('_source'), why: 'an export of Elasticsearch: the event is in _source' };
  }
  const isSplunk = (object: JsonObject) =>
    isPlainObject(object['result']) && ('preview' in object || 'offset' in object);
  if (!all(isSplunk)) return undefined;
  const results = objects.map((object) => object['result']).filter(isPlainObject);
  return (
    embeddedText(results, 'result.', ['_raw']) ?? {
      ...inside('result'),
      why: 'an export of Splunk: the event is in result',
    }
  );
}

const inside = (jsonPath: string) => ({ jsonPath, embeddedJson: false, hasEnvelope: true });

interface ListPlace {
  readonly path: readonly string[];
  /** How many documents have it. */
  documents: number;
  records: number;
  /** Characters in the lists and in the documents that have them. */
  characters: number;
  around: number;
  others: number;
}

/** A list of records takes up most of its document. */
const listShareMin = 0.6;

function listInside(objects: readonly JsonObject[]): Layout | undefined {
  const places = new Map<string, ListPlace>();
  for (const object of objects) countLists(object, [], object, places);
  const found = [...places.values()]
    .filter((place) => isListOfRecords(place, objects.length))
    .toSorted((a, b) => b.characters - a.characters || a.path.length - b.path.length)[0];
  if (found === undefined) return undefined;
  const list = found.path.map(pathName).join('.');
  const sources = compileJsonPath(`${list}[*]._source`);
  const isSearch = objects.every((object) => {
    const hits = sources(object);
    return Array.isArray(hits) && hits.every((hit) => isPlainObject(hit));
  });
  const isElastic = isSearch && found.path.at(-1) === 'hits';
  return {
    jsonPath: isElastic ? `${list}[*]._source` : `${list}[*]`,
    embeddedJson: false,
    hasEnvelope: !isElastic,
    why: isElastic
      ? 'an answer of Elasticsearch: the events are in _source of each hit'
      : `the records are in the list "${found.path.join('.')}"`,
  };
}

/** Lists of objects at the top and one level down. */
function countLists(
  map: JsonObject,
  path: readonly string[],
  root: JsonObject,
  places: Map<string, ListPlace>,
): void {
  for (const [key, value] of Object.entries(map)) {
    const here = [...path, key];
    if (Array.isArray(value) && value.every((item) => isPlainObject(item))) {
      const name = JSON.stringify(here);
      const place = places.get(name) ?? newPlace(here);
      places.set(name, place);
      place.documents++;
      place.records += value.length;
      place.characters += sizeOf(value);
      place.around += sizeOf(root);
      place.others += Object.keys(root).length - 1;
    } else if (isPlainObject(value) && path.length < 1) countLists(value, here, root, places);
  }
}

const newPlace = (path: readonly string[]): ListPlace => ({
  path,
  documents: 0,
  records: 0,
  characters: 0,
  around: 0,
  others: 0,
});

/** `NaN` and numbers with their spelling do not matter for a size. */
const sizeOf = (value: SampleValue): number =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item))
    .length;

function isListOfRecords(place: ListPlace, documents: number): boolean {
  const { path, records, characters, around, others } = place;
  if (place.documents < documents || records === 0) return false;
  const name = path.at(-1) ?? '';
  if (surelyLists.has(name)) return true;
  const share = characters / around;
  if (others === 0) return path.length === 1;
  const isKnown = listNames.has(name.toLowerCase());
  // An event may have a list of its own: then it has more besides, and the list is short.
  const isLong = records >= documents * 2 || documents === 1;
  return isLong && share >= (isKnown ? listShareMin : 0.85) && others / documents <= 8;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A key as JMESPath writes it. */
export const pathName = (key: string): string => (plainName.test(key) ? key : JSON.stringify(key));

/** Whole events written as text into one field. */
function embeddedText(
  objects: readonly JsonObject[],
  prefix: string,
  keys: readonly string[] = textKeys,
): Layout | undefined {
  const key = keys.find((name) =>
    objects.every((object) => Object.hasOwn(object, name) && isJsonText(object[name])),
  );
  if (key === undefined) return undefined;
  return {
    jsonPath: `${prefix}${pathName(key)}`,
    embeddedJson: true,
    hasEnvelope: true,
    why: `the text in "${key}" is the event, as JSON`,
  };
}

function isJsonText(value: SampleValue | undefined): boolean {
  return typeof value === 'string' && isPlainObject(parsedOrNothing(value));
}

/** Undefined for text that is no JSON, or that is nested too deeply. */
export function parsedOrNothing(text: string): SampleValue | undefined {
  const start = text.trimStart()[0];
  if (start === undefined) return undefined;
  try {
    return parseSpelledJson(text);
  } catch {
    // Whether it is JSON is what was asked.
    return undefined;
  }
}
