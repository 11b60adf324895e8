import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

const region = 'eu-west-1';
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary' };

let folder = '';
let aws: FauxqsServer;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'outputs-on-aws-')));
  aws = await startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    defaultRegion: region,
  });
  aws.createQueue('soar.fifo', { region, attributes: { FifoQueue: 'true' } });
  aws.createQueue('readers', { region });
  aws.createTopic('alerts', { region });
  aws.subscribe({ topic: 'alerts', queue: 'readers', region });
  aws.createBucket('acme-alerts');
});
afterEach(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  running = undefined;
  await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: unknown) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, name), text);
}

function writeProject() {
  write('conf/global.json', {
    account: { aws_account_id: '000000000000', prefix: 'acme', region },
    general: { rule_locations: ['rules'], matcher_locations: [], publisher_locations: [] },
  });
  write('conf/lambda.json', { rules_engine_config: { memory: 128, timeout: 60 } });
  write('conf/outputs.json', {
    'aws-sqs': { soar: 'soar.fifo' },
    'aws-sns': { soc: 'alerts' },
    'aws-s3': { archive: 'acme-alerts' },
  });
  write('conf/clusters/prod.json', {
    id: 'prod',
    data_sources: { http: { logs: ['a:b'] } },
    classifier_config: {},
  });
  write('conf/schemas/a.json', { 'a:b': { parser: 'json', schema: { user: 'string' } } });
  write(
    'rules/any.js',
    `import { rule } from 'streamalert';
     export const any = rule({
       name: 'any', logs: ['a:b'], matches: () => true,
       outputs: ['aws-sqs:soar', 'aws-sns:soc', 'aws-s3:archive'],
     });\n`,
  );
}

test('an alert goes from a log to a queue, a topic and a bucket', async () => {
  writeProject();
  const endpoint = `http://127.0.0.1:${aws.port}`;
  const child = spawnCli(['start', '--port', '0', '--skip-rule-staging'], folder, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: '',
    AWS_DEFAULT_REGION: '',
  });
  running = child;
  const said = await outputOf(child, 'Listening.', 60);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  const token = readFileSync(join(folder, '.streamalert/token'), 'utf8').trim();

  await fetch(`${url}/ingest/logs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{"user":"ann"}',
  });

  const bodies = (queue: string): readonly string[] =>
    aws.inspectQueue(queue)?.messages.ready.map(({ body }) => body) ?? [];
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const objects = async () =>
    (await s3.send(new ListObjectsV2Command({ Bucket: 'acme-alerts' }))).Contents ?? [];
  const arrived = vi.waitFor(
    async () => {
      expect(bodies('soar.fifo')).toEqual(['{"user":"ann"}']);
      expect(bodies('readers')).toHaveLength(1);
      expect(await objects()).toHaveLength(1);
    },
    { timeout: 20_000, interval: 100 },
  );
  await arrived.catch(async (error: unknown) => {
    const { stdout } = await runCli(['alerts', 'list'], { cwd: folder });
    throw new Error(stdout, { cause: error });
  });
  const { Subject, Message } = JSON.parse(bodies('readers')[0] ?? '{}');
  const { id } = JSON.parse(Message);
  expect(Subject).toBe(`any triggered alert ${id}`);
  const [{ Key = '' } = {}] = await objects();
  expect(Key).toMatch(new RegExp(`^alerts/dt=[0-9-]{13}/http_logs_any_${id}\\.json$`));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'acme-alerts', Key }));
  expect(JSON.parse((await Body?.transformToString()) ?? '{}')).toMatchObject({
    id,
    record: { user: 'ann' },
  });
  s3.destroy();
  child.kill('SIGINT');
  expect(await ended(child)).toBe(0);
}, 60_000);
