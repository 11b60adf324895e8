import { expect, test } from 'vitest';
import { parseIpAddress } from '../../domain/ip-address.ts';
import { IndicatorTable, indicatorTableBuilder } from './indicator-table.ts';

function tableOf(...values: readonly (readonly ['ip' | 'domain' | 'sha256' | 'url', string])[]) {
  const builder = indicatorTableBuilder();
  for (const [type, value] of values) builder.add(type, value);
  return new IndicatorTable(builder.finish());
}

const address = (text: string) => parseIpAddress(text) ?? 0;

test('says which values are listed, each for its own type', () => {
  const table = tableOf(['domain', 'evil.example'], ['url', 'http://evil.example/']);

  // The host of the URL is there as well.
  expect(table.count).toBe(3);
  expect(table.hasHost('evil.example')).toBe(true);
  expect(table.hasHost('EVIL.Example')).toBe(true);
  expect(table.hasHost('evil.example2')).toBe(false);
  expect(table.hasHost('evil.example.')).toBeUndefined();
  expect(table.hasHost('bücher.example')).toBeUndefined();
  expect(table.hasText('url', 'http://evil.example/')).toBe(true);
  expect(table.hasText('url', 'evil.example')).toBe(false);
});

test.each([
  ['http://evil.example/other', true],
  ['HTTPS://EVIL.example:8443/x', true],
  ['evil.example', true],
  ['ftp://evil.example?x@y', true],
  ['http://good.example/evil.example', false],
  ['http://good.example:80', false],
  ['http://user:word@evil.example/', true],
  ['http://user@evil.example/', true],
  ['http://[2001:db8::1]/', true],
  ['http://bücher.example/', true],
  ['http://evil.example./', true],
])('says at a glance of %s whether a URL of its host may be listed: %s', (url, may) => {
  expect(tableOf(['url', 'http://evil.example/']).mayHaveUrl(url)).toBe(may);
});

test('finds hashes in any case, and nothing that is no hash', () => {
  const table = tableOf(['sha256', 'ab'.repeat(32)]);

  expect(table.hasHash('sha256', 'AB'.repeat(32))).toBe(true);
  expect(table.hasHash('sha256', 'ac'.repeat(32))).toBe(false);
  expect(table.hasHash('sha256', 'zb'.repeat(32))).toBe(false);
});

test('finds addresses by themselves and in networks of any length', () => {
  const table = tableOf(
    ['ip', '203.0.113.7'],
    ['ip', '203.0.113.0/24'],
    ['ip', '198.0.0.0/8'],
    ['ip', '2001:db8::/32'],
    ['ip', '2001:db8::1'],
    ['ip', '255.255.255.255'],
  );

  expect(table.networksOf(address('203.0.113.7'))).toEqual(['203.0.113.7', '203.0.113.0/24']);
  expect(table.networksOf(address('203.0.113.8'))).toEqual(['203.0.113.0/24']);
  expect(table.networksOf(address('198.51.100.1'))).toEqual(['198.0.0.0/8']);
  expect(table.networksOf(address('203.0.114.7'))).toBeUndefined();
  expect(table.networksOf(address('255.255.255.255'))).toEqual(['255.255.255.255']);
  expect(table.networksOf(address('2001:db8::1'))).toEqual(['2001:db8::1', '2001:db8::/32']);
  expect(table.networksOf(address('2001:db8:ffff::2'))).toEqual(['2001:db8::/32']);
  expect(table.networksOf(address('2001:db9::1'))).toBeUndefined();
  expect(table.networksOf(address('::'))).toBeUndefined();
});

test('grows with what is added, and counts a value that comes twice once', () => {
  const builder = indicatorTableBuilder();
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < 20_000; n++) builder.add('domain', `h${n}.evil.example`);
  }
  const table = new IndicatorTable(builder.finish());

  expect(table.count).toBe(20_000);
  for (let n = 0; n < 20_000; n++) expect(table.hasHost(`h${n}.evil.example`)).toBe(true);
  let wrong = 0;
  for (let n = 20_000; n < 220_000; n++) if (table.hasHost(`h${n}.evil.example`)) wrong++;
  expect(wrong).toBe(0);
});

test('a million values take less than 40 megabytes', () => {
  const builder = indicatorTableBuilder(1_000_000);
  for (let n = 0; n < 1_000_000; n++) {
    builder.add('ip', `${n >>> 16}.${(n >>> 8) & 255}.${n & 255}.9`);
  }
  const buffer = builder.finish();

  expect(new IndicatorTable(buffer).count).toBe(1_000_000);
  expect(buffer.byteLength).toBeLessThan(40e6);
});
