import { expect, test } from 'vitest';
import { readPattern } from './stix-pattern.ts';

test.each([
  ["[ipv4-addr:value = '203.0.113.7']", ['ip 203.0.113.7']],
  ["[ipv6-addr:value='2001:db8::1']", ['ip 2001:db8::1']],
  ["[ipv4-addr:value ISSUBSET '203.0.113.0/24']", ['ip 203.0.113.0/24']],
  [
    "[domain-name:value = 'a.example' OR domain-name:value = 'b.example']",
    ['domain a.example', 'domain b.example'],
  ],
  ["[url:value = 'http://a.example/it\\'s']", ["url http://a.example/it's"]],
  ["[ipv4-addr:value IN ('203.0.113.7', '203.0.113.8')]", ['ip 203.0.113.7', 'ip 203.0.113.8']],
  [
    "[domain-name:value = 'a.example'] OR [url:value = 'http://b.example/']",
    ['domain a.example', 'url http://b.example/'],
  ],
  ["[file:hashes.'SHA-256' = 'aa' OR file:hashes.MD5 = 'bb']", ['sha256 aa', 'md5 bb']],
  [
    "[file:hashes.'SHA-1' = 'aa' AND file:hashes.MD5 = 'bb' AND file:size = 25536]",
    ['sha1 aa', 'md5 bb'],
  ],
  [
    "[network-traffic:dst_ref.type = 'ipv4-addr' OR network-traffic:dst_ref.value = '203.0.113.7']",
    ['ip 203.0.113.7'],
  ],
])('%s lists values', (pattern, expected) => {
  const read = readPattern(pattern);

  expect(
    read.outcome === 'values' && read.values.map(({ type, value }) => `${type} ${value}`),
  ).toEqual(expected);
});

test.each([
  [
    "[ipv4-addr:value = '203.0.113.7' AND network-traffic:dst_port = 80]",
    /joins conditions by AND/,
  ],
  ["[domain-name:value LIKE '%.example']", /has LIKE/],
  ["[domain-name:value MATCHES '^a+$']", /has MATCHES/],
  ["[domain-name:value != 'a.example']", /has !=/],
  ["[a:b = 'x'] FOLLOWEDBY [ipv4-addr:value = '203.0.113.7']", /has FOLLOWEDBY/],
  ["[ipv4-addr:value NOT IN ('203.0.113.7')]", /has NOT/],
  ["[process:command_line = 'x']", /is about process/],
  ["[ipv4-addr:value = '203.0.113.7", /cannot be read/],
  ['', /is about nothing/],
  ['[]', /is about nothing/],
  [`[ipv4-addr:value = '${'x'.repeat(200_000)}']`, /cannot be read/],
])('%s lists none', (pattern, reason) => {
  expect(readPattern(pattern)).toEqual({
    outcome: 'refused',
    reason: expect.stringMatching(reason),
  });
});

test('a pattern made to be slow is refused at once', () => {
  const began = performance.now();
  for (const pattern of [
    `[${'a:b.'.repeat(20_000)}`,
    `['${'\\'.repeat(50_000)}`,
    `[${'('.repeat(90_000)}`,
  ]) {
    readPattern(pattern);
  }

  expect(performance.now() - began).toBeLessThan(1000);
});
