import { StreamAlertError } from '../domain/errors.ts';

/** The credential properties of one destination. */
export type Credentials = Readonly<Record<string, unknown>>;

/** Credentials of outputs. */
export interface Secrets {
  /** The credential properties of one destination, or undefined when none are stored. */
  credentials(service: string, descriptor: string): Promise<Credentials | undefined>;
  /**
   * The destination refused what was given last: it is read again the next time, however fresh it is. Absent where
   * nothing is remembered.
   */
  refused?(service: string, descriptor: string): void;
}

/** A destination by its two names. */
export interface DestinationName {
  readonly service: string;
  readonly descriptor: string;
}

/**
 * A place that keeps credentials, encrypted. What cannot be read, or was changed by somebody else, is an error and never
 * "none stored"; no error has a credential in it.
 */
export interface SecretStore extends Secrets {
  /** What it is and where, for people. */
  readonly place: string;
  /** Puts credentials there in place of those that were there; they are kept when this returns. */
  set(service: string, descriptor: string, credentials: Credentials): Promise<void>;
  /** Says whether there were any. */
  remove(service: string, descriptor: string): Promise<boolean>;
  /** Whose credentials are there, by service and descriptor. Asks for no key. */
  list(): Promise<readonly DestinationName[]>;
}

/** Something is stored for a destination, and nothing but setting it again makes it of use. */
export class UnreadableCredentials extends StreamAlertError {}
