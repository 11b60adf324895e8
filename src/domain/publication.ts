import type { Alert } from './alert.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Lookups } from './lookups.ts';
import type { OutputFields, OutputService } from './output-fields.ts';

/** What is sent to one output. Keys `@<service>.<field>` are instructions to that output. */
export type Publication = { [key: string]: JsonValue };

/** A publication in which instructions to outputs have the types that the outputs take. */
export type TypedPublication = Publication & OutputFields;

/** The fields of one output, as `@<service>.<field>`. */
export type FieldOf<Service extends OutputService> = keyof OutputFields & `@${Service}.${string}`;

/** Says, where a key is written, that the output has no such field, and which it has. */
export interface NoSuchField<_Service extends string, _Fields> {
  readonly noSuchField: never;
}

/** Keys that are written out; those that only come with a map of any keys are not known to the compiler. */
type WrittenKeys<Made> = keyof {
  [Key in keyof Made as string extends Key ? never : number extends Key ? never : Key]: 1;
};

/** What an output has to say about a key. Publishers may keep notes for each other as `@<service>._<name>`. */
type Refused<Key> = Key extends keyof OutputFields
  ? never
  : Key extends `@${string}._${string}`
    ? never
    : Key extends `@${infer Service}.${string}`
      ? Service extends OutputService
        ? NoSuchField<Service, FieldOf<Service>>
        : NoSuchField<Service, never>
      : never;

/** Refuses misspelt instructions in what a publisher makes, at once or later. */
export type Checked<Made> =
  Made extends Promise<infer Later> ? Promise<KnownFields<Later>> : KnownFields<Made>;

type KnownFields<Made> = {
  [Key in WrittenKeys<Made> as [Refused<Key>] extends [never] ? never : Key]: Refused<Key>;
};

/** What others see of it. */
export type Loose<Made> = Made extends Promise<unknown> ? Promise<Publication> : Publication;

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
