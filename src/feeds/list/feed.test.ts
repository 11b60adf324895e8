import { expect, test } from 'vitest';
import { list } from './feed.ts';

function parsed(text: string) {
  const result = list.parse(text);
  if (result.outcome === 'refused') throw new Error(result.reason);
  return result;
}
const values = (text: string) => parsed(text).items.map(({ value }) => value);

test.each([
  [
    'lines with comments',
    '# a\n; b\n// c\n\n203.0.113.7\r\n evil.example \n',
    ['203.0.113.7', 'evil.example'],
  ],
  [
    'remarks behind values',
    '203.0.113.7 # seen\nevil.example;c2\nhxxp://evil.example/#a  note',
    ['203.0.113.7', 'evil.example', 'hxxp://evil.example/#a'],
  ],
  [
    'a file of hosts',
    '127.0.0.1 localhost\n0.0.0.0 evil.example # ads\n::1 ip6-localhost\n',
    ['evil.example'],
  ],
  ['addresses in brackets', '[2001:db8::1]:443\n', ['[2001:db8::1]:443']],
  ['JSON texts', '["203.0.113.7", "evil.example"]', ['203.0.113.7', 'evil.example']],
])('reads %s', (_what, text, expected) => {
  expect(values(text)).toEqual(expected);
});

test.each([
  [
    'hashes',
    'md5,sha1,note\nd41d8cd98f00b204e9800998ecf8427e,da39a3ee5e6b4b0d3255bfef95601890afd80709,dropper\n',
  ],
  [
    'hashes, some of which are not known',
    'sha1,md5,note\nda39a3ee5e6b4b0d3255bfef95601890afd80709,d41d8cd98f00b204e9800998ecf8427e,dropper\n,,nothing\n',
  ],
])('all columns of a row with several %s count', (_what, text) => {
  expect(new Set(values(text))).toEqual(
    new Set(['d41d8cd98f00b204e9800998ecf8427e', 'da39a3ee5e6b4b0d3255bfef95601890afd80709']),
  );
});

test('beside a column for whatever it is others are not asked', () => {
  expect(values('ioc,host\nevil.example,seen-on-host-7\n')).toEqual(['evil.example']);
});

test('a remark becomes the note', () => {
  expect(parsed('203.0.113.7 # seen in March').items).toEqual([
    { value: '203.0.113.7', note: 'seen in March' },
  ]);
});

test('a table with a header is read by the names of its columns', () => {
  const text = [
    '# exported by hand',
    'Type,IOC,Threat Type,Confidence,First Seen,Comment,expires',
    'ip,203.0.113.7,c2,90,2026-03-01,"says ""Ana"", twice",2026-06-01T00:00:00Z',
    'domain,evil.example,,x,,,',
    ',,,,,,',
  ].join('\n');

  expect(parsed(text)).toEqual({
    outcome: 'parsed',
    items: [
      {
        value: '203.0.113.7',
        type: 'ip',
        subType: 'c2',
        confidence: 90,
        note: 'says "Ana", twice',
        firstSeen: Date.UTC(2026, 2, 1),
        expiresAt: Date.UTC(2026, 5, 1),
      },
      { value: 'evil.example', type: 'domain', note: null },
    ],
    skipped: [{ reason: 'the row has no value', count: 1, example: 'line 5' }],
  });
});

test('indicators of the original, as its test events have them, are read', () => {
  const text =
    '[{"ioc_value":"1.2.3.4","ioc_type":"ip","sub_type":"mal_ip","source":"x"},{"no":1},7]';

  expect(parsed(text)).toEqual({
    outcome: 'parsed',
    items: [{ value: '1.2.3.4', type: 'ip', subType: 'mal_ip', source: 'x', note: null }],
    skipped: [{ reason: 'the entry has no value', count: 2, example: 'entry 2' }],
  });
});

test('a hundred thousand lines are read in no time', () => {
  const text = Array.from({ length: 100_000 }, (_, n) => `h${n}.evil.example`).join('\n');
  const began = performance.now();

  expect(values(text)).toHaveLength(100_000);
  expect(performance.now() - began).toBeLessThan(2000);
});
