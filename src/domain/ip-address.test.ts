import { BlockList, isIP } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkSet, parseIpAddress, parseNetwork } from './ip-address.ts';

const addresses = fc.oneof(fc.ipV4(), fc.ipV6());

describe('an IP address', () => {
  test.each([
    ['0.0.0.0', 0],
    ['255.255.255.255', 4_294_967_295],
    ['192.0.2.1', 3_221_225_985],
    ['::', 0n],
    ['::1', 1n],
    ['2001:db8::1', 0x2001_0db8_0000_0000_0000_0000_0000_0001n],
    ['2001:DB8:0:0:0:0:0:1', 0x2001_0db8_0000_0000_0000_0000_0000_0001n],
    ['64:ff9b::192.0.2.1', 0x0064_ff9b_0000_0000_0000_0000_c000_0201n],
  ])('%s is the number it stands for', (text, address) => {
    expect(parseIpAddress(text)).toBe(address);
  });

  test('of version 4 written as version 6 is the same address', () => {
    expect(parseIpAddress('::ffff:192.0.2.1')).toBe(parseIpAddress('192.0.2.1'));
  });

  test.each([
    '',
    '10',
    '10.1',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1..2.3',
    '1.2.3.',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '1.2.3.4/8',
    '1.2.3.-4',
    ':',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1.2.3.4::1',
    '::1.2.3',
    'fe80::1%eth0',
    'ec2.amazonaws.com',
    '1'.repeat(100),
  ])('%j is none', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  test('is one exactly when Node says so', () => {
    const texts = fc.oneof(addresses, fc.stringMatching(/^[0-9a-f:.]{1,24}$/));
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseIpAddress(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a network', () => {
  test.each([
    '',
    'x',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/08',
    '::/129',
    '::ffff:1.2.3.4/8',
    '1.2.3.4/8/8',
  ])('%j is none', (cidr) => {
    expect(parseNetwork(cidr)).toBeUndefined();
  });

  test('holds an address exactly when Node says so', () => {
    const cidrs = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
      fc.tuple(
        fc.constantFrom('2001:db8::', '2001:db8:ffff::1', 'fe80::'),
        fc.integer({ min: 16, max: 128 }),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(cidrs, { minLength: 1, maxLength: 8 }),
        addresses,
        (networks, address) => {
          const list = new BlockList();
          for (const [base, bits] of networks)
            list.addSubnet(base, bits, base.includes(':') ? 'ipv6' : 'ipv4');
          const set = networkSet(
            networks.flatMap(([base, bits]) => parseNetwork(`${base}/${bits}`) ?? []),
          );
          const parsed = parseIpAddress(address);
          if (parsed === undefined) throw new Error(`${address} is an address`);

          expect(set(parsed)).toBe(
            list.check(
              address,
              typeof parsed === 'number' && !address.includes(':') ? 'ipv4' : 'ipv6',
            ),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('of no bits holds every address of its version and none of the other', () => {
    const all = networkSet([{ base: 0, prefixBits: 0 }]);

    expect(all(4_294_967_295)).toBe(true);
    expect(all(1n)).toBe(false);
  });

  test('written without a length is one address', () => {
    expect(parseNetwork('192.0.2.1')).toEqual({ base: 3_221_225_985, prefixBits: 32 });
  });
});
