import type { IndicatorType } from '../../domain/indicator.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { FeedItem, ParsedFeed } from '../feed.ts';
import {
  listAt,
  mapAt,
  noteOf,
  type SkippedEntries,
  skippedEntries,
  textAt,
  times,
} from '../reading.ts';

/** Types of MISP's attributes, by the part of the value that is the indicator. */
const types: Readonly<Record<string, readonly (IndicatorType | null)[]>> = {
  'ip-src': ['ip'],
  'ip-dst': ['ip'],
  'ip-src|port': ['ip', null],
  'ip-dst|port': ['ip', null],
  ip: ['ip'],
  domain: ['domain'],
  hostname: ['domain'],
  'domain|ip': ['domain', 'ip'],
  'hostname|port': ['domain', null],
  url: ['url'],
  uri: ['url'],
  link: [null],
  md5: ['md5'],
  sha1: ['sha1'],
  sha256: ['sha256'],
  'filename|md5': [null, 'md5'],
  'filename|sha1': [null, 'sha1'],
  'filename|sha256': [null, 'sha256'],
  vulnerability: ['cve'],
};

/** Reads the attributes of an event, and of the objects in it, that are meant for detection. */
export function parseEvents(events: readonly JsonValue[]): ParsedFeed {
  const items: FeedItem[] = [];
  const skipped = skippedEntries();
  for (const each of events) {
    const event = isJsonObject(each) ? (mapAt(each, 'Event') ?? each) : undefined;
    if (
      event === undefined ||
      !(Object.hasOwn(event, 'Attribute') || Object.hasOwn(event, 'Object'))
    ) {
      skipped.add('the event has no attributes', String(event && textAt(event, 'uuid')));
      continue;
    }
    readEvent(event, items, skipped);
  }
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

function readEvent(event: JsonObject, items: FeedItem[], skipped: SkippedEntries): void {
  const objects = listAt(event, 'Object').filter(isJsonObject);
  const attributes = [
    ...listAt(event, 'Attribute'),
    ...objects.flatMap((object) => listAt(object, 'Attribute')),
  ];
  const info = textAt(event, 'info');
  for (const attribute of attributes) {
    if (isJsonObject(attribute)) readAttribute(attribute, info, items, skipped);
    else skipped.add('the attribute is no map', String(attribute).slice(0, 40));
  }
}

function readAttribute(
  attribute: JsonObject,
  info: string | undefined,
  items: FeedItem[],
  skipped: SkippedEntries,
): void {
  const kind = textAt(attribute, 'type') ?? 'nothing';
  const value = textAt(attribute, 'value') ?? '';
  const known = Object.hasOwn(types, kind) ? types[kind] : undefined;
  if (known === undefined || known.every((type) => type === null)) {
    skipped.add(`an attribute of type ${kind} cannot be matched`, value);
    return;
  }
  // What MISP's analysts keep out of detection: addresses of the innocent in the same event.
  if (attribute['to_ids'] !== true && attribute['to_ids'] !== 1 && attribute['to_ids'] !== '1') {
    skipped.add('the attribute is not meant for detection (to_ids)', value);
    return;
  }
  const parts = value.split('|');
  for (const [index, type] of known.entries()) {
    const part = parts[index];
    if (type === null || part === undefined || part === '') continue;
    items.push({
      value: part,
      type,
      subType: textAt(attribute, 'category') ?? null,
      note: noteOf(info, textAt(attribute, 'comment')),
      ...times(
        textAt(attribute, 'first_seen') ?? textAt(attribute, 'timestamp'),
        textAt(attribute, 'last_seen'),
      ),
      ...(attribute['deleted'] === true && { withdrawn: true as const }),
    });
  }
}
