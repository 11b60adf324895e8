/** The services of AWS by which data arrives, as `data_sources` of a cluster name them. */
export const awsServices = [
  'kinesis',
  's3',
  'sns',
  'streamalert_app',
  /** Queues: bodies are logs, or tell of objects in S3. */
  'sqs',
  /** Subscriptions of log groups that call the function itself. */
  'cloudwatch_logs',
  /** Rules of EventBridge that call the function itself; the resource is the event's source, such as `aws.ecr`. */
  'eventbridge',
  /** Streams of Firehose that call the function to transform records, or post to an endpoint. */
  'firehose',
  /** Rules of AWS Config that call the function itself. */
  'aws_config',
] as const;

export type AwsService = (typeof awsServices)[number];

/** All services that a data source may have; the last two are those of the embedded runtime alone. */
export const sourceServices = [...awsServices, 'http', 'file'] as const;

/** Services of the original: sources of these are what it read too, and in its way. */
export const servicesOfOriginal = ['kinesis', 's3', 'sns', 'streamalert_app'] as const;
