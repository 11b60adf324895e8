/** Headers that come by turns; of files with ever new ones not more than this is kept. */
const keptMax = 64;

/** Remembers what was made of the last texts, because a header comes again with each of its lines. */
export function rememberRecent<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  let last: { readonly text: string; readonly made: Made } | undefined;
  return (text) => {
    if (last?.text === text) return last.made;
    let made = known.get(text);
    if (made === undefined) {
      made = make(text);
      if (known.size >= keptMax) known.clear();
      known.set(text, made);
    }
    last = { text, made };
    return made;
  };
}
