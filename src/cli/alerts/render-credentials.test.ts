import { expect, test } from 'vitest';
import { z } from 'zod';
import { outputs } from '../../outputs/index.ts';
import { secret, secretUrl, token } from '../../outputs/output.ts';
import { exampleCredentials } from './render-credentials.ts';

test.each(outputs.map((output) => [output.service, output] as const))(
  'the examples for %s fit its definition, and its secrets say that they are none',
  (_service, output) => {
    const example = exampleCredentials(output);

    expect(output.credentials.safeParse(example).error).toBeUndefined();
    for (const [name, field] of Object.entries(
      z.toJSONSchema(output.credentials).properties ?? {},
    )) {
      if (typeof field === 'boolean' || field['secret'] !== true || !(name in example)) continue;
      expect(example[name]).toMatch(/EXAMPLE_|@example\.com$|^owner\/repository$|^no$/);
    }
  },
);

const exampleOf = (shape: z.ZodRawShape) =>
  exampleCredentials({ service: 'a', credentials: z.object(shape) });

test('what may be absent is absent, and the rest names itself', () => {
  expect(
    exampleOf({
      apiToken: token('a token'),
      password: secret('a password').optional(),
      url: secretUrl('an address'),
      server_url: z.url().describe('an address that is no secret'),
      port: z.int().min(1).max(65_535).default(514),
      mode: z.enum(['tls', 'tcp']),
      from: z.email(),
      isOn: z.boolean(),
    }),
  ).toEqual({
    apiToken: 'EXAMPLE_API_TOKEN',
    url: 'https://a.example.com/EXAMPLE_URL',
    server_url: 'https://a.example.com',
    mode: 'tls',
    from: 'alerts@example.com',
    isOn: true,
  });
});

test('where one of several is asked for, all are given', () => {
  const credentials = z
    .object({ a: secret('one').optional(), b: secret('other').optional() })
    .refine(({ a, b }) => a !== undefined || b !== undefined);

  expect(exampleCredentials({ service: 'a', credentials })).toEqual({
    a: 'EXAMPLE_A',
    b: 'EXAMPLE_B',
  });
});
