export interface SyslogServer {
  readonly host: string;
  readonly port: number;
  /** `tcp` is clear text, and only for hosts that are allowed by name. */
  readonly transport: 'tls' | 'tcp';
  /** How messages are told apart: by their length (RFC 5425, RFC 6587) or by line ends. */
  readonly framing: 'octet-counting' | 'newline';
  /** PEM of an authority that is trusted beside those of the system. */
  readonly certificateAuthority?: string;
  /** PEM, for servers that ask who is there. */
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

export type SyslogSending =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly retryable: boolean };

/**
 * Syslog over a stream. The protocol has no answer: a message counts as sent when the server has closed the connection
 * in order after everything was written, so that nothing is lost in one that broke unnoticed.
 */
export interface SyslogSender {
  send(server: SyslogServer, message: string): Promise<SyslogSending>;
}
