import type { LookupAddress } from 'node:dns';
import { expect, test } from 'vitest';
import { outboundGuard, type Resolve } from './outbound-guard.ts';

const open: LookupAddress = { address: '93.184.216.34', family: 4 };
const inside: LookupAddress = { address: '10.0.0.1', family: 4 };
const insideIpv6: LookupAddress = { address: 'fd00::1', family: 6 };

/** What a connection to the host would be made to. */
const connects = (resolve: Resolve, host = 'a.example', allowHosts: readonly string[] = []) =>
  new Promise<string | LookupAddress[]>((found, failed) => {
    outboundGuard(allowHosts, resolve).lookup(host, { all: true }, (error, addresses) =>
      error ? failed(error) : found(addresses),
    );
  });

test('a connection is made only to those addresses of a name that are of the internet', async () => {
  const resolve = () => Promise.resolve([inside, open, insideIpv6]);

  expect(await connects(resolve)).toEqual([open]);
});

test('a name that has only other addresses is refused', async () => {
  await expect(connects(() => Promise.resolve([inside, insideIpv6]))).rejects.toThrow(
    'a.example has a private address',
  );
});

test('a name is looked up for each connection, so that one that changes its address is refused', async () => {
  const answers = [[open], [inside]];
  const resolve = () => Promise.resolve(answers.shift() ?? []);

  expect(await connects(resolve)).toEqual([open]);
  await expect(connects(resolve)).rejects.toThrow('private address');
});

test('an allowed name may have any address', async () => {
  const resolve = () => Promise.resolve([inside, open]);

  expect(await connects(resolve, 'A.example.', ['a.EXAMPLE'])).toEqual([inside, open]);
});

test('a caller that wants one address gets the first that is left', async () => {
  const { lookup } = outboundGuard([], () => Promise.resolve([inside, open]));

  const found = await new Promise((resolve) => {
    lookup('a.example', {}, (error, address, family) => resolve({ error, address, family }));
  });

  expect(found).toEqual({ error: null, address: '93.184.216.34', family: 4 });
});

test.each([
  ['https://a.example/', undefined],
  ['http://a.example/', /without TLS/],
  ['https://10.0.0.1/', /private address/],
  ['http://ok.example/', undefined],
  ['http://[fd00::1]/', undefined],
  ['ws://ok.example/', /only https:/],
])('what is said about %s', (url, refusal) => {
  const { refusalOf } = outboundGuard(['ok.example', '[fd00::1]']);

  expect(refusalOf(new URL(url))).toEqual(refusal && expect.stringMatching(refusal));
});
