import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { sendWithin } from '../aws-sending.ts';
import { contentOf } from '../content.ts';
import { jsonWithin } from '../json-within.ts';
import { type DeliveryOutcome, defineOutput, plain } from '../output.ts';

/**
 * "Each log event can be no larger than 1 MB"
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_InputLogEvent.html); a group of an endpoint
 * that has not been raised takes 256 KB. Some of it is overhead.
 */
const eventBytesMax = [1_000_000, 250_000];

/** As in earlier versions, whose metric filters look for it. */
const beginning = 'New Alert:\n';

/** The program's own log, which is CloudWatch's where the program runs on AWS; or a log group, by name. */
export const awsCloudwatchLog = defineOutput({
  service: 'aws-cloudwatch-log',
  summary: "Write each alert to the program's log, or to a log group of CloudWatch",
  protocol:
    'CloudWatch Logs API 2014-03-28; allow logs:PutLogEvents and logs:CreateLogStream on the group',
  documentation:
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html',
  repetition: null,
  limits: 'events of more than 1 MB, 250 KB where the group takes no more',
  fields: z.object({}),
  shape: 'list',
  credentials: z.object({
    log_group: plain('name of a log group; the log of the program itself when absent').optional(),
    log_stream: z
      .string()
      .regex(/^[^:*]+$/)
      .default('streamalert')
      .describe('stream of the group, which is made when it is missing'),
  }),
  uses: ['aws', 'terminal'],
  defaultPublication,

  async deliver({ alert, publication, credentials, ports }): Promise<DeliveryOutcome> {
    const text = (bytesMax: number) =>
      beginning + jsonWithin(contentOf(publication), bytesMax, alert, { indent: 2 });
    const { log_group: group, log_stream: stream } = credentials;
    if (group === undefined || group === '') {
      ports.terminal.print(text(Number.POSITIVE_INFINITY));
      return { outcome: 'delivered' };
    }
    return sendWithin(eventBytesMax, text, (message) =>
      ports.aws.putLogEvent({ group, stream, message }),
    );
  },
});
