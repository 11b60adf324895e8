import type { IndicatorType } from './indicator.ts';

declare global {
  namespace StreamAlert {
    /**
     * Log type → the shape of its records. Empty until `streamalert types` has written `streamalert-env.d.ts`
     * from the schemas; then a field that a log type lacks does not compile.
     */
    interface LogTypes {}

    /** Every normalised type that a schema declares, as a key. Empty as long as nothing was generated. */
    interface NormalizedTypes {}

    /** Every table of `lookup_tables.json`, as a key. Empty where there are none, and then any name is taken. */
    interface LookupTables {}

    /** What `streamalert_normalization` holds for one normalised type: an entry for each place it was found. */
    type NormalizedEntries = readonly {
      readonly function: string | null;
      readonly values: readonly unknown[];
      readonly send_to_artifacts?: false;
    }[];

    /** Indicators that a record holds, by their type. */
    type IndicatorsFound = { readonly [Type in IndicatorType]?: readonly string[] };
  }
}

/** A record of no particular log type: any field may be there, holding anything. */
export type LooseRecord = { readonly [field: string]: unknown };

/** The names that the generated file declares; any text as long as it declares none. */
type Declared<Names> = [keyof Names] extends [never] ? string : keyof Names & string;

/** A log type that has a schema; any text as long as no record types were generated. */
export type LogTypeName = Declared<StreamAlert.LogTypes>;

/** A normalised type that some schema declares. */
export type NormalizedTypeName = Declared<StreamAlert.NormalizedTypes>;

/** A table of `lookup_tables.json`. */
export type LookupTableName = Declared<StreamAlert.LookupTables>;

/** The record of a log type, or a union of records when several are named. Never to be changed. */
export type RecordOf<Name extends string> = [Name] extends [never]
  ? LooseRecord
  : Name extends keyof StreamAlert.LogTypes
    ? StreamAlert.LogTypes[Name]
    : LooseRecord;

/** A top-level field of the record, or of one of several. */
type FieldOf<Seen> = Seen extends unknown ? keyof Seen & string : never;

/** Field of the record, or of one of several → keys of the map that it holds. */
export type SubkeysOf<Seen> = { readonly [Field in FieldOf<Seen>]?: readonly string[] };

/** The normalised types that a record can have values of; any declared one for a record that says nothing of them. */
export type NormalizedTypeOf<Seen> = [unknown extends Seen ? never : NormalizedKeys<Seen>] extends [
  never,
]
  ? NormalizedTypeName
  : NormalizedKeys<Seen>;

/** Never for a record that says nothing of normalised values; any text for one that nobody generated. */
type NormalizedKeys<Seen> = Seen extends object
  ? Seen extends { readonly streamalert_normalization?: infer Held }
    ? unknown extends Held
      ? never
      : GeneratedKeys<NonNullable<Held>>
    : never
  : string;

type GeneratedKeys<Held> = 'streamalert_record_id' extends keyof Held
  ? Exclude<keyof Held & string, 'streamalert_record_id'>
  : string;

/**
 * What a path of keys and indexes leads to, as far as the types say; `unknown` where they say nothing, as for a key
 * that a schema lacks and `unknown_keys` may have kept.
 */
export type ValueAt<Value, Path extends readonly (string | number)[]> = Path extends readonly []
  ? Value
  : Path extends readonly [
        infer Key extends string | number,
        ...infer Rest extends readonly (string | number)[],
      ]
    ? unknown extends Value
      ? unknown
      : ValueBehind<Value, Key, Rest>
    : unknown;

type ValueBehind<
  Value,
  Key extends string | number,
  Rest extends readonly (string | number)[],
> = Value extends readonly (infer Item)[]
  ? Key extends number
    ? ValueAt<Item | undefined, Rest>
    : unknown
  : Value extends object
    ? Key extends keyof Value
      ? ValueAt<Value[Key], Rest>
      : unknown
    : undefined;
