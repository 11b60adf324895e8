import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import { foreignAnswer } from './answer.ts';
import { type AwsSettings, awsCall, clientSettings } from './call.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function s3Sender(settings: AwsSettings): AwsSender['putObject'] {
  const { region, hasOwnEndpoint = false } = settings;
  const client = new S3Client({
    ...clientSettings(settings, region),
    // A bucket may be in another region than the deployment.
    followRegionRedirects: true,
    forcePathStyle: hasOwnEndpoint,
  });
  return async ({ bucket, key, body, contentType }) =>
    awsCall({ action: 's3:PutObject', resource: bucket, region }, async () => {
      const output = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }),
      );
      if (output.ETag === undefined) throw foreignAnswer();
      return output;
    });
}
