import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startS3 } from '../../../../testing/aws-emulators.ts';
import { startTestServer, type TestServer } from '../../../../testing/http-server.ts';
import { stringifyJson } from '../../../domain/exact-json.ts';
import { lookupTableContract } from '../../../ports/lookup-table.contract.ts';
import type { LookupTable } from '../../../ports/lookup-tables.ts';
import { wholeTable } from '../../../stages/lookup-tables/whole-table.ts';
import { s3Source } from './s3-source.ts';

let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3('tables');
});
afterAll(() => s3.stop());
beforeEach(() => {
  for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const sourceOf = (key: string, changes = {}) =>
  s3Source({
    region: 'us-east-1',
    hasOwnEndpoint: true,
    bucket: 'tables',
    key,
    bytesMax: 100_000,
    ...changes,
  });

const put = (Key: string, Body: string | Uint8Array) =>
  s3.client.send(new PutObjectCommand({ Bucket: 'tables', Key, Body }));

async function stored(Key: string): Promise<Uint8Array> {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: 'tables', Key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

async function opened(key: string, isCompressed = false): Promise<LookupTable> {
  const table = wholeTable(sourceOf(key), {
    name: 'table',
    format: { kind: 'json' },
    isCompressed,
    refreshMilliseconds: 0,
    clock: { now: Date.now },
    report: (reason) => {
      throw new Error(reason);
    },
  });
  await table.refresh();
  return table;
}

let objects = 0;
lookupTableContract('an object in S3', {
  async create(content) {
    const key = `object ${++objects}.json`;
    await put(key, stringifyJson(content));
    return opened(key);
  },
  values: 'any',
  isWritten: true,
  place: 'at hand',
});

describe('an object in S3', () => {
  test('only travels again when it was written', async () => {
    await put('again.json', '{}');
    const source = sourceOf('again.json');
    const first = await source.read();
    if (first.outcome !== 'read') throw new Error('not read');

    expect(await source.read(first.mark)).toEqual({ outcome: 'unchanged' });
    await put('again.json', '{"a":1}');
    expect(await source.read(first.mark)).toMatchObject({ outcome: 'read' });
  });

  test('is written as real gzip when it is compressed', async () => {
    await put('a.json.gz', gzipSync('{"a":1}'));

    await (await opened('a.json.gz', true)).change('b', () => 2);

    expect(gunzipSync(await stored('a.json.gz')).toString()).toBe('{"a":1,"b":2}');
  });

  test('has an id that names bucket and key', () => {
    expect(sourceOf('x/y.json').id).toBe('s3:tables/x/y.json');
  });

  test.each([
    ['none.json', {}, 's3:tables/none.json cannot be read: there is no such object'],
    ['a', { bucket: 'nobody' }, 's3:nobody/a cannot be read: there is no such bucket'],
  ])('%s %j: %s', async (key, changes, message) => {
    await expect(sourceOf(key, changes).read()).rejects.toMatchObject({
      code: 'STATE_UNAVAILABLE',
      message,
    });
  });

  test('is refused when it is larger than what is read into memory', async () => {
    await put('huge.json', Buffer.alloc(100_001));

    await expect(sourceOf('huge.json').read()).rejects.toThrow(
      's3:tables/huge.json cannot be read: Error: it has',
    );
  });
});

describe('a server that is not well', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  test('that refuses the credentials is named', async () => {
    server = await startTestServer((_request, response) => {
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', server.url);

    await expect(sourceOf('a.json').read()).rejects.toThrow(
      'these credentials may not (AccessDenied)',
    );
  });

  test('a writer that somebody else overtakes reads again and loses nothing', async () => {
    const versions = ['{"a":1}', '{"a":1,"theirs":1}'];
    let [current, puts] = [0, 0];
    server = await startTestServer(({ method, headers, body }, response) => {
      if (method === 'GET') {
        response.writeHead(200, { etag: `"${current}"` });
        response.end(versions[current]);
        return;
      }
      // They were faster the first time.
      current = Math.max(current, 1);
      puts++;
      const isCurrent = headers['if-match'] === `"${current}"`;
      if (isCurrent) versions.push(body);
      response.writeHead(isCurrent ? 200 : 412, { 'content-type': 'application/xml', etag: '"2"' });
      response.end(isCurrent ? '' : '<Error><Code>PreconditionFailed</Code></Error>');
    });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', server.url);

    await (await opened('a.json')).change('ours', () => 2);

    expect(puts).toBe(2);
    expect(JSON.parse(versions[2] ?? '')).toEqual({ a: 1, theirs: 1, ours: 2 });
  });

  test('that sends another length in the middle is a failure, and no shorter table', async () => {
    server = await startTestServer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000', etag: '"1"' });
      response.write('{"a": 1}');
      setTimeout(() => response.destroy(), 50);
    });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', server.url);

    await expect(sourceOf('a.json').read()).rejects.toThrow('s3:tables/a.json cannot be read');
  });
});
