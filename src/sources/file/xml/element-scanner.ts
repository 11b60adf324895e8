import { isBlank } from './xml-shape.ts';
import { type XmlToken, XmlTokens } from './xml-tokens.ts';

/** A payload found in a stream of XML; `end` is exclusive. */
export interface ElementRange {
  /** `text` is what stands between elements and belongs to none; `cut off` an element that another one begins in. */
  readonly kind: 'element' | 'text' | 'cut off';
  /** Negative when the beginning was let go already. */
  readonly start: number;
  readonly end: number;
}

/** Finds the elements that are payloads, over any number of calls. Offsets are those of the bytes at hand. */
export class ElementScanner {
  readonly #wrapper: string | undefined;
  readonly #tokens = new XmlTokens();
  #depth = 0;
  #isInWrapper = false;
  /** The element at hand. */
  #open: { start: number; readonly name: string; readonly indent: string } | undefined;
  /** Behind the last piece outside of elements. */
  #behind = 0;
  /** The last of the bytes that were taken away, which say whether a tag begins its line. */
  #before: Uint8Array = new Uint8Array();

  constructor(wrapper: string | undefined) {
    this.#wrapper = wrapper;
  }

  /** What ends in the bytes since the last call. */
  *scan(bytes: Uint8Array): Generator<ElementRange> {
    for (
      let token = this.#tokens.next(bytes);
      token !== undefined;
      token = this.#tokens.next(bytes)
    ) {
      if (this.#open === undefined) yield* this.#outside(bytes, token);
      else yield* this.#inside(bytes, this.#open, token);
    }
    if (this.#open !== undefined) return;
    // Between elements there are lines, of which each is told by itself.
    const limit = this.#tokens.from();
    const lineEnd = bytes.subarray(0, limit).lastIndexOf(0x0a) + 1;
    if (lineEnd > this.#behind) yield* this.#text(bytes, lineEnd);
  }

  /** Where the element at hand begins; between elements, where what is not told yet begins. */
  from(): number {
    return Math.max(0, this.#open?.start ?? this.#behind);
  }

  isInElement(): boolean {
    return this.#open !== undefined || this.#tokens.isInside();
  }

  /** Tells that the bytes before `offset`, which are those of the last scan, are about to be taken away. */
  moveBy(bytes: Uint8Array, offset: number) {
    const before = Buffer.concat([
      this.#before,
      bytes.subarray(Math.max(0, offset - indentMax - 1), offset),
    ]);
    this.#before = before.subarray(-indentMax - 1);
    this.#tokens.moveBy(offset);
    this.#behind = Math.max(0, this.#behind - offset);
    if (this.#open !== undefined) this.#open.start -= offset;
  }

  *#outside(bytes: Uint8Array, token: XmlToken): Generator<ElementRange> {
    yield* this.#text(bytes, token.start);
    this.#behind = token.end;
    const { kind, name, start, end } = token;
    if (kind === 'close') {
      if (this.#isInWrapper && name === this.#wrapper) this.#isInWrapper = false;
      else yield { kind: 'text', start, end };
    } else if (!this.#isInWrapper && name === this.#wrapper && kind === 'open') {
      this.#isInWrapper = true;
    } else if (kind === 'empty') {
      yield { kind: 'element', start, end };
    } else if (kind === 'open') {
      this.#begin(bytes, token);
    } else if (kind === 'declaration') {
      this.#isInWrapper = false;
    }
  }

  *#inside(
    bytes: Uint8Array,
    open: { readonly start: number; readonly name: string; readonly indent: string },
    token: XmlToken,
  ): Generator<ElementRange> {
    const { kind, start, end, name } = token;
    const isAlike = kind === 'open' && name === open.name && open.indent.startsWith('\n');
    if (kind === 'declaration' || (isAlike && this.#indentOf(bytes, start) === open.indent)) {
      // Elements hold none of their own kind at their own place: the one at hand was cut off.
      yield { kind: 'cut off', start: open.start, end: start };
      this.#open = undefined;
      this.#behind = start;
      if (kind === 'open') this.#begin(bytes, token);
      else this.#behind = end;
      if (kind === 'declaration') this.#isInWrapper = false;
    } else if (kind === 'open') {
      this.#depth++;
    } else if (kind === 'close') {
      this.#depth--;
      if (this.#depth > 0) return;
      yield { kind: 'element', start: open.start, end };
      this.#open = undefined;
      this.#behind = end;
    }
  }

  #begin(bytes: Uint8Array, { start, name }: XmlToken) {
    this.#open = { start, name, indent: this.#indentOf(bytes, start) };
    this.#depth = 1;
  }

  /** Lines between elements; blanks are none. */
  *#text(bytes: Uint8Array, limit: number): Generator<ElementRange> {
    let start = this.#behind;
    while (start < limit) {
      const found = bytes.subarray(start, limit).indexOf(0x0a);
      const end = found === -1 ? limit : start + found + 1;
      if (!isBlank(bytes, start, end)) yield { kind: 'text', start, end };
      start = end;
    }
    this.#behind = Math.max(this.#behind, limit);
  }

  /** The line feed and blanks before a tag that begins its line; empty for others. At the very beginning, a line feed. */
  #indentOf(bytes: Uint8Array, start: number): string {
    const byteAt = (at: number) => (at < 0 ? this.#before.at(at) : bytes[at]);
    let at = start;
    while (start - at < indentMax && (byteAt(at - 1) === 0x20 || byteAt(at - 1) === 0x09)) at--;
    const before = byteAt(at - 1);
    if (before !== undefined && before !== 0x0a) return '';
    const blanks = Array.from({ length: start - at }, (_, index) => byteAt(at + index) ?? 0x20);
    return `\n${String.fromCharCode(...blanks)}`;
  }
}

const indentMax = 64;
