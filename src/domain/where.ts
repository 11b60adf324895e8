/** A constant a field is compared with. Numbers and booleans compare by value and type. */
export type Scalar = string | number | bigint | boolean | null;

/** A declarative test of one field; every operator given must hold. Text comparisons are case-sensitive. */
export interface FieldTest {
  /** The field is text that starts with this, or with one of these. Any other kind of value: false. */
  readonly startsWith?: string | readonly string[];
  readonly endsWith?: string | readonly string[];
  readonly contains?: string | readonly string[];
  /** The field is the text of an IP address inside this network, or one of these. */
  readonly cidr?: string | readonly string[];
  /** Whether the field is there and not null. */
  readonly exists?: boolean;
}

export type WhereTest = Scalar | readonly Scalar[] | FieldTest;

/**
 * Dotted path → a value, several values of which one must be equal, or tests. All entries must hold.
 * A key that contains a dot itself is written with a backslash before it: `labels.a\\.b`.
 *
 * - Values are equal when kind and value are: `"1"`, `1` and `true` are three values, `1` and `1n` are one.
 * - `null` stands for a field that is absent or null; it may be one of several values.
 * - A path leads through maps only: what lies inside a list, or below a text or number, is absent.
 */
export type Where = { readonly [path: string]: WhereTest };

/** The keys a dotted path consists of; `\.` is a dot inside a key and `\\` a backslash. */
export function splitWherePath(path: string): readonly string[] {
  const keys: string[] = [];
  let key = '';
  for (let index = 0; index < path.length; index++) {
    const character = path.charAt(index);
    const next = path.charAt(index + 1);
    if (character === '\\' && (next === '.' || next === '\\')) {
      key += next;
      index++;
    } else if (character === '.') {
      keys.push(key);
      key = '';
    } else {
      key += character;
    }
  }
  keys.push(key);
  return keys;
}
