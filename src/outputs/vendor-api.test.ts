import { afterEach, expect, test } from 'vitest';
import { testOutputPorts } from '../../testing/delivery.ts';
import { type Answer, answering } from '../../testing/http-server.ts';
import { json, startVendor, type Vendor } from '../../testing/vendor-server.ts';
import { basic, isUnknowable, vendorApi, withoutSlash } from './vendor-api.ts';

const date = 'Sat, 14 Mar 2026 11:42:07 GMT';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function ask(answer: Answer, headers: Readonly<Record<string, string>> = {}) {
  vendor = await startVendor({ 'GET /a': answer });
  const { http } = testOutputPorts().ports;
  return vendorApi(http, { base: vendor.url, headers }).get('asking', '/a');
}

test('an answer is read with every digit', async () => {
  const digits = answering(200, {}, '{"id":12345678901234567890}');

  expect(await ask(digits)).toEqual({
    outcome: 'understood',
    value: { id: 12345678901234567890n },
  });
});

test.each(['', ' \n'])('no body is null', async (body) => {
  expect(await ask(answering(200, {}, body))).toEqual({ outcome: 'understood', value: null });
});

test('what is cut off because it is huge is not read', async () => {
  expect(await ask(answering(200, {}, `"${'x'.repeat(1_100_000)}"`))).toMatchObject({
    failure: {
      reason: 'asking: the endpoint answered 200 with more than can be read',
      retryable: true,
    },
  });
});

test('nothing that was made of credentials gets into a reason', async () => {
  const authorization = basic('ann', 'canary');
  const cookie = 'JSESSIONID=canarycookie; path=canarypath';
  const echo: Answer = ({ headers }, response) => {
    const [, encoded] = headers['authorization']?.toString().split(' ') ?? [];
    response.writeHead(400).end(`no: ${encoded} canarycookie ${headers['cookie']?.toString()}`);
  };

  const answer = await ask(echo, { authorization, cookie });

  expect(answer).toMatchObject({
    failure: { reason: expect.stringMatching(/^asking: .* 400: no: •••/) },
  });
  const reason = answer.outcome === 'refused' ? answer.failure.reason : '';
  expect(reason).not.toContain('canary');
  expect(reason).not.toContain(authorization.slice(6));
});

test.each([
  [400, true],
  [403, true],
  [404, true],
  [401, false],
  [429, false],
  [500, false],
])('that %d cannot be known is %s', async (status, unknowable) => {
  expect(isUnknowable(await ask(json({}, status)))).toBe(unknowable);
});

test.each([
  [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '12' }, 12],
  [{ 'ratelimit-remaining': '3', 'ratelimit-reset': '12' }, undefined],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1773488587', date }, 60],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999', date }, 3_600],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1', date }, undefined],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon', date }, undefined],
  [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '12', 'retry-after': '7' }, 7],
])('a limit that is used up is waited for: %j', async (headers, seconds) => {
  const answer = await ask(json({}, 429, headers));

  expect(answer.outcome === 'refused' && answer.failure.retryAfterSeconds).toBe(seconds);
});

test('no answer at all may come yet', async () => {
  const { http } = testOutputPorts().ports;
  const closed = await startVendor({});
  await closed.close();

  const answer = await vendorApi(http, { base: closed.url }).get('asking', '/a');

  expect(answer).toMatchObject({ outcome: 'refused', status: null, failure: { retryable: true } });
  expect(isUnknowable(answer)).toBe(false);
});

test.each([
  ['https://a.example', 'https://a.example'],
  ['https://a.example/x//', 'https://a.example/x'],
])('%s as a base', (url, base) => {
  expect(withoutSlash(url)).toBe(base);
});
