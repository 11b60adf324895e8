import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { awsJson } from '../../testing/aws-service.ts';
import { startTestServer } from '../../testing/http-server.ts';
import type { General } from '../config/config.ts';
import type { SecretStore } from '../ports/secrets.ts';
import { deliverySecrets, openSecretFile, openSecretStore, rememberingSecrets } from './secrets.ts';

function project(changes: { secretsStore?: General['secretsStore']; prefix?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { secretsStore = 'file', prefix = 'acme' } = changes;
  const config = {
    dir: join(folder, 'conf'),
    account: { awsAccountId: '', prefix, region: 'eu-west-1', kmsKeyAlias: 'key' },
    general: {
      ruleLocations: [],
      matcherLocations: [],
      publisherLocations: [],
      parserLocations: [],
      scheduledQueryLocations: [],
      thirdPartyLibraries: [],
      terraformFiles: [],
      secretsStore,
    },
  };
  const env = { STREAMALERT_SECRETS_KEY: 'ab'.repeat(32) };
  return { folder, config, env };
}

test('the file lies beside conf/, wherever state is kept', async () => {
  const { config, env, folder } = project();

  expect((await openSecretStore({ config, env })).place).toBe(
    `the encrypted file ${join(folder, '.streamalert', 'secrets.json')}`,
  );
  const elsewhere = { ...env, STREAMALERT_SECRETS_FILE: '/var/lib/x.json' };
  expect((await openSecretStore({ config, env: elsewhere })).place).toContain('/var/lib/x.json');
});

test('a credential of the environment counts before the stored one, for its destination alone', async () => {
  const { config, env } = project();
  const file = openSecretFile({ config, env });
  await file.set('slack', 'soc', { url: 'stored' });
  await file.set('slack', 'ops', { url: 'stored' });

  const secrets = deliverySecrets({
    config,
    env: { ...env, STREAMALERT_OUTPUT_SLACK_SOC: '{"url": "environment"}' },
  });

  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'environment' });
  expect(await secrets.credentials('slack', 'ops')).toEqual({ url: 'stored' });
  expect(await secrets.credentials('slack', 'none')).toBeUndefined();
});

test('a running process uses a changed credential at once', async () => {
  const { config, env } = project();
  const secrets = deliverySecrets({ config, env });
  expect(await secrets.credentials('slack', 'soc')).toBeUndefined();

  const writer = openSecretFile({ config, env });
  await writer.set('slack', 'soc', { url: 'old' });
  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'old' });
  await writer.set('slack', 'soc', { url: 'new' });
  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'new' });
});

test.each(['', 'PREFIX_GOES_HERE'])(
  'without a prefix (%j) nothing is named in AWS',
  async (prefix) => {
    const { config, env } = project({ secretsStore: 'ssm', prefix });

    await expect(deliverySecrets({ config, env }).credentials('slack', 'soc')).rejects.toThrow(
      'account.prefix',
    );
  },
);

test.each(['ssm', 'secrets-manager'] as const)(
  '%s is asked where the configuration says so',
  async (secretsStore) => {
    const server = await startTestServer(
      awsJson({ Parameter: { Value: '{"url": "u"}' }, SecretString: '{"url": "u"}' }),
    );
    onTestFinished(() => server.close());
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('AWS_ENDPOINT_URL', server.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'k');
    const { config, env } = project({ secretsStore });
    const secrets = deliverySecrets({ config, env });

    expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'u' });
    await secrets.credentials('slack', 'soc');
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.body).toContain('/acme/streamalert/outputs/slack/soc');
  },
);

function counting(answers: (() => Promise<{ url: string }>)[]) {
  let asked = 0;
  const store: SecretStore = {
    place: 'a store that counts',
    set: async () => undefined,
    remove: async () => false,
    list: async () => [],
    credentials: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      return answer?.();
    },
  };
  return { store, asked: () => asked };
}

const gives = (url: string) => async () => ({ url });

test('what AWS gave is used for five minutes and then asked for again', async () => {
  let now = 0;
  const { store, asked } = counting([gives('old'), gives('new')]);
  const secrets = rememberingSecrets(store, () => now);

  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'old' });
  now = 5 * 60_000 - 1;
  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'old' });
  now += 1;
  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'new' });
  expect(asked()).toBe(2);
});

test('after a refusal it is asked for again, but not more often than every 15 seconds', async () => {
  let now = 0;
  const { store, asked } = counting([gives('old'), gives('new')]);
  const secrets = rememberingSecrets(store, () => now);
  await secrets.credentials('slack', 'soc');

  secrets.refused?.('slack', 'soc');
  now = 14_999;
  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'old' });
  now = 15_000;
  expect(await secrets.credentials('slack', 'soc')).toEqual({ url: 'new' });
  now = 60_000;
  await secrets.credentials('slack', 'soc');
  expect(asked()).toBe(2);
});

test('a trouble of the store is told and not remembered, and many that ask at once ask once', async () => {
  const { store, asked } = counting([() => Promise.reject(new Error('down')), gives('up')]);
  const secrets = rememberingSecrets(store, () => 0);

  await expect(secrets.credentials('slack', 'soc')).rejects.toThrow('down');
  const all = await Promise.all([1, 2, 3].map(() => secrets.credentials('slack', 'soc')));
  expect(all).toEqual([{ url: 'up' }, { url: 'up' }, { url: 'up' }]);
  expect(asked()).toBe(2);
});
