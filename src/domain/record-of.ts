declare global {
  namespace StreamAlert {
    /**
     * Log type → the shape of its records. Empty until `streamalert types` has written `streamalert-env.d.ts`
     * from the schemas; then a field that a log type lacks does not compile.
     */
    interface LogTypes {}

    /** What `streamalert_normalization` holds for one normalised type: an entry for each place it was found. */
    type NormalizedEntries = readonly {
      readonly function: string | null;
      readonly values: readonly unknown[];
      readonly send_to_artifacts?: false;
    }[];
  }
}

/** A record of no particular log type: any field may be there, holding anything. */
export type LooseRecord = { readonly [field: string]: unknown };

/** A log type that has a schema; any text as long as no record types were generated. */
export type LogTypeName = [keyof StreamAlert.LogTypes] extends [never]
  ? string
  : keyof StreamAlert.LogTypes;

/** The record of a log type, or a union of records when several are named. Never to be changed. */
export type RecordOf<Name extends string> = [Name] extends [never]
  ? LooseRecord
  : Name extends keyof StreamAlert.LogTypes
    ? StreamAlert.LogTypes[Name]
    : LooseRecord;

/** A dot inside a key is written with a backslash before it. */
type Escaped<Key extends string> = Key extends `${infer Head}.${infer Tail}`
  ? `${Head}\\.${Escaped<Tail>}`
  : Key;

type PathsAt<Path extends string, Value> = unknown extends Value
  ? Path | `${Path}.${string}`
  : Path | PathsBelow<Path, NonNullable<Value>>;

type PathsBelow<Path extends string, Value> = Value extends
  | readonly unknown[]
  | string
  | number
  | bigint
  | boolean
  ? never
  : `${Path}.${FieldPath<Value>}`;

/** The dotted paths of a record's fields; below a field whose content is unknown any path may lead somewhere. */
export type FieldPath<Seen> = Seen extends unknown
  ? { [Key in keyof Seen & string]-?: PathsAt<Escaped<Key>, Seen[Key]> }[keyof Seen & string]
  : never;
