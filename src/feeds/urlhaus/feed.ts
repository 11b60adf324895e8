import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { abuseChHeaders } from '../credential-headers.ts';
import { csvRows } from '../csv-rows.ts';
import { defineFeed, type FeedItem, type ParsedFeed } from '../feed.ts';
import { jsonOf, listAt, noteOf, refused, skippedEntries, textAt, times } from '../reading.ts';

/** URLs that spread malware, of abuse.ch. The hosts are not indicators: many of them are shared with the innocent. */
export const urlhaus = defineFeed({
  name: 'urlhaus',
  summary: 'URLs that spread malware (abuse.ch URLhaus, CSV or JSON)',
  usualUrl: 'https://urlhaus.abuse.ch/downloads/csv_recent/',
  expiresDays: 30,
  brings: 'recent',
  headers: abuseChHeaders,
  recognises: (beginning) =>
    /urlhaus/i.test(beginning) &&
    /url_status|URLhaus Database|urlhaus_link|urlhaus_reference/i.test(beginning),
  parse(text) {
    if (text.trim() === '') return refused('is empty');
    return /^\s*[{[]/.test(text) ? parseJson(text) : parseCsv(text);
  },
});

const columns = [
  'id',
  'dateadded',
  'url',
  'url_status',
  'last_online',
  'threat',
  'tags',
  'urlhaus_link',
];

/** The columns are named in the last comment. */
function parseCsv(text: string): ParsedFeed {
  const items: FeedItem[] = [];
  const skipped = skippedEntries();
  if (!/^\s*(?:#|"\d)/.test(text)) return refused('is no URLhaus export');
  for (const { line, cells } of csvRows(text, (each) => each.startsWith('#'))) {
    const at = (name: string) => cells[columns.indexOf(name)] || undefined;
    const url = at('url');
    if (cells.length < columns.length || url === undefined) {
      skipped.add('the row is cut off', `line ${line}`);
      continue;
    }
    items.push({
      value: url,
      type: 'url',
      subType: at('threat') ?? null,
      note: noteOf(at('tags'), at('urlhaus_link')),
      ...times(at('dateadded'), at('last_online')),
    });
  }
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

/** An export is a map from id to a list of one entry; the API answers with a list `urls`. */
function parseJson(text: string): ParsedFeed {
  const json = jsonOf(text);
  if (json.outcome === 'refused') return json;
  const entries = entriesOf(json.value);
  if (entries === undefined) return refused('is JSON, but no URLhaus export');
  const skipped = skippedEntries();
  const items = entries.flatMap((entry, index) => {
    const item = isJsonObject(entry) ? itemOf(entry) : undefined;
    if (item === undefined) skipped.add('the entry has no URL', `entry ${index + 1}`);
    return item ?? [];
  });
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

function entriesOf(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, 'urls')) return listAt(value, 'urls');
  return Object.hasOwn(value, 'query_status') ? undefined : Object.values(value).flat();
}

function itemOf(entry: JsonObject): FeedItem | undefined {
  const url = textAt(entry, 'url');
  if (url === undefined) return undefined;
  const tags = listAt(entry, 'tags').filter((tag) => typeof tag === 'string');
  const link = textAt(entry, 'urlhaus_link') ?? textAt(entry, 'urlhaus_reference');
  const added = textAt(entry, 'dateadded') ?? textAt(entry, 'date_added');
  return {
    value: url,
    type: 'url',
    subType: textAt(entry, 'threat') ?? null,
    note: noteOf(tags.join(','), link),
    ...times(added, textAt(entry, 'last_online')),
  };
}
