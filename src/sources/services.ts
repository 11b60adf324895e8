/** The services of AWS by which data arrives, as `data_sources` of a cluster name them. */
export type AwsService =
  | 'kinesis'
  | 's3'
  | 'sns'
  | 'streamalert_app'
  /** Queues: bodies are logs, or tell of objects in S3. */
  | 'sqs'
  /** Subscriptions of log groups that call the function itself. */
  | 'cloudwatch_logs'
  /** Rules of EventBridge that call the function itself; the resource is the event's source, such as `aws.ecr`. */
  | 'eventbridge'
  /** Streams of Firehose that call the function to transform records, or post to an endpoint. */
  | 'firehose'
  /** Rules of AWS Config that call the function itself. */
  | 'aws_config';
