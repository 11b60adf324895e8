import { Buffer } from 'node:buffer';

/** A piece of XML; `end` is exclusive. What stands between two of them is text. */
export interface XmlToken {
  readonly kind: /** `<name …>` */
    | 'open'
    /** `</name>` */
    | 'close'
    /** `<name … />` */
    | 'empty'
    /** `<?xml … ?>` */
    | 'declaration'
    /** A comment, character data, a document type or another instruction. */
    | 'other';
  readonly start: number;
  readonly end: number;
  /** Of a tag; empty when its beginning was let go already. */
  readonly name: string;
}

type State = 'text' | 'tag' | 'comment' | 'characters' | 'instruction' | 'document type';

/** The longest opening that has to be seen whole to tell what begins. */
const openingBytes = '<![CDATA['.length;

const nameBytesMax = 256;

/** Finds tags from byte to byte and over any number of calls; says nothing about whether they fit together. */
export class XmlTokens {
  #state: State = 'text';
  #start = 0;
  #at = 0;
  #quote = 0;
  #brackets = 0;

  /** The next piece that ends in the bytes; undefined when there is none. */
  next(bytes: Uint8Array): XmlToken | undefined {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (this.#state === 'text' && !this.#begin(buffer)) return undefined;
    const end = this.#end(buffer);
    if (end === undefined) return undefined;
    const token = this.#token(buffer, end);
    this.#state = 'text';
    this.#at = end;
    return token;
  }

  /** Where the piece at hand begins, or how far the text was looked at. */
  from(): number {
    return this.#state === 'text' ? this.#at : this.#start;
  }

  /** True in the middle of a tag, a comment and the like. */
  isInside(): boolean {
    return this.#state !== 'text';
  }

  /** Tells that the bytes before `offset` were taken away, and so all offsets are smaller by as much. */
  moveBy(offset: number) {
    this.#start -= offset;
    this.#at = Math.max(0, this.#at - offset);
  }

  /** Looks for the next piece; false when it does not begin here or is not told yet. */
  #begin(buffer: Buffer): boolean {
    const open = buffer.indexOf(0x3c, this.#at);
    this.#at = open === -1 ? buffer.length : open;
    if (open === -1) return false;
    const opening = buffer.toString('latin1', open, open + openingBytes);
    const state = stateOf(opening);
    if (state === undefined) return false;
    this.#state = state;
    this.#start = open;
    this.#quote = 0;
    this.#brackets = 0;
    // `<!-->` is no whole comment.
    this.#at = open + (state === 'comment' ? 4 : state === 'characters' ? openingBytes : 1);
    return true;
  }

  #end(buffer: Buffer): number | undefined {
    switch (this.#state) {
      case 'comment':
        return this.#behind(buffer, '-->');
      case 'characters':
        return this.#behind(buffer, ']]>');
      case 'instruction':
        return this.#behind(buffer, '?>');
      case 'tag':
      case 'document type':
        return this.#tagEnd(buffer);
      case 'text':
        return undefined;
    }
  }

  #behind(buffer: Buffer, closing: string): number | undefined {
    const found = buffer.indexOf(closing, this.#at, 'latin1');
    if (found !== -1) return found + closing.length;
    // The closing may have begun in the last bytes.
    this.#at = Math.max(this.#at, buffer.length - closing.length + 1);
    return undefined;
  }

  /** Quotes hide a closing bracket, and so do the brackets of a document type. */
  #tagEnd(buffer: Buffer): number | undefined {
    for (; this.#at < buffer.length; this.#at++) {
      const byte = buffer[this.#at];
      if (this.#quote !== 0) {
        if (byte === this.#quote) this.#quote = 0;
      } else if (byte === 0x22 || byte === 0x27) this.#quote = byte;
      else if (byte === 0x5b) this.#brackets++;
      else if (byte === 0x5d) this.#brackets--;
      else if (byte === 0x3e && (this.#state === 'tag' || this.#brackets <= 0)) return this.#at + 1;
    }
    return undefined;
  }

  #token(buffer: Buffer, end: number): XmlToken {
    const start = this.#start;
    if (this.#state !== 'tag') {
      const isDeclaration =
        this.#state === 'instruction' && /^<\?xml\s/.test(beginning(buffer, start));
      return { kind: isDeclaration ? 'declaration' : 'other', start, end, name: '' };
    }
    const name = tagName.exec(beginning(buffer, start))?.[1] ?? '';
    const isClose = start >= 0 && buffer[start + 1] === 0x2f;
    const kind = isClose ? 'close' : buffer[end - 2] === 0x2f ? 'empty' : 'open';
    return { kind, start, end, name };
  }
}

const tagName = /^<\/?([^\s/>]+)/;

const beginning = (buffer: Buffer, start: number): string =>
  start < 0 ? '' : buffer.toString('latin1', start, start + nameBytesMax);

/** What begins with these bytes; undefined while more of them are needed. */
function stateOf(opening: string): State | undefined {
  if (opening.length < 2) return undefined;
  if (opening[1] === '?') return 'instruction';
  if (opening[1] !== '!') return 'tag';
  if (opening.startsWith('<!--')) return 'comment';
  if (opening === '<![CDATA[') return 'characters';
  const mayBecome = '<!--'.startsWith(opening) || '<![CDATA['.startsWith(opening);
  return mayBecome ? undefined : 'document type';
}
