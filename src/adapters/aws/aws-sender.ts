import type { AwsSender } from '../../ports/aws-sender.ts';
import type { AwsSettings } from './sending/call.ts';

/** Sends into AWS. The client of a service is only loaded where an output sends to that service. */
export function awsSender(settings: AwsSettings): AwsSender {
  const firehose = once(async () => (await import('./sending/firehose.ts')).firehoseSender);
  const lambda = once(async () => (await import('./sending/lambda.ts')).lambdaSender);
  const s3 = once(async () => (await import('./sending/s3.ts')).s3Sender);
  const ses = once(async () => (await import('./sending/ses.ts')).sesSender);
  const sns = once(async () => (await import('./sending/sns.ts')).snsSender);
  const sqs = once(async () => (await import('./sending/sqs.ts')).sqsSender);
  const logs = once(
    async () => (await import('./sending/cloudwatch-logs.ts')).cloudwatchLogsSender,
  );

  const events = once(async () => (await import('./sending/eventbridge.ts')).eventbridgeSender);
  const findings = once(async () => (await import('./sending/security-hub.ts')).securityHubSender);

  function once<Send>(load: () => Promise<(settings: AwsSettings) => Send>): () => Promise<Send> {
    let loaded: Promise<Send> | undefined;
    return () => (loaded ??= load().then((make) => make(settings)));
  }

  return {
    putFirehoseRecord: async (request) => (await firehose())(request),
    invokeFunction: async (request) => (await lambda())(request),
    putObject: async (request) => (await s3())(request),
    sendMail: async (request) => (await ses())(request),
    publish: async (request) => (await sns())(request),
    sendMessage: async (request) => (await sqs())(request),
    putLogEvent: async (request) => (await logs())(request),
    putEvent: async (request) => (await events())(request),
    importFinding: async (request) => (await findings()).importFinding(request),
    settleFinding: async (request) => (await findings()).settleFinding(request),
  };
}
