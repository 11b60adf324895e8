import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import { abuseChHeaders } from '../credential-headers.ts';
import { csvRows } from '../csv-rows.ts';
import { defineFeed, type FeedItem, type ParsedFeed } from '../feed.ts';
import { jsonOf, noteOf, refused, skippedEntries, textAt, times } from '../reading.ts';

/** Servers that control botnets, of abuse.ch. */
export const feodo = defineFeed({
  name: 'feodo',
  summary: 'servers that control botnets (abuse.ch Feodo Tracker: CSV, JSON or blocklist)',
  usualUrl: 'https://feodotracker.abuse.ch/downloads/ipblocklist.json',
  expiresDays: 30,
  brings: 'all',
  headers: abuseChHeaders,
  recognises: (beginning) =>
    /feodo/i.test(beginning) || (/"dst_ip"/.test(beginning) && /"c2_status"/.test(beginning)),
  parse(text) {
    if (/^\s*[{[]/.test(text)) return parseJson(text);
    return /dst_ip/.test(text.slice(0, 4000)) ? parseCsv(text) : parseBlocklist(text);
  },
});

const subType = 'botnet_cc';
const isComment = (line: string): boolean => line.startsWith('#');

function parseCsv(text: string): ParsedFeed {
  const items: FeedItem[] = [];
  const skipped = skippedEntries();
  const columns = ['first_seen_utc', 'dst_ip', 'dst_port', 'c2_status', 'last_online', 'malware'];
  for (const { line, cells } of csvRows(text, isComment)) {
    const at = (name: string) => cells[columns.indexOf(name)] || undefined;
    const address = at('dst_ip');
    if (address === 'dst_ip') continue;
    if (address === undefined) {
      skipped.add('the row is cut off', `line ${line}`);
      continue;
    }
    items.push({
      value: address,
      type: 'ip',
      subType,
      note: noteOf(at('malware'), port(at('dst_port'))),
      ...times(at('first_seen_utc'), at('last_online')),
    });
  }
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

const port = (number: string | undefined) => (number === undefined ? undefined : `port ${number}`);

function parseJson(text: string): ParsedFeed {
  const json = jsonOf(text);
  if (json.outcome === 'refused') return json;
  if (!Array.isArray(json.value)) return refused('is JSON, but no list of servers');
  const skipped = skippedEntries();
  const items = json.value.flatMap((entry, index) => {
    const item = isJsonObject(entry) ? itemOf(entry) : undefined;
    if (item === undefined) skipped.add('the entry has no address', `entry ${index + 1}`);
    return item ?? [];
  });
  return { outcome: 'parsed', items, skipped: skipped.list() };
}

function itemOf(entry: JsonObject): FeedItem | undefined {
  const address = textAt(entry, 'ip_address');
  if (address === undefined) return undefined;
  const note = noteOf(
    textAt(entry, 'malware'),
    port(textAt(entry, 'port')),
    textAt(entry, 'hostname'),
  );
  const seen = times(textAt(entry, 'first_seen'), textAt(entry, 'last_online'));
  return { value: address, type: 'ip', subType, note, ...seen };
}

function parseBlocklist(text: string): ParsedFeed {
  const lines = text.split('\n').map((line) => line.trim());
  const values = lines.filter((line) => line !== '' && !isComment(line));
  if (lines.every((line) => line === '')) return refused('is empty');
  const items = values.map((value): FeedItem => ({ value, type: 'ip', subType }));
  return { outcome: 'parsed', items, skipped: [] };
}
