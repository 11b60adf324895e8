import type { Shape } from './shape.ts';

/** A place that holds single values, with what was found there. */
export interface ScalarPlace {
  readonly path: readonly string[];
  readonly shape: Shape;
  /** Of all records, how many have a value here that is not empty. */
  readonly share: number;
}

/** Deeper values are too far from the event to say what it is about. */
const depthMax = 3;
const placesMax = 2000;

/** All places of single values down to some depth, the top ones first, each level in the order of the keys. */
export function scalarPlaces(record: Shape): readonly ScalarPlace[] {
  const places: ScalarPlace[] = [];
  let level: readonly { readonly path: readonly string[]; readonly shape: Shape }[] = [
    { path: [], shape: record },
  ];
  for (let depth = 0; depth < depthMax && places.length < placesMax; depth++) {
    const inner = level.flatMap(({ path, shape }) =>
      [...shape.fields].map(([key, value]) => ({ path: [...path, key], shape: value })),
    );
    for (const { path, shape } of inner) {
      const { count, nulls, emptyTexts, lists, maps } = shape;
      const given = count - nulls - emptyTexts - lists - maps;
      if (given > 0 && lists + maps === 0) {
        places.push({ path, shape, share: given / Math.max(1, record.count) });
      }
    }
    level = inner;
  }
  return places.slice(0, placesMax);
}
