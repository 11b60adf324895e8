/** A payload found in a stream of JSON: `end` is exclusive. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
}

/** What a byte can mean inside a value; 0: nothing. */
const meaning = new Uint8Array(256);
meaning[0x22] = 1;
meaning[0x7b] = 2;
meaning[0x5b] = 2;
meaning[0x7d] = 3;
meaning[0x5d] = 3;

/** Deeper ones are not told apart any more; the parser refuses them anyway. */
const depthMax = 4096;

type State =
  | 'between'
  /** In an object or array, or in a string that is an element. */
  | 'inside'
  /** A number or literal that is an element. */
  | 'scalar'
  /** Something that is no JSON, up to the end of the line. */
  | 'text';

/**
 * Finds where JSON values begin and end, from byte to byte and over any number of calls. Values at the top follow one
 * another with blanks, commas, record separators or nothing between them; an array at the top counts as its elements.
 * Anything else at the top is a payload up to the end of its line.
 */
export class DocumentScanner {
  #state: State = 'between';
  #start = 0;
  #inArray = false;
  #inString = false;
  #escaped = false;
  #depth = 0;
  /** A line feed in a string behind which a new value may begin, which the next bytes will tell. */
  #undecided: number | undefined;
  /** The opening brackets of what is not closed yet. */
  readonly #kinds = new Uint8Array(depthMax);

  /** Looks at `bytes` from `from` on; gives what ends there. Offsets are those of `bytes`. */
  scan(bytes: Uint8Array, from: number): readonly DocumentRange[] {
    const found: DocumentRange[] = [];
    let at = this.#decided(bytes) ?? from;
    if (at < from) found.push({ start: this.#start, end: at });
    while (at < bytes.length) {
      if (this.#state === 'between') {
        at = this.#between(bytes, at);
        continue;
      }
      if (at <= this.#start + 3 && isMark(bytes, this.#start)) {
        at = this.#start + 3;
        this.#state = 'between';
        continue;
      }
      const end = this.#state === 'inside' ? this.#inside(bytes, at) : this.#scalar(bytes, at);
      if (end === undefined) break;
      found.push({ start: this.#start, end });
      this.#state = 'between';
      at = end;
    }
    return found;
  }

  /** Where the value at hand begins, or undefined between values. */
  openStart(): number | undefined {
    return this.#state === 'between' ? undefined : this.#start;
  }

  /** Tells that the bytes before `offset` were taken away, and so all offsets are smaller by as much. */
  moveBy(offset: number) {
    this.#start -= offset;
    if (this.#undecided !== undefined) this.#undecided -= offset;
  }

  /** True while an array at the top is not closed. */
  isInArray(): boolean {
    return this.#inArray;
  }

  /** True while the value at hand is an object or array. */
  isInContainer(): boolean {
    return this.#state === 'inside';
  }

  #open(at: number, state: State) {
    this.#start = at;
    this.#state = state;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
  }

  /** The line feed that bytes of before ended with, when a new value begins behind it: then the one above was cut off. */
  #decided(bytes: Uint8Array): number | undefined {
    const at = this.#undecided;
    if (at === undefined || isOpenEnd(bytes, at + 1)) return undefined;
    this.#undecided = undefined;
    if (!startsAnew(bytes, at + 1)) return undefined;
    this.#state = 'between';
    return at;
  }

  /** The place of the first byte that belongs to a value, or the end. */
  #between(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (isSeparator(byte)) continue;
      if (byte === 0x5d && this.#inArray) {
        this.#inArray = false;
      } else if (byte === 0x5b && !this.#inArray) {
        this.#inArray = true;
      } else {
        const isContainer = byte === 0x7b || byte === 0x5b || (byte === 0x22 && this.#inArray);
        this.#open(at, isContainer ? 'inside' : this.#inArray ? 'scalar' : 'text');
        return at;
      }
    }
    return bytes.length;
  }

  /**
   * The end of the object, array or string at hand, or undefined when it goes on. All bytes of a file pass through
   * this loop: what it works with is local, and strings are passed over in a loop of their own.
   */
  #inside(bytes: Uint8Array, from: number): number | undefined {
    const size = bytes.length;
    let at = from;
    let level = this.#depth;
    if (this.#inString) {
      at = this.#stringEnd(bytes, at);
      if (this.#inString) return at < size ? at : undefined;
      if (level === 0) return at;
    }
    while (at < size) {
      const what = meaning[bytes[at] ?? 0] ?? 0;
      if (what === 0) {
        at++;
      } else if (what === 1) {
        const end = quickStringEnd(bytes, at + 1);
        if (end !== -1) {
          at = end;
        } else {
          this.#depth = level;
          this.#inString = true;
          at = this.#stringEnd(bytes, at + 1);
          // Either the bytes end here or a new value begins on the next line: then this one was cut off.
          if (this.#inString) return at < size ? at : undefined;
        }
        if (level === 0) return at;
      } else if (what === 2) {
        if (at > this.#start && bytes[at - 1] === 0x0a && !this.#mayOpen(bytes, at, level)) {
          return at;
        }
        if (level < depthMax) this.#kinds[level] = bytes[at] ?? 0;
        level++;
        at++;
      } else {
        level--;
        at++;
        if (level === 0) return at;
      }
    }
    this.#depth = level;
    return undefined;
  }

  /** The end of the string at hand, behind its quote; where a new value seems to begin; or the end of the bytes. */
  #stringEnd(bytes: Uint8Array, from: number): number {
    let at = from;
    if (this.#escaped && at < bytes.length) {
      this.#escaped = false;
      at++;
    }
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === 0x22) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === 0x5c) {
        if (++at === bytes.length) this.#escaped = true;
      } else if (byte === 0x0a) {
        if (isOpenEnd(bytes, at + 1)) this.#undecided = at;
        else if (startsAnew(bytes, at + 1)) return at;
      }
    }
    return bytes.length;
  }

  /** Whether a value may begin here, at the beginning of a line: otherwise the document above was cut off. */
  #mayOpen(bytes: Uint8Array, at: number, level: number): boolean {
    let before = at - 1;
    while (before > this.#start && isBlank(bytes[before] ?? 0)) before--;
    const byte = bytes[before];
    if (byte === 0x2c) return level > depthMax || this.#kinds[level - 1] === 0x5b;
    return byte === 0x5b || byte === 0x3a;
  }

  /** The end of a number, a literal or a text, or undefined when it goes on. */
  #scalar(bytes: Uint8Array, from: number): number | undefined {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      const ends = this.#state === 'text' ? byte === 0x0a : byte === 0x5d || isSeparator(byte);
      if (ends) return at;
    }
    return undefined;
  }
}

/** A mark of byte order, where files were put together. */
const isMark = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;

/** Behind the closing quote; -1 when the string goes on beyond the bytes or is no ordinary one. */
function quickStringEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) return at + 1;
    if (byte === 0x5c) at++;
    else if (byte === 0x0a) return -1;
  }
  return -1;
}

/** A new object or array at the beginning of a line, inside of what looks like a string. */
const startsAnew = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x7b &&
  (bytes[at + 1] === 0x22 || bytes[at + 1] === 0x0a || bytes[at + 1] === 0x20);

/** Whether the bytes end before they tell. */
const isOpenEnd = (bytes: Uint8Array, at: number): boolean =>
  at >= bytes.length || (at + 1 === bytes.length && bytes[at] === 0x7b);

const isSeparator = (byte: number): boolean => byte === 0x2c || isBlank(byte);

/** Blanks and record separators (RFC 7464). */
const isBlank = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e;
