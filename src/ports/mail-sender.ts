export interface MailAttachment {
  readonly name: string;
  readonly content: string;
  readonly contentType: string;
}

export interface OutgoingMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** The same content in several forms, by subtype of `text/…`; the mail program shows the last one that it can. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
  /** With angle brackets. Mail programs show two messages with the same id once. */
  readonly messageId: string;
  /** Id of the message that this one answers, with angle brackets. */
  readonly inReplyTo?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface OutgoingMailServer {
  readonly host: string;
  readonly port: number;
  /** `starttls`: nothing is sent without it; `implicit`: TLS from the first byte; `off`: clear text. */
  readonly tls: 'starttls' | 'implicit' | 'off';
  readonly user?: string;
  readonly password?: string;
  /** PEM of an authority that is trusted beside those of the system. */
  readonly certificateAuthority?: string;
}

export type MailSending =
  | {
      readonly outcome: 'sent';
      /** Recipients that the server did not take, while it took others. */
      readonly refused: readonly string[];
    }
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly retryable: boolean;
      readonly isTooLarge?: true;
    };

/** Mail. A password never goes over a line in clear text; private hosts are refused unless they are allowed by name. */
export interface MailSender {
  /** The whole message, as RFC 5322 has it. */
  compose(mail: OutgoingMail): Promise<Uint8Array>;
  send(server: OutgoingMailServer, mail: OutgoingMail): Promise<MailSending>;
}
