import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { secret, secretUrl } from './output.ts';
import { secretsIn, secretsInIds, withoutSecrets } from './without-secrets.ts';

const definition = z.object({
  url: secretUrl('where'),
  key: secret('what').optional(),
  room: z.string().describe('no secret'),
});
const key = 'canary "key"';
const credentials = {
  url: 'https://a.example/spaces/AAAA/messages?token=canary-token',
  key,
  room: 'canary-room',
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a secret is hidden', () => {
  test.each([
    ['as it is', key],
    ['in a URL', encodeURIComponent(key)],
    ['in JSON', JSON.stringify({ key })],
    ['in JSON that is quoted in JSON', JSON.stringify(JSON.stringify({ key }))],
    ['in base64', base64(key)],
    ['in the base64 of a header', `Basic ${base64(`ann:${key}`)}`],
    ['in base64 for URLs', Buffer.from(`a:${key}?>`).toString('base64url')],
    ['as a part of a secret address', 'no such token: canary-token'],
  ])('%s', (_where, text) => {
    const shown = withoutSecrets(text, secretsIn(definition, credentials));

    expect(shown).toContain('•••');
    expect(shown).not.toContain('canary');
    expect(shown).not.toContain(base64('canary').slice(0, 7));
  });
});

test('what is no secret stays', () => {
  const text = `canary-room of ${base64('somebody else altogether')}`;

  expect(withoutSecrets(text, secretsIn(definition, credentials))).toBe(text);
});

test('ids keep what the path of a secret address has in common with them, and nothing of its query', () => {
  const secrets = secretsInIds(definition, credentials);

  expect(withoutSecrets('spaces/AAAA/messages/m.1', secrets)).toBe('spaces/AAAA/messages/m.1');
  expect(withoutSecrets('m.1?token=canary-token', secrets)).toBe('m.1?token=•••');
});

test('a page without an end is looked at in little time', () => {
  const before = performance.now();

  withoutSecrets('x'.repeat(4_000_000), secretsIn(definition, credentials));
  expect(performance.now() - before).toBeLessThan(2_000);
});
