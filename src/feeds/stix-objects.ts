import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { FeedItem, ParsedFeed } from './feed.ts';
import {
  instantOf,
  listAt,
  noteOf,
  numberAt,
  type SkippedEntries,
  skippedEntries,
  textAt,
  times,
} from './reading.ts';
import { readPattern } from './stix-pattern.ts';

/** Reads the indicators among objects of STIX 2.1 (or 2.0); the others say who and why, and are no values. */
export function parseStixObjects(objects: readonly JsonValue[]): ParsedFeed {
  const items: FeedItem[] = [];
  const skipped = skippedEntries();
  const names = namesOf(objects);
  for (const object of objects) {
    if (!isJsonObject(object)) skipped.add('the object is no map', String(object).slice(0, 40));
    else if (object['type'] === 'indicator') readIndicatorObject(object, names, items, skipped);
  }
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

/** Who made the objects: they name their makers by id. */
function namesOf(objects: readonly JsonValue[]): ReadonlyMap<string, string> {
  const identities = objects.filter(isJsonObject).filter(({ type }) => type === 'identity');
  return new Map(
    identities.flatMap((identity) => {
      const [id, name] = [textAt(identity, 'id'), textAt(identity, 'name')];
      return id === undefined || name === undefined ? [] : [[id, name] as const];
    }),
  );
}

function readIndicatorObject(
  object: JsonObject,
  names: ReadonlyMap<string, string>,
  items: FeedItem[],
  skipped: SkippedEntries,
): void {
  const pattern = textAt(object, 'pattern') ?? '';
  const language = textAt(object, 'pattern_type') ?? 'stix';
  if (language !== 'stix') {
    skipped.add(`the pattern is written in ${language}`, textAt(object, 'name') ?? pattern);
    return;
  }
  const read = readPattern(pattern);
  if (read.outcome === 'refused') {
    skipped.add(read.reason, pattern);
    return;
  }
  const maker = names.get(textAt(object, 'created_by_ref') ?? '');
  const until = instantOf(textAt(object, 'valid_until'));
  const kinds = [...listAt(object, 'indicator_types'), ...listAt(object, 'labels')];
  const kind = kinds.find((each) => typeof each === 'string');
  for (const { type, value } of read.values) {
    items.push({
      value,
      type,
      subType: kind ?? null,
      confidence: numberAt(object, 'confidence') ?? null,
      note: noteOf(textAt(object, 'name'), textAt(object, 'description')),
      ...(maker !== undefined && { source: maker }),
      ...(until !== undefined && { expiresAt: until }),
      ...times(textAt(object, 'valid_from'), textAt(object, 'modified')),
      ...(object['revoked'] === true && { withdrawn: true as const }),
    });
  }
}
