/** Records that look alike: the same keys, but for some that come and go. */
export interface Kind<Item> {
  readonly items: readonly Item[];
  /** All keys that occur, with how many of the records have each. */
  readonly keys: ReadonlyMap<string, number>;
}

interface Signature<Item> {
  readonly keys: ReadonlySet<string>;
  readonly items: Item[];
}

interface Cluster<Item> {
  readonly counts: Map<string, number>;
  readonly items: Item[];
}

/** Two groups of records are of one kind when they share this much of all their keys. */
const alikeMin = 0.4;
/** More kinds than this are no kinds, but one kind with many shapes. */
export const kindsMax = 8;
/** A kind is at least this part of the records, and more than one. */
const shareMin = 0.005;
/** Comparing more different sets of keys than this takes longer than it tells. */
const signaturesMax = 2000;

/**
 * Sorts records by their top-level keys into kinds that have little in common. Gives one kind with everything when
 * there is no clear division, the largest kind first.
 */
export function kindsOf<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): readonly Kind<Item>[] {
  const signatures = signaturesOf(items, keysOf);
  const whole = [kindOf({ items: [...items], counts: countsOf(signatures) })];
  if (signatures.length > signaturesMax || signatures.length < 2) return whole;

  const clusters: Cluster<Item>[] = [];
  for (const signature of signatures.toSorted((a, b) => b.items.length - a.items.length)) {
    const nearest = nearestOf(signature, clusters);
    if (nearest !== undefined && nearest.likeness >= alikeMin) join(nearest.cluster, signature);
    else join(newCluster(clusters), signature);
  }
  const large = clusters.filter((cluster) => isLarge(cluster, items.length));
  if (large.length < 2 || large.length > kindsMax) return whole;
  // What is too rare to be a kind of its own goes to the one it resembles most.
  for (const cluster of clusters) {
    if (large.includes(cluster)) continue;
    const keys = new Set(cluster.counts.keys());
    const nearest = nearestOf({ keys, items: cluster.items }, large);
    if (nearest !== undefined) merge(nearest.cluster, cluster);
  }
  return large.toSorted((a, b) => b.items.length - a.items.length).map(kindOf);
}

const isLarge = ({ items }: Cluster<unknown>, total: number): boolean =>
  items.length >= Math.max(2, total * shareMin);

function signaturesOf<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): readonly Signature<Item>[] {
  const signatures = new Map<string, Signature<Item>>();
  for (const item of items) {
    const keys = keysOf(item);
    const name = JSON.stringify(keys.toSorted());
    const known = signatures.get(name);
    if (known === undefined) signatures.set(name, { keys: new Set(keys), items: [item] });
    else known.items.push(item);
  }
  return [...signatures.values()];
}

function newCluster<Item>(clusters: Cluster<Item>[]): Cluster<Item> {
  const cluster: Cluster<Item> = { counts: new Map(), items: [] };
  clusters.push(cluster);
  return cluster;
}

function join<Item>(cluster: Cluster<Item>, { keys, items }: Signature<Item>): void {
  for (const key of keys) {
    cluster.counts.set(key, (cluster.counts.get(key) ?? 0) + items.length);
  }
  for (const item of items) cluster.items.push(item);
}

function merge<Item>(into: Cluster<Item>, { counts, items }: Cluster<Item>): void {
  for (const [key, count] of counts) into.counts.set(key, (into.counts.get(key) ?? 0) + count);
  for (const item of items) into.items.push(item);
}

function nearestOf<Item>({ keys }: Signature<Item>, clusters: readonly Cluster<Item>[]) {
  let best: { readonly cluster: Cluster<Item>; readonly likeness: number } | undefined;
  for (const cluster of clusters) {
    const likeness = likenessOf(keys, cluster);
    if (best === undefined || likeness > best.likeness) best = { cluster, likeness };
  }
  return best;
}

/**
 * The share of keys that both have; a key that only few records of the cluster have counts for little, so that many
 * optional keys do not divide a kind.
 */
function likenessOf(keys: ReadonlySet<string>, { counts, items }: Cluster<unknown>): number {
  let shared = 0;
  let all = 0;
  for (const [key, count] of counts) {
    const weight = count / items.length;
    all += keys.has(key) ? 1 : weight;
    if (keys.has(key)) shared++;
  }
  for (const key of keys) if (!counts.has(key)) all++;
  return all === 0 ? 1 : shared / all;
}

function countsOf(signatures: readonly Signature<unknown>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { keys, items } of signatures) {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + items.length);
  }
  return counts;
}

const kindOf = <Item>({ items, counts }: Cluster<Item>): Kind<Item> => ({ items, keys: counts });

export interface Discriminator {
  readonly key: string;
  /** For each kind, the values that only it has. */
  readonly values: readonly (readonly string[])[];
}

/** A field that tells kinds apart has no more values than this. */
const valuesMax = 12;

/** The key whose value tells the kinds apart: in all records, few values, none of them in two kinds. */
export function discriminatorOf<Item>(
  kinds: readonly Kind<Item>[],
  valueOf: (item: Item, key: string) => unknown,
): Discriminator | undefined {
  const [first] = kinds;
  if (first === undefined || kinds.length < 2) return undefined;
  const everywhere = [...first.keys.keys()].filter((key) =>
    kinds.every(({ keys, items }) => keys.get(key) === items.length),
  );
  for (const key of everywhere) {
    const values = kinds.map((kind) => fewTexts(kind, key, valueOf));
    const all = values.flatMap((some) => some ?? []);
    const isClear = values.every((some) => some !== undefined) && new Set(all).size === all.length;
    if (isClear) return { key, values: values.map((some) => some ?? []) };
  }
  return undefined;
}

function fewTexts<Item>(
  { items }: Kind<Item>,
  key: string,
  valueOf: (item: Item, key: string) => unknown,
): readonly string[] | undefined {
  const values = new Set<string>();
  for (const item of items) {
    const value = valueOf(item, key);
    if (typeof value !== 'string' || value === '') return undefined;
    values.add(value);
    if (values.size > valuesMax) return undefined;
  }
  return [...values];
}

/** Records with exactly the same keys, the largest kind first. */
export const exactKindsOf = <Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
): readonly Kind<Item>[] =>
  signaturesOf(items, keysOf)
    .map((signature) => kindOf({ items: signature.items, counts: countsOf([signature]) }))
    .toSorted((a, b) => b.items.length - a.items.length);
