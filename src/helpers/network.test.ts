import { expect, test } from 'vitest';
import { inNetwork, validIp } from './network.ts';

test.each([
  ['10.1.2.3', true],
  ['2001:db8::1', true],
  ['::1', false],
  ['10', false],
  ['10.1', false],
  ['ec2.amazonaws.com', false],
  ['', false],
  [null, false],
  [167_772_160, false],
])('%j is a valid address: %s', (ip, valid) => {
  expect(validIp(ip)).toBe(valid);
});

test.each([
  ['10.1.2.3', ['192.0.2.0/24', '10.0.0.0/8'], true],
  ['10.1.2.3', ['192.0.2.0/24'], false],
  ['10.1.2.3', [], false],
  ['10.1.2.3', ['10.1.2.3'], true],
  ['10.1.2.3', ['10.255.255.255/8'], true],
  ['2001:db8::1', ['2001:db8::/32'], true],
  ['2001:db8::1', ['10.0.0.0/8'], false],
  ['not an ip', ['0.0.0.0/0'], false],
  [undefined, ['0.0.0.0/0'], false],
])('%j lies in one of %j: %s', (ip, cidrs, inside) => {
  expect(inNetwork(ip, cidrs)).toBe(inside);
});

test('a network that cannot be read is passed over with one warning', async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.message);
  process.on('warning', note);

  expect(inNetwork('10.1.2.3', ['10.0.0.0/99', '10.0.0.0/8'])).toBe(true);
  expect(inNetwork('10.1.2.3', ['10.0.0.0/99'])).toBe(false);

  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual(['"10.0.0.0/99" is no network and is passed over']);
});
