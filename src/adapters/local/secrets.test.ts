import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { credentialVariable, environmentSecrets } from './secrets.ts';

test.each([
  ['slack', 'soc', 'STREAMALERT_OUTPUT_SLACK_SOC'],
  ['aws-s3', 'my bucket.1', 'STREAMALERT_OUTPUT_AWS_S3_MY_BUCKET_1'],
  ['slack', 'müll', 'STREAMALERT_OUTPUT_SLACK_M_LL'],
])('the credentials of %s:%s stand in %s', (service, descriptor, variable) => {
  expect(credentialVariable(service, descriptor)).toBe(variable);
});

test('gives what the variable holds', async () => {
  const secrets = environmentSecrets({
    STREAMALERT_OUTPUT_SLACK_SOC: '{"url": "https://a.example"}',
  });

  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'https://a.example' });
  expect(await secrets.credentials('slack', 'other')).toBeUndefined();
});

test.each([undefined, '', '  '])('%j is as good as no credentials', async (value) => {
  const secrets = environmentSecrets({ STREAMALERT_OUTPUT_SLACK_SOC: value });

  expect(await secrets.credentials('slack', 'soc')).toBeUndefined();
});

test.each(['canary', '{"url": "canary', '"canary"', '["canary"]', 'null'])(
  'what is no JSON object is refused by the name of its variable, without its value: %s',
  async (value) => {
    const secrets = environmentSecrets({ STREAMALERT_OUTPUT_SLACK_SOC: value });

    const error = await secrets.credentials('slack', 'soc').catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({
      code: 'SECRET_MISSING',
      message: expect.stringContaining('STREAMALERT_OUTPUT_SLACK_SOC is no'),
      hint: expect.stringContaining('STREAMALERT_OUTPUT_SLACK_SOC'),
    });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary');
  },
);
