import type { FieldTest, Scalar, WhereTest } from './where.ts';

/**
 * What `where` may say about a record: its dotted paths, each with the tests that can hold for what is there. Below
 * a field whose content is unknown any path may lead somewhere, and any test may hold.
 */
export type WhereOf<Seen> = {
  readonly [Each in FoundIn<Seen> as PathOf<Each>]?: TestAt<Each>;
};

/** A path and what it leads to. */
interface Found<Path extends string, Value> {
  readonly path: Path;
  readonly value: Value;
}

type PathOf<Each> = Each extends Found<infer Path, unknown> ? Path : never;
type TestAt<Each> = Each extends Found<string, infer Value> ? TestOf<Value> : never;

/** A dot inside a key is written with a backslash before it. */
type Escaped<Key extends string> = Key extends `${infer Head}.${infer Tail}`
  ? `${Head}\\.${Escaped<Tail>}`
  : Key;

/** Every path below a record, and what it leads to; those of each record where there are several. */
type FoundIn<Seen, Prefix extends string = ''> = Seen extends unknown
  ? {
      [Key in keyof Seen & string]-?: FoundAt<`${Prefix}${Escaped<Key>}`, Seen[Key]>;
    }[keyof Seen & string]
  : never;

type FoundAt<Path extends string, Value> = unknown extends Value
  ? Found<Path | `${Path}.${string}`, Value>
  : Found<Path, Value> | FoundBelow<Path, NonNullable<Value>>;

type FoundBelow<Path extends string, Value> = Value extends
  | readonly unknown[]
  | string
  | number
  | bigint
  | boolean
  ? never
  : FoundIn<Value, `${Path}.`>;

/** Whether something is there at all; all that can be asked of a list or a map. */
export type PresenceTest = null | Pick<FieldTest, 'exists'>;
export type TextTest = string | null | readonly (string | null)[] | FieldTest;
export type NumberTest = number | bigint | readonly (number | bigint | null)[] | PresenceTest;
export type FlagTest = boolean | readonly (boolean | null)[] | PresenceTest;

/** Values of different kinds are never equal, so a test of another kind would never hold. */
type TestOf<Value> = unknown extends Value ? WhereTest : TestOfKnown<NonNullable<Value>>;

type TestOfKnown<Value> = Value extends string
  ? TextTest
  : Value extends number | bigint
    ? NumberTest
    : Value extends boolean
      ? FlagTest
      : Value extends Scalar
        ? WhereTest
        : PresenceTest;
