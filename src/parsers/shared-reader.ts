/** Divides a text into columns; it may stop at the first one beyond `columnsMax`. The result must not be changed. */
export type ReadColumns<Result> = (text: string, columnsMax: number) => Result;

/** A longer text would be held for as long as no other comes. */
const rememberedCharactersMax = 64 * 1024;

const readers = new Map<string, unknown>();

/**
 * One reader for all log types of a dialect, since they are tried on the same line one after the other: it remembers what
 * it made of the last one. `isWhole` tells whether a result is all there is, so that it holds for any `columnsMax`.
 */
export function sharedReader<Result>(
  dialect: readonly unknown[],
  read: ReadColumns<Result>,
  isWhole: (result: Result, columnsMax: number) => boolean,
): ReadColumns<Result> {
  const key = JSON.stringify(dialect);
  // Equal keys come from one parser, which makes results of one kind.
  const known = readers.get(key) as ReadColumns<Result> | undefined;
  if (known !== undefined) return known;
  let last: { text: string; columnsMax: number; result: Result } | undefined;
  const reader: ReadColumns<Result> = (text, columnsMax) => {
    const isSame =
      last?.text === text &&
      (last.columnsMax === columnsMax || isWhole(last.result, last.columnsMax));
    if (isSame && last !== undefined) return last.result;
    const result = read(text, columnsMax);
    last = text.length > rememberedCharactersMax ? undefined : { text, columnsMax, result };
    return result;
  };
  readers.set(key, reader);
  return reader;
}
