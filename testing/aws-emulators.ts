import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';

/** What the AWS SDK needs to find in the environment; the credentials are good for emulators alone. */
export type AwsEnvironment = Readonly<Record<string, string>>;

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary' };
const region = 'us-east-1';

const environment = (more: Readonly<Record<string, string>>): AwsEnvironment => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_REGION: region,
  ...more,
});

/** DynamoDB on this machine. */
export async function startDynamodb() {
  // It comes without declarations.
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address of that form.
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  return {
    client,
    env: environment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint }),
    /** Keys are texts. */
    async createTable(name: string, partitionKey: string, sortKey?: string) {
      const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
          KeySchema: keys.map((key, index) => ({
            AttributeName: key,
            KeyType: index === 0 ? 'HASH' : 'RANGE',
          })),
        }),
      );
    },
    async stop() {
      client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** S3 on this machine, with one bucket. */
export async function startS3(bucket: string) {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    client,
    endpoint,
    env: environment({ AWS_ENDPOINT_URL_S3: endpoint }),
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}
