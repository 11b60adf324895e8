/** An answer, or the reason there was none. Whether to try again is known here and nowhere else. */
export type HttpResponse =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** The body as text, cut at the client's bound. */
      readonly body: string;
    }
  | { readonly outcome: 'failed'; readonly reason: string; readonly retryable: boolean };

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON with its content type. */
  readonly json?: unknown;
  readonly body?: string;
  readonly timeoutSeconds?: number;
}

/**
 * Outbound HTTP. Verifies TLS, refuses private, link-local and metadata addresses unless the host is allowed by
 * name, follows no redirect to another host, bounds the size of bodies and the time of the call. One call is
 * one attempt: repeating is the alert processor's business.
 */
export interface HttpClient {
  get(url: string, request?: HttpRequest): Promise<HttpResponse>;
  post(url: string, request?: HttpRequest): Promise<HttpResponse>;
}
