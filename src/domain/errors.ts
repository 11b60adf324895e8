export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'CONTENT_INVALID'
  | 'INPUT_UNREADABLE'
  | 'SECRET_MISSING'
  | 'STATE_UNAVAILABLE'
  | 'PORT_IN_USE'
  | 'USAGE';

/** Every failure we expect to meet in operation; anything else that is thrown is a bug. */
export class StreamAlertError extends Error {
  override readonly name: string = 'StreamAlertError';
  readonly code: ErrorCode;
  /** What the operator can do about it; the command line prints it below the message. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

export const isStreamAlertError = (error: unknown): error is StreamAlertError =>
  error instanceof StreamAlertError;

/** The text of anything that was thrown, without its stack. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
