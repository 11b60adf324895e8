/** A constant a field is compared with. Numbers and booleans compare by value and type. */
export type Scalar = string | number | bigint | boolean | null;

/** A declarative test of one field; every operator given must hold. Text comparisons are case-sensitive. */
export interface FieldTest {
  readonly startsWith?: string | readonly string[];
  readonly endsWith?: string | readonly string[];
  readonly contains?: string | readonly string[];
  /** The field holds an IP address inside one of these networks. */
  readonly cidr?: string | readonly string[];
  /** Whether the field is there and not null. */
  readonly exists?: boolean;
}

/**
 * Dotted path → a value, several values of which one must be equal, or tests. All entries must hold.
 * A key that contains a dot itself is written with a backslash before it: `labels.a\\.b`.
 */
export type Where = { readonly [path: string]: Scalar | readonly Scalar[] | FieldTest };
