/** What one call to a service of AWS came to. Whether to try again is known here and nowhere else. */
export type AwsSending =
  | {
      readonly outcome: 'answered';
      /** What the service calls that which was sent, where it names it. */
      readonly id: string | null;
      readonly requestId: string | null;
    }
  | {
      readonly outcome: 'failed';
      /** Names the action and the resource. */
      readonly reason: string;
      readonly retryable: boolean;
      readonly requestId: string | null;
      readonly retryAfterSeconds?: number;
      /** Something shorter may be taken. */
      readonly isTooLarge?: true;
    };

/** Of a topic and a queue whose names end in `.fifo` these are used. */
export interface FifoKeys {
  /** Messages of one group keep their order. */
  readonly group: string;
  /** A second message with this key, within five minutes, is taken and not delivered. */
  readonly deduplication: string;
}

/**
 * What outputs send into AWS. Credentials are those that every AWS program finds. A call is one attempt: repeating is
 * the alert processor's business. A resource is looked for in the region of its ARN, else in that of the deployment.
 */
export interface AwsSender {
  putFirehoseRecord(request: {
    readonly stream: string;
    readonly data: string;
  }): Promise<AwsSending>;
  /** Asks for an asynchronous run. */
  invokeFunction(request: {
    /** A name or an ARN, which may end in a qualifier. */
    readonly functionName: string;
    readonly qualifier?: string;
    /** The role in whose name the function is asked. */
    readonly roleArn?: string;
    readonly payload: string;
  }): Promise<AwsSending>;
  /** An object with the same key is replaced. */
  putObject(request: {
    readonly bucket: string;
    readonly key: string;
    readonly body: string;
    readonly contentType: string;
  }): Promise<AwsSending>;
  sendMail(request: {
    readonly from: string;
    readonly to: readonly string[];
    /** The whole message, as RFC 5322 has it. */
    readonly raw: Uint8Array;
  }): Promise<AwsSending>;
  publish(request: {
    /** A name or an ARN. */
    readonly topic: string;
    readonly subject: string;
    readonly message: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly fifo: FifoKeys;
  }): Promise<AwsSending>;
  sendMessage(request: {
    /** A name or an ARN. */
    readonly queue: string;
    readonly message: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly fifo: FifoKeys;
  }): Promise<AwsSending>;
  /** A stream that is not there is made; the group has to be there. */
  putLogEvent(request: {
    readonly group: string;
    readonly stream: string;
    readonly message: string;
  }): Promise<AwsSending>;
}
