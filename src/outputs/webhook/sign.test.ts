import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSigningKey, signatureHeaders } from './sign.ts';

test('signs as Standard Webhooks does in its examples', () => {
  const headers = signatureHeaders('{"test": 2432232314}', {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    seconds: 1_614_265_330,
    keys: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  });

  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('each key signs while keys are changed', () => {
  const signed = (keys: readonly string[]) =>
    signatureHeaders('{}', { id: 'a', seconds: 1, keys })['webhook-signature'];

  expect(signed(['new', 'old'])).toBe(`${signed(['new'])} ${signed(['old'])}`);
  expect(signed(['new'])).not.toBe(signed(['old']));
});

test.each([
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', true],
  ['any text', true],
  [`whsec_${Buffer.alloc(24).toString('base64')}`, true],
  [`whsec_${Buffer.alloc(64).toString('base64')}`, true],
  [`whsec_${Buffer.alloc(23).toString('base64')}`, false],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, false],
  ['whsec_A', false],
  ['whsec_', false],
  ['whsec_not base64', false],
])('%s can sign: %s', (key, can) => {
  expect(isSigningKey(key)).toBe(can);
});

test('the lines of the page for receivers take what is signed, and refuse what is old or changed', async () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../../docs/chat-and-webhooks.md'),
    'utf8',
  );
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-receiver-'));
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, /```js\n([^]*?)```/.exec(page)?.[1] ?? '');
  try {
    const { isOurs } = (await import(file)) as { isOurs: (...given: unknown[]) => boolean };
    const now = Math.floor(Date.now() / 1000);
    const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = signatureHeaders('{}', { id: 'a', seconds: now, keys: ['new', key] });
    const old = signatureHeaders('{}', { id: 'a', seconds: now - 301, keys: [key] });

    expect(isOurs(headers, '{}', key)).toBe(true);
    expect(isOurs(headers, '{}', 'new')).toBe(true);
    expect(isOurs(headers, '{ }', key)).toBe(false);
    expect(isOurs({ ...headers, 'webhook-id': 'b' }, '{}', key)).toBe(false);
    expect(isOurs(headers, '{}', 'other')).toBe(false);
    expect(isOurs(old, '{}', key)).toBe(false);
    expect(isOurs({}, '{}', key)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
