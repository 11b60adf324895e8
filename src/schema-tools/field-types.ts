import type { Shape } from './shape.ts';

/** A type as a schema declares it; a map of fields keeps its order. */
export type DraftType =
  | 'string'
  | 'integer'
  | 'float'
  | 'boolean'
  /** `{}` */
  | 'any'
  /** `[]` */
  | 'list'
  | ReadonlyMap<string, DraftType>;

/** Where values come from: JSON says what they are, lines of text do not. */
export type ValueOrigin = 'json' | 'text';

/**
 * Nested fields can never be missing, so a map is described only when it always has the same keys; with fewer samples
 * than this, that is no more than chance.
 */
const mapsMin = 3;
/** More keys than this, even when they are always the same, are a table and no structure. */
const nestedKeysMax = 64;

/**
 * The narrowest type that accepts every value of a shape and leaves each as it is. What is falsy is never converted,
 * so it does not count: an empty text passes in an integer field.
 */
export function typeOf(shape: Shape, origin: ValueOrigin): DraftType {
  const { booleans, integers, floats, texts, emptyTexts, lists, maps } = shape;
  const scalars = booleans + integers + floats + texts - emptyTexts;
  if (lists + maps > 0) return containerType(shape, scalars, origin);
  if (texts > emptyTexts) {
    if (booleans + integers + floats > 0) return 'string';
    return origin === 'text' ? writtenType(shape) : 'string';
  }
  if (booleans > 0) return integers + floats > 0 ? 'string' : 'boolean';
  if (floats > 0) return 'float';
  if (integers > 0) return 'integer';
  // Only null: nothing is known of what else may come.
  return texts > 0 ? 'string' : 'any';
}

function containerType(shape: Shape, scalars: number, origin: ValueOrigin): DraftType {
  const { lists, maps, emptyMaps } = shape;
  if (scalars > 0) return 'any';
  // An empty map passes for a list, as everything that is falsy does.
  if (lists > 0) return maps > emptyMaps ? 'any' : 'list';
  return isConstant(shape)
    ? new Map([...shape.fields].map(([name, inner]) => [name, typeOf(inner, origin)]))
    : 'any';
}

/** Whether every value is a map, and all of these have the same keys. */
function isConstant({ count, maps, fields, isCut }: Shape): boolean {
  if (maps !== count || maps < mapsMin || isCut) return false;
  if (fields.size === 0 || fields.size > nestedKeysMax) return false;
  return [...fields.values()].every((inner) => inner.count === maps);
}

/** What a text writes out, where there is nothing but text. */
function writtenType({ texts, emptyTexts, ...shape }: Shape): DraftType {
  const { integerTexts, floatTexts, booleanTexts } = shape;
  const given = texts - emptyTexts;
  if (booleanTexts === given) return 'boolean';
  if (integerTexts === given) return 'integer';
  return integerTexts + floatTexts === given ? 'float' : 'string';
}

/** A type in the words of a schema file, for people. */
export function typeWords(type: DraftType): string {
  if (type === 'any') return '{}';
  if (type === 'list') return '[]';
  return typeof type === 'string' ? type : 'a map of fields';
}

/** What kinds of values there were, the most frequent first: `text`, `integer`, `null` … */
export function kindsIn(
  shape: Shape,
): readonly { readonly kind: string; readonly count: number }[] {
  const counts: readonly (readonly [string, number])[] = [
    ['text', shape.texts],
    ['integer', shape.integers],
    ['float', shape.floats],
    ['boolean', shape.booleans],
    ['map', shape.maps],
    ['list', shape.lists],
    ['null', shape.nulls],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => ({ kind, count }));
}
