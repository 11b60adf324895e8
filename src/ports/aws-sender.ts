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

/** ARN of the product in Security Hub whose findings these are; null for the default one of the deployment's account. */
export type SecurityProduct = string | null;

/** What Security Hub is told of an alert. Instants are milliseconds since 1970 UTC. */
export interface SecurityFinding {
  readonly id: string;
  /** What found it. */
  readonly generator: string;
  readonly title: string;
  readonly description: string;
  readonly severity: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  /** As in the taxonomy of types, such as `TTPs/Initial Access`. */
  readonly types: readonly string[];
  readonly createdAt: number;
  readonly observedAt: number;
  /** What to do; null where nobody wrote it down. */
  readonly recommendation: { readonly text?: string; readonly url?: string } | null;
  readonly resource: { readonly id: string; readonly details: Readonly<Record<string, string>> };
  /** Of the product's own. */
  readonly fields: Readonly<Record<string, string>>;
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
  /** `id` is the `Message-ID` that the mail has, with angle brackets. */
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
  putEvent(request: {
    /** A name or an ARN. */
    readonly bus: string;
    readonly source: string;
    readonly detailType: string;
    /** A JSON object. */
    readonly detail: string;
    /** Milliseconds since 1970 UTC. */
    readonly time: number;
  }): Promise<AwsSending>;
  /** A finding with the same id is changed, as far as it is not the investigators'. */
  importFinding(request: {
    readonly product: SecurityProduct;
    readonly finding: SecurityFinding;
  }): Promise<AwsSending>;
  /** Says how far the investigation of a finding is. */
  settleFinding(request: {
    readonly product: SecurityProduct;
    readonly id: string;
    readonly workflow: 'NOTIFIED' | 'RESOLVED';
    readonly note: { readonly text: string; readonly by: string };
  }): Promise<AwsSending>;
}
