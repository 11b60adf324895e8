import { indicatorTypeNamed } from '../../domain/indicator.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { csvRows } from '../csv-rows.ts';
import { defineFeed, type FeedItem, type ParsedFeed } from '../feed.ts';
import {
  instantOf,
  jsonOf,
  noteOf,
  numberAt,
  refused,
  skippedEntries,
  textAt,
  times,
} from '../reading.ts';

/** Lines of values, tables with a header, and JSON lists: what people have and what most free feeds are. */
export const list = defineFeed({
  name: 'list',
  summary: 'one value a line, CSV with a header, or a JSON list; comments with # ; or //',
  expiresDays: 30,
  brings: 'all',
  recognises: () => true,
  parse(text) {
    if (text.trim() === '') return refused('is empty');
    const beginning = text.trimStart().charAt(0);
    if (beginning === '[' || beginning === '{') {
      const parsed = parseJsonList(text);
      // A line may begin with a bracket as well: `[2001:db8::1]:443`.
      if (parsed !== undefined) return parsed;
    }
    if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return refused('is a web page');
    const header = headerOf(text);
    return header === undefined ? parseLines(text) : parseTable(text, header);
  },
});

const isComment = (line: string): boolean => /^\s*(?:#|;|\/\/)/.test(line);

/** `203.0.113.7 # seen in March`, and `0.0.0.0 evil.example` as in a file of hosts. */
function parseLines(text: string): ParsedFeed {
  const items: FeedItem[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || isComment(line)) continue;
    const [, value = '', rest = ''] = /^\s*([^\s,;]+)[\s,;]*(.*)$/s.exec(line) ?? [];
    const note = rest.trim().replace(/^(?:#|;|\/\/)\s*/, '');
    if (hostsAddresses.has(value) && note !== '') {
      const [host = ''] = note.split(/[\s#]/, 1);
      if (!localNames.has(host)) items.push({ value: host });
    } else items.push({ value: value === '' ? line.trim() : value, note: noteOf(note) });
  }
  return { outcome: 'parsed', items, skipped: [] };
}

/** What files of hosts send the names to. */
const hostsAddresses = new Set(['0.0.0.0', '127.0.0.1', '::', '::1']);
const localNames = new Set([
  'localhost',
  'localhost.localdomain',
  'local',
  'broadcasthost',
  'ip6-localhost',
  'ip6-loopback',
  '0.0.0.0',
]);

/** Names of columns that people give to the same thing. */
const columns = {
  value: [
    'indicator',
    'ioc',
    'ioc_value',
    'value',
    'observable',
    'indicator_value',
    'ip',
    'ip_address',
    'ipaddress',
    'dst_ip',
    'address',
    'domain',
    'hostname',
    'host',
    'fqdn',
    'url',
    'md5',
    'sha1',
    'sha256',
    'hash',
    'file_hash',
    'cidr',
    'network',
  ],
  type: ['type', 'ioc_type', 'indicator_type'],
  subType: [
    'sub_type',
    'subtype',
    'itype',
    'threat',
    'threat_type',
    'category',
    'malware',
    'malware_family',
  ],
  source: ['source', 'provider', 'feed'],
  confidence: ['confidence', 'confidence_level', 'score'],
  note: ['note', 'comment', 'description', 'reference', 'notes', 'info'],
  firstSeen: ['first_seen', 'first_seen_utc', 'firstseen', 'date', 'dateadded', 'created'],
  lastSeen: ['last_seen', 'last_seen_utc', 'lastseen', 'last_online', 'updated', 'modified'],
  expires: ['expires', 'expires_at', 'expiration', 'expiration_ts', 'valid_until', 'expiry'],
} as const;

type Part = keyof typeof columns;

/** Where the parts of a row stand; `values` are several where a row has several hashes of one file, say. */
interface Header {
  readonly values: readonly number[];
  readonly parts: ReadonlyMap<Part, number>;
}

/** Columns that hold whatever the row is about; the others say by their name what they hold. */
const anyValue: ReadonlySet<string> = new Set(columns.value.slice(0, 6));

/** The columns of a table, when its first line that is no comment, or the last comment before it, names some. */
function headerOf(text: string): Header | undefined {
  const first = text.split('\n', linesLookedAt).filter((line) => line.trim() !== '');
  const content = first.findIndex((line) => !isComment(line));
  const candidates = [
    first[content],
    content > 0 ? first[content - 1]?.replace(/^\s*[#;/]+/, '') : undefined,
  ];
  for (const line of candidates) {
    const header = line === undefined ? undefined : columnsIn(line);
    if (header !== undefined) return header;
  }
  return undefined;
}

const linesLookedAt = 200;

function columnsIn(line: string): Header | undefined {
  const [row] = csvRows(line, () => false);
  const names = (row?.cells ?? []).map((name) => name.toLowerCase().replaceAll(/[\s-]+/g, '_'));
  const parts = new Map<Part, number>();
  for (const [part, known] of Object.entries(columns) as [Part, readonly string[]][]) {
    const name = known.find((each) => names.includes(each));
    if (name !== undefined) parts.set(part, names.indexOf(name));
  }
  const first = parts.get('value');
  if (first === undefined) return undefined;
  const named = columns.value
    .filter((name) => names.includes(name))
    .map((name) => names.indexOf(name));
  return { values: anyValue.has(names[first] ?? '') ? [first] : named, parts };
}

function parseTable(text: string, header: Header): ParsedFeed {
  const items: FeedItem[] = [];
  const skipped = skippedEntries();
  for (const { line, cells } of csvRows(text, isComment)) {
    const cell = (part: Part): string | undefined => {
      const index = header.parts.get(part);
      return (index === undefined ? undefined : cells[index]) || undefined;
    };
    const values = header.values.flatMap((index) => cells[index] || []);
    const [first] = values;
    if (first === undefined) {
      skipped.add('the row has no value', `line ${line}`);
      continue;
    }
    if (columns.value.some((name) => name === first.toLowerCase())) continue;
    const texts = {
      // Of several columns each says its own.
      type: values.length === 1 ? cell('type') : undefined,
      subType: cell('subType'),
      source: cell('source'),
      confidence: cell('confidence'),
      note: cell('note'),
      firstSeen: cell('firstSeen'),
      lastSeen: cell('lastSeen'),
      expires: cell('expires'),
    };
    for (const value of values) items.push(itemOf(value, texts));
  }
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

type Texts = { readonly [P in Exclude<Part, 'value'>]: string | undefined };

function itemOf(value: string, texts: Texts): FeedItem {
  const type = texts.type === undefined ? undefined : indicatorTypeNamed(texts.type);
  const confidence = texts.confidence === undefined ? Number.NaN : Number(texts.confidence);
  const expiresAt = instantOf(texts.expires);
  return {
    value,
    ...(type !== undefined && { type }),
    ...(texts.subType !== undefined && { subType: texts.subType }),
    ...(texts.source !== undefined && { source: texts.source }),
    ...(Number.isFinite(confidence) && { confidence }),
    ...(expiresAt !== undefined && { expiresAt }),
    note: noteOf(texts.note),
    ...times(texts.firstSeen, texts.lastSeen),
  };
}

/** Undefined where the text is lines after all. */
function parseJsonList(text: string): ParsedFeed | undefined {
  const json = jsonOf(text);
  if (json.outcome === 'refused') {
    return /^\s*(?:\{|\[\s*["{])/.test(text) ? refused(json.reason) : undefined;
  }
  const entries = entriesOf(json.value);
  if (entries === undefined) return refused('is JSON, but no list of indicators');
  const skipped = skippedEntries();
  const items = entries.flatMap((entry, index) => {
    const item = typeof entry === 'string' ? { value: entry } : itemOfJson(entry);
    if (item === undefined) skipped.add('the entry has no value', `entry ${index + 1}`);
    return item ?? [];
  });
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

function entriesOf(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return undefined;
  const lists = ['indicators', 'iocs', 'data', 'objects', 'results'].map((key) => value[key]);
  return lists.find((each) => Array.isArray(each));
}

function itemOfJson(entry: JsonValue): FeedItem | undefined {
  if (!isJsonObject(entry)) return undefined;
  const value = firstText(entry, columns.value);
  if (value === undefined) return undefined;
  return itemOf(value, {
    type: firstText(entry, columns.type),
    subType: firstText(entry, columns.subType),
    source: firstText(entry, columns.source),
    confidence: numberText(entry),
    note: firstText(entry, columns.note),
    firstSeen: firstText(entry, columns.firstSeen),
    lastSeen: firstText(entry, columns.lastSeen),
    expires: firstText(entry, columns.expires),
  });
}

const firstText = (entry: JsonObject, names: readonly string[]): string | undefined =>
  names.map((name) => textAt(entry, name)).find((text) => text !== undefined);

function numberText(entry: JsonObject): string | undefined {
  const number = columns.confidence.map((name) => numberAt(entry, name)).find(Number.isFinite);
  return number === undefined ? undefined : String(number);
}
