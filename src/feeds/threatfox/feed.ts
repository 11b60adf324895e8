import type { IndicatorType } from '../../domain/indicator.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { abuseChHeaders } from '../credential-headers.ts';
import { defineFeed, type FeedItem } from '../feed.ts';
import {
  jsonOf,
  listAt,
  noteOf,
  numberAt,
  refused,
  skippedEntries,
  textAt,
  times,
} from '../reading.ts';

/** Indicators of malware of many kinds, of abuse.ch. */
export const threatfox = defineFeed({
  name: 'threatfox',
  summary: 'indicators of malware (abuse.ch ThreatFox, JSON export or API)',
  usualUrl: 'https://threatfox.abuse.ch/export/json/recent/',
  expiresDays: 90,
  brings: 'recent',
  headers: abuseChHeaders,
  recognises: (beginning) =>
    /"threat_type"/.test(beginning) &&
    /"ioc(?:_value)?"/.test(beginning) &&
    /"ioc_type"/.test(beginning),
  parse(text) {
    const json = jsonOf(text);
    if (json.outcome === 'refused') return json;
    const entries = entriesOf(json.value);
    if (entries === undefined) return refused('is JSON, but no ThreatFox export');
    const skipped = skippedEntries();
    const items = entries.flatMap((entry, index) => {
      const item = isJsonObject(entry) ? itemOf(entry) : undefined;
      if (item === undefined) skipped.add('the entry has no value', `entry ${index + 1}`);
      return item ?? [];
    });
    return { outcome: 'parsed', items, skipped: skipped.list() };
  },
});

/** An export is a map from id to a list of one entry; the API answers with a list `data`. */
function entriesOf(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return undefined;
  if (Array.isArray(value['data'])) return value['data'];
  return Object.hasOwn(value, 'query_status') ? undefined : Object.values(value).flat();
}

const types: Readonly<Record<string, IndicatorType>> = {
  'ip:port': 'ip',
  domain: 'domain',
  url: 'url',
  md5_hash: 'md5',
  sha1_hash: 'sha1',
  sha256_hash: 'sha256',
};

function itemOf(entry: JsonObject): FeedItem | undefined {
  const value = textAt(entry, 'ioc_value') ?? textAt(entry, 'ioc');
  if (value === undefined) return undefined;
  const kind = textAt(entry, 'ioc_type') ?? '';
  const type = Object.hasOwn(types, kind) ? types[kind] : undefined;
  const malware = textAt(entry, 'malware_printable') ?? textAt(entry, 'malware');
  const tags = textAt(entry, 'tags') ?? listAt(entry, 'tags').join(',');
  const first = textAt(entry, 'first_seen_utc') ?? textAt(entry, 'first_seen');
  const last = textAt(entry, 'last_seen_utc') ?? textAt(entry, 'last_seen');
  return {
    value,
    ...(type !== undefined && { type }),
    subType: textAt(entry, 'threat_type') ?? null,
    confidence: numberAt(entry, 'confidence_level') ?? null,
    note: noteOf(malware, tags, textAt(entry, 'reference')),
    ...times(first, last),
  };
}
