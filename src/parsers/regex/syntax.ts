/** Code points, as sorted ranges that do not touch. */
export type CharacterSet = readonly (readonly [from: number, to: number])[];

/** A pattern as a tree. */
export type Node =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly body: Node;
      readonly least: number;
      /** Infinity for any number. */
      readonly most: number;
      readonly lazy: boolean;
    }
  /** With or without a name; groups that only hold things together are not in the tree. */
  | { readonly kind: 'group'; readonly body: Node }
  /** A word boundary, which takes no character. */
  | { readonly kind: 'boundary' };

const codePointMax = 0x10ffff;
const digit: CharacterSet = [[0x30, 0x39]];
const word: CharacterSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const space: CharacterSet = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const classes: Readonly<Record<string, CharacterSet>> = {
  d: digit,
  w: word,
  s: space,
  D: without(digit),
  W: without(word),
  S: without(space),
};
const controls: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11 };
const lineFeed: CharacterSet = [[0x0a, 0x0a]];
const everything: CharacterSet = [[0, codePointMax]];

/** All other code points. */
function without(set: CharacterSet): CharacterSet {
  const others: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) others.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= codePointMax) others.push([next, codePointMax]);
  return others;
}

function merged(ranges: readonly (readonly [number, number])[]): CharacterSet {
  const result: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

class Unknown extends Error {}

/**
 * Reads the part of the syntax that patterns for logs are mostly written in; undefined for everything else, such as
 * word boundaries, flags inside of the pattern and Unicode classes. The pattern must be a valid one.
 */
export function parsePattern(source: string, flags: string): Node | undefined {
  if (flags.includes('m')) return undefined;
  try {
    return new PatternReader(source, flags).read();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** More would only be made to exhaust the stack. */
const depthMax = 50;

class PatternReader {
  readonly #characters: readonly string[];
  readonly #dot: CharacterSet;
  readonly #ignoresCase: boolean;
  #at = 0;
  #depth = 0;

  constructor(source: string, flags: string) {
    this.#characters = Array.from(source);
    this.#dot = flags.includes('s') ? everything : without(lineFeed);
    this.#ignoresCase = flags.includes('i');
  }

  /** The anchors at both ends say nothing where the whole text has to match. */
  read(): Node {
    if (this.#peek() === '^') this.#at++;
    const node = this.#choice();
    if (this.#peek() !== undefined) throw new Unknown();
    return node;
  }

  #peek = (): string | undefined => this.#characters[this.#at];

  #take(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new Unknown();
    return character;
  }

  #choice(): Node {
    if (++this.#depth > depthMax) throw new Unknown();
    const options = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at++;
      options.push(this.#sequence());
    }
    this.#depth--;
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(): Node {
    const items: Node[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; ) {
      if (next === '$' && this.#at === this.#characters.length - 1 && this.#depth === 1) {
        this.#at++;
        break;
      }
      items.push(this.#repeated(this.#atom()));
      next = this.#peek();
    }
    return { kind: 'sequence', items };
  }

  #atom(): Node {
    const character = this.#take();
    if (character === '(') return this.#group();
    if (character === '[') return { kind: 'set', set: this.#class() };
    if (character === '.') return { kind: 'set', set: this.#dot };
    if (character === '\\') return this.#escape();
    if ('^$*+?'.includes(character)) throw new Unknown();
    return { kind: 'set', set: this.#cased(one(character.codePointAt(0) ?? 0)) };
  }

  #group(): Node {
    let captures = true;
    if (this.#peek() === '?') {
      this.#at++;
      const kind = this.#take();
      captures = kind === 'P' || kind === '<';
      if (kind === 'P' && this.#take() !== '<') throw new Unknown();
      if (!captures && kind !== ':') throw new Unknown();
      // Look-behind begins like this too, but no valid pattern has it.
      if (captures) while (this.#take() !== '>');
    }
    const body = this.#choice();
    if (this.#take() !== ')') throw new Unknown();
    return captures ? { kind: 'group', body } : body;
  }

  #repeated(body: Node): Node {
    const bounds = this.#bounds();
    if (bounds === undefined) return body;
    const [least, most] = bounds;
    const lazy = this.#peek() === '?';
    if (lazy) this.#at++;
    // `a**` and the like.
    if (this.#bounds() !== undefined) throw new Unknown();
    return { kind: 'repeat', body, least, most, lazy };
  }

  #bounds(): readonly [least: number, most: number] | undefined {
    const next = this.#peek();
    const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const;
    if (next === '*' || next === '+' || next === '?') {
      this.#at++;
      return simple[next];
    }
    if (next !== '{') return undefined;
    const rest = this.#characters.slice(this.#at, this.#at + 12).join('');
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest);
    // A brace by itself is an ordinary character.
    if (match === null) return undefined;
    this.#at += match[0].length;
    const least = Number(match[1]);
    if (match[2] === undefined) return [least, least];
    return [least, match[3] === '' ? Infinity : Number(match[3])];
  }

  #escape(): Node {
    const character = this.#take();
    if (character === 'b') return { kind: 'boundary' };
    const set = classes[character] ?? this.#cased(one(this.#escapedPoint(character)));
    return { kind: 'set', set };
  }

  /** The other case as well where it does not matter. Two letters have relatives beyond ASCII: the Kelvin sign, long s. */
  #cased(set: CharacterSet): CharacterSet {
    if (!this.#ignoresCase) return set;
    if (set.some(([, to]) => to > 127)) throw new Unknown();
    const others = set.flatMap(([from, to]) => [
      ...shifted(from, to, 0x41, 0x20),
      ...shifted(from, to, 0x61, -0x20),
    ]);
    const all = merged([...set, ...others]);
    const has = (point: number) => all.some(([from, to]) => from <= point && point <= to);
    return merged([...all, ...(has(0x6b) ? one(0x212a) : []), ...(has(0x73) ? one(0x17f) : [])]);
  }

  #escapedPoint(character: string): number {
    const control = controls[character];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(character)) throw new Unknown();
    return character.codePointAt(0) ?? 0;
  }

  #class(): CharacterSet {
    const ranges: (readonly [number, number])[] = [];
    const plain: (readonly [number, number])[] = [];
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at++;
    for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) {
      const from = this.#member();
      if (typeof from !== 'number') {
        plain.push(...from);
        continue;
      }
      const isRange = this.#peek() === '-' && this.#characters[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      const to = isRange ? this.#member() : from;
      if (typeof to !== 'number') throw new Unknown();
      ranges.push([from, to]);
    }
    this.#at++;
    const set = merged([...plain, ...this.#cased(merged(ranges))]);
    return isNegated ? without(set) : set;
  }

  /** A code point, or a whole class such as `\d`. */
  #member(): number | CharacterSet {
    const character = this.#take();
    if (character === '[' && this.#peek() === ':') throw new Unknown();
    if (character !== '\\') return character.codePointAt(0) ?? 0;
    const escaped = this.#take();
    return classes[escaped] ?? this.#escapedPoint(escaped);
  }
}

/** The part of a range that is letters from `first` on, with the distance to those of the other case. */
function shifted(
  from: number,
  to: number,
  first: number,
  distance: number,
): readonly (readonly [number, number])[] {
  const begin = Math.max(from, first);
  const end = Math.min(to, first + 25);
  return begin > end ? [] : [[begin + distance, end + distance]];
}

const one = (point: number): CharacterSet => [[point, point]];
