import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cidrSet } from './cidr-set.ts';
import { ipKind, isInternalIp, isPublicIp } from './ip-kind.ts';
import { inNetwork } from './network.ts';
import { matchesAny } from './text.ts';
import { wildcardSet } from './wildcard-set.ts';

describe('a set of networks', () => {
  const offices = cidrSet(['192.0.2.0/24', '2001:db8::/32', '198.51.100.7']);

  test.each([
    ['192.0.2.255', true],
    ['192.0.3.0', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['::ffff:192.0.2.1', true],
    ['192.0.2', false],
    ['', false],
    [undefined, false],
    [null, false],
    [3_221_225_985, false],
  ])('knows whether %j is inside', (ip, expected) => {
    expect(offices.has(ip)).toBe(expected);
  });

  test('is refused when one is none', () => {
    expect(() => cidrSet(['10.0.0.0/8', '10.0.0.0/33', 'office'])).toThrow(
      '"10.0.0.0/33", "office": no network',
    );
  });

  test('says what inNetwork says', () => {
    const cidr = fc
      .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 20 }), fc.ipV4(), (cidrs, ip) => {
        expect(cidrSet(cidrs).has(ip)).toBe(inNetwork(ip, cidrs));
      }),
    );
  });
});

describe('a set of wildcards', () => {
  test.each([
    ['masscan', true],
    ['masscan2', false],
    ['nmap scripting', true],
    ['an nmap', false],
    ['my-scanner', true],
    ['-scanner', true],
    ['my-scanner 2', false],
    ['b7d', true],
    ['abd', false],
    [7, false],
    [undefined, false],
  ])('knows whether %j fits', (text, expected) => {
    expect(wildcardSet(['nmap*', 'masscan', '*-scanner', 'b[0-9]?']).has(text)).toBe(expected);
  });

  test('says what matchesAny says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '[', '😀'), maxLength: 6 });
    const pattern = fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?', '[', ']', '😀'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 8 }), text, (patterns, given) => {
        expect(wildcardSet(patterns).has(given)).toBe(matchesAny(given, patterns));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the kind of an address', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['10.1.2.3', 'private'],
    ['172.32.0.1', 'public'],
    ['172.31.255.255', 'private'],
    ['fd00::1', 'private'],
    ['127.0.0.53', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1', 'link-local'],
    ['100.64.0.1', 'shared'],
    ['224.0.0.251', 'multicast'],
    ['ff02::1', 'multicast'],
    ['203.0.113.7', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['255.255.255.255', 'reserved'],
    ['0.1.2.3', 'reserved'],
    ['4000::1', 'reserved'],
    ['::ffff:10.0.0.1', 'private'],
    ['10.1', undefined],
    ['AWS Internal', undefined],
    [undefined, undefined],
  ])('%s is %s', (ip, kind) => {
    expect(ipKind(ip)).toBe(kind);
  });

  test('says who is inside and who is not', () => {
    const inside = ['10.0.0.1', '::1', '8.8.8.8', '203.0.113.7', 'x'].map(isInternalIp);
    const outside = ['10.0.0.1', '::1', '8.8.8.8', '203.0.113.7', 'x'].map(isPublicIp);

    expect(inside).toEqual([true, true, false, false, false]);
    expect(outside).toEqual([false, false, true, false, false]);
  });
});
