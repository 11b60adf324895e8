/** An answer, or the reason there was none. Whether to try again is known here and nowhere else. */
export type HttpResponse =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** The body as text, cut at the bound of the request, or at the client's own. */
      readonly body: string;
      /** There is more of the body than is here. */
      readonly isCut?: true;
    }
  | { readonly outcome: 'failed'; readonly reason: string; readonly retryable: boolean };

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON with its content type. */
  readonly json?: unknown;
  readonly body?: string;
  /** Connecting, or the next piece of the answer, may take this long. */
  readonly timeoutSeconds?: number;
  /** The whole call may take this long, for answers that are large; the client's own bound when absent. */
  readonly callSeconds?: number;
  /** Gives the call up. */
  readonly signal?: AbortSignal;
  /** How much of an answer is wanted; the client's own bound when absent. */
  readonly bodyBytesMax?: number;
}

/**
 * Outbound HTTP. Verifies TLS, refuses private, link-local and metadata addresses unless the host is allowed by
 * name, follows no redirect to another host, bounds the size of bodies and the time of the call. One call is
 * one attempt: repeating is the alert processor's business.
 */
export interface HttpClient {
  get(url: string, request?: HttpRequest): Promise<HttpResponse>;
  post(url: string, request?: HttpRequest): Promise<HttpResponse>;
  put(url: string, request?: HttpRequest): Promise<HttpResponse>;
  patch(url: string, request?: HttpRequest): Promise<HttpResponse>;
}
