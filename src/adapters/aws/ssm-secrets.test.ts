import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { awsJson, awsRefusal } from '../../../testing/aws-service.ts';
import { type Answer, startTestServer } from '../../../testing/http-server.ts';
import { secretStoreContract } from '../../ports/secrets.contract.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import { secretsManagerSecrets } from './secrets-manager.ts';
import type { AwsSecretPlace } from './ssm-place.ts';
import { ssmSecrets } from './ssm-secrets.ts';

const canary = 'canary-Zf83kQ';
const name = '/acme/streamalert/outputs/slack/soc';

type Api = (action: string, body: Record<string, unknown>) => Answer;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Parameters as SSM keeps them, two on a page. */
function ssmApi(): Api {
  const parameters = new Map<string, string>();
  const notFound = awsRefusal('ParameterNotFound', 400, '');
  return (action, body) => {
    const key = text(body['Name']);
    const value = parameters.get(key);
    if (action === 'PutParameter') {
      parameters.set(key, text(body['Value']));
      return awsJson({ Version: 1, Tier: 'Standard' });
    }
    if (action === 'GetParameter') {
      return value === undefined ? notFound : awsJson({ Parameter: { Name: key, Value: value } });
    }
    if (action === 'DeleteParameter') return parameters.delete(key) ? awsJson({}) : notFound;
    const from = Number(body['NextToken'] ?? 0);
    const all = [...parameters.keys()].filter((each) => each.startsWith(text(body['Path'])));
    return awsJson({
      Parameters: all.slice(from, from + 2).map((Name) => ({ Name, Value: 'sealed' })),
      ...(all.length > from + 2 && { NextToken: String(from + 2) }),
    });
  };
}

/** Secrets as Secrets Manager keeps them: a removed one waits for its deletion. */
function secretsManagerApi(): Api {
  const secrets = new Map<string, { value: string; isRemoved: boolean }>();
  const notFound = awsRefusal('ResourceNotFoundException', 400, "can't find the secret");
  const removed = awsRefusal(
    'InvalidRequestException',
    400,
    'You can’t perform this operation on the secret because it was marked for deletion.',
  );
  return (action, body) => {
    if (action === 'CreateSecret') {
      secrets.set(text(body['Name']), { value: text(body['SecretString']), isRemoved: false });
      return awsJson({ ARN: 'arn', Name: body['Name'] });
    }
    if (action === 'ListSecrets') {
      const there = [...secrets].filter(([, { isRemoved }]) => !isRemoved);
      return awsJson({ SecretList: there.map(([Name]) => ({ Name })) });
    }
    const secret = secrets.get(text(body['SecretId']));
    if (secret === undefined) return notFound;
    if (action === 'RestoreSecret') {
      secret.isRemoved = false;
      return awsJson({});
    }
    if (secret.isRemoved) return removed;
    if (action === 'PutSecretValue') secret.value = text(body['SecretString']);
    if (action === 'DeleteSecret') secret.isRemoved = true;
    return awsJson(action === 'GetSecretValue' ? { SecretString: secret.value } : {});
  };
}

async function storeAt(
  open: (place: AwsSecretPlace) => SecretStore,
  api: Api,
): Promise<{
  store: SecretStore;
  calls: [string, Record<string, unknown>][];
  close(): Promise<void>;
}> {
  const calls: [string, Record<string, unknown>][] = [];
  const server = await startTestServer((request, response) => {
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body: Record<string, unknown> = JSON.parse(request.body);
    calls.push([action, body]);
    return api(action, body)(request, response);
  });
  const store = open({
    region: 'eu-west-1',
    prefix: 'acme',
    kmsKeyAlias: 'acme_streamalert_secrets',
    client: {
      endpoint: server.url,
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'k' },
      timeoutMilliseconds: 300,
      maxAttempts: 1,
    },
  });
  return { store, calls, close: () => server.close() };
}

const services = [
  ['SSM', ssmSecrets, ssmApi],
  ['Secrets Manager', secretsManagerSecrets, secretsManagerApi],
] as const;

for (const [service, open, api] of services) {
  secretStoreContract(service, () => storeAt(open, api()));

  test.each<[string, Answer, RegExp]>([
    ['not allowed', awsRefusal('AccessDeniedException', 400, `no ${canary}`), /may not/],
    ['throttled', awsRefusal('ThrottlingException', 400, 'Rate exceeded'), /too much to do/],
    ['a disabled KMS key of SSM', awsRefusal('InvalidKeyId', 400, 'disabled'), /KMS key cannot/],
    ['a disabled KMS key', awsRefusal('DecryptionFailure', 400, 'disabled'), /KMS key cannot/],
    ['expired credentials', awsRefusal('ExpiredTokenException', 400, 'x'), /have expired/],
    [
      'a value that is quoted',
      awsRefusal('ValidationException', 400, `Value '${canary}'`),
      /Value/,
    ],
    ['an error of the service', awsRefusal('InternalServerError', 500, ''), /too much to do/],
    ['no JSON', (_, response) => void response.writeHead(200).end('<html>'), /./],
    ['no answer', () => undefined, /no answer in time/],
  ])(
    `${service}: %s is an error that says what to do, without the secret`,
    async (_, answer, words) => {
      const { store, close } = await storeAt(open, () => answer);
      onTestFinished(close);

      for (const work of [
        () => store.set('slack', 'soc', { url: canary }),
        () => store.credentials('slack', 'soc'),
        () => store.remove('slack', 'soc'),
        () => store.list(),
      ]) {
        const error = await work().then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error === undefined) continue;
        expect(error).toMatchObject({
          code: 'STATE_UNAVAILABLE',
          message: expect.stringMatching(words),
          hint: expect.stringMatching(/./),
        });
        if (String(error).includes('writing')) {
          expect(inspect(error, { depth: null, showHidden: true })).not.toContain(canary);
        }
      }
      await expect(store.credentials('slack', 'soc')).rejects.toThrow(words);
    },
  );

  test(`${service}: nobody listens`, async () => {
    const { store, close } = await storeAt(open, api());
    await close();

    await expect(store.credentials('slack', 'soc')).rejects.toThrow('ECONNREFUSED');
  });

  test(`${service}: what another program stored and is no JSON object is told by its name alone`, async () => {
    const { store, close } = await storeAt(open, () =>
      awsJson({ Parameter: { Value: canary }, SecretString: canary }),
    );
    onTestFinished(close);

    const error = await store.credentials('slack', 'soc').catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(`${name} is no JSON object`);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(canary);
  });

  test.each(['a/b', '../x', 'müll', 'x'.repeat(0)])(
    `${service}: a name that AWS cannot have is refused before it is asked: %j`,
    async (descriptor) => {
      const { store, calls, close } = await storeAt(open, api());
      onTestFinished(close);

      await expect(store.set('slack', descriptor, {})).rejects.toThrow('AWS takes no secret for');
      expect(calls).toEqual([]);
    },
  );
}

test('SSM: a parameter is stored as earlier releases did', async () => {
  const { store, calls, close } = await storeAt(ssmSecrets, ssmApi());
  onTestFinished(close);

  await store.set('slack', 'soc', { url: canary });

  expect(calls).toEqual([
    [
      'PutParameter',
      expect.objectContaining({
        Name: name,
        Value: `{"url":"${canary}"}`,
        Type: 'SecureString',
        Tier: 'Standard',
        KeyId: 'alias/acme_streamalert_secrets',
        Overwrite: true,
      }),
    ],
  ]);
});

test('SSM: what is larger than a parameter is refused, and says what holds it', async () => {
  const { store, calls, close } = await storeAt(ssmSecrets, ssmApi());
  onTestFinished(close);

  await expect(store.set('slack', 'soc', { url: 'x'.repeat(5000) })).rejects.toMatchObject({
    message: expect.stringContaining('more than 4 KB'),
    hint: expect.stringContaining('secrets-manager'),
  });
  expect(calls).toEqual([]);
});

test('Secrets Manager: a secret is made with the key of the project, under the same name', async () => {
  const { store, calls, close } = await storeAt(secretsManagerSecrets, secretsManagerApi());
  onTestFinished(close);

  await store.set('slack', 'soc', { url: canary });
  await store.remove('slack', 'soc');
  await store.set('slack', 'soc', { url: 'again' });

  expect(calls.map(([action]) => action)).toEqual([
    'PutSecretValue',
    'CreateSecret',
    'DeleteSecret',
    'PutSecretValue',
    'RestoreSecret',
    'PutSecretValue',
  ]);
  expect(calls[1]?.[1]).toMatchObject({ Name: name, KmsKeyId: 'alias/acme_streamalert_secrets' });
  expect(calls[2]?.[1]).toMatchObject({ RecoveryWindowInDays: 7 });
  expect(await store.credentials('slack', 'soc')).toEqual({ url: 'again' });
});
