import type { Alert } from './alert.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Lookups } from './lookups.ts';

/** What is sent to one output. Keys `@<service>.<field>` are instructions to that output. */
export type Publication = { [key: string]: JsonValue };

/** Turns an alert into content. Gets a copy of what the publisher before it made; `{}` for the first. */
export interface Publisher<Result extends Publication | Promise<Publication> = Publication> {
  /** Unique, such as `publishers.community.generic.add_record`; rules may name it or hold it. */
  readonly name: string;
  readonly description: string;
  /** `services` asks lookup tables, as they are now. */
  publish(alert: AlertContent, publication: Publication, services?: Lookups): Result;
}

/** One that answers at once or one that is awaited. */
export type AnyPublisher = Publisher<Publication | Promise<Publication>>;

/** An alert as publishers see it; the record is without normalised values. */
export type AlertContent = Alert & { readonly record: JsonObject };
