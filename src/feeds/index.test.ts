import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsedSafely } from './feed.ts';
import { feedFormats, recognisedFormat } from './index.ts';

test('every folder of this room is registered under its own name', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

  expect(feedFormats.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
});

const samples: readonly (readonly [format: string, text: string])[] = [
  ['list', '203.0.113.7\nevil.example\n'],
  ['list', 'indicator,type\n203.0.113.7,ip\n'],
  ['list', '["203.0.113.7"]'],
  ['cisa-kev', '{"title":"KEV","catalogVersion":"2026.03.14","vulnerabilities":[]}'],
  ['misp', '{"Event":{"uuid":"x","info":"y","Attribute":[]}}'],
  ['stix', '{"type":"bundle","id":"bundle--1","objects":[]}'],
  ['threatstream', '{"meta":{"next":null},"objects":[{"itype":"mal_ip","value":"203.0.113.7"}]}'],
  [
    'threatfox',
    '{"1":[{"ioc_value":"203.0.113.7:80","ioc_type":"ip:port","threat_type":"botnet_cc"}]}',
  ],
  ['urlhaus', '# abuse.ch URLhaus Database Dump (CSV - recent URLs only)\n'],
  [
    'urlhaus',
    '{"1":[{"url":"http://evil.example/","url_status":"online","urlhaus_link":"https://urlhaus.abuse.ch/url/1/"}]}',
  ],
  ['feodo', '# abuse.ch Feodo Tracker Botnet C2 IP Blocklist (IPs only)\n203.0.113.7\n'],
  ['feodo', '"first_seen_utc","dst_ip","dst_port","c2_status","last_online","malware"\n'],
];

test.each(samples)('a file of the format %s is recognised', (format, text) => {
  expect(recognisedFormat(text).name).toBe(format);
});

const hostile: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['blanks', ' \n \n'],
  ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['cut off JSON', '{"objects":[{"type":"indicator","pattern":"[ipv4'],
  ['JSON of another kind', '{"message":"rate limited"}'],
  ['a number', '42'],
  ['null', 'null'],
  ['a list of nothing', '[null, 1, [], {}]'],
  ['hostile keys', '{"__proto__":[{"ioc_value":"203.0.113.7"}],"constructor":[{"url":1}]}'],
  ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ['gzip', '\u001f\u008b\u0008 not text'],
  ['a zip file', 'PK\u0003\u0004 not text'],
  ['an open quotation mark', '"first_seen_utc","dst_ip\n"2026'],
  ['binary', '\u0000\u0001\u0002\ufffd\ufffd'],
];

test.each(
  feedFormats.flatMap((format) => hostile.map(([what, text]) => [format.name, what, text])),
)('%s takes %s without harm, and nothing out of it that is no indicator', (name, _what, text) => {
  const format = feedFormats.find((each) => each.name === name);
  const parsed = format && parsedSafely(format, text);

  if (parsed?.outcome === 'refused') expect(parsed.reason).toMatch(/^is /);
  else expect(parsed?.items.length).toBeLessThan(4);
});
