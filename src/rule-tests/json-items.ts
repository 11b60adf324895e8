/** Where an element of a list stands in a JSON text, and where the values of its own keys do. */
export interface JsonItem {
  readonly start: number;
  /** Each key, as often as it stands there, with the extent of its value. */
  readonly entries: readonly JsonEntry[];
}

interface JsonEntry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the elements of the list at the top of a JSON text, or of the list under one key of the object there. The text
 * must be sound. Takes one look at each character and no stack, so that neither size nor depth can hurt.
 */
export function findJsonItems(text: string, listKey: string | undefined): readonly JsonItem[] {
  const scanner = new ItemScanner(text, listKey === undefined ? 1 : 2, listKey);
  return scanner.scan();
}

const quote = 0x22;
const backslash = 0x5c;

class ItemScanner {
  readonly #text: string;
  /** How deep the list's elements stand: in the list alone, or in a list in an object. */
  readonly #itemDepth: number;
  readonly #listKey: string | undefined;
  #items: { start: number; entries: JsonEntry[] }[] = [];
  #depth = 0;
  #isInList = false;
  /** The last text, which is a key when a colon follows it. */
  #lastText: readonly [start: number, end: number] | undefined;
  #open: { key: string; start: number } | undefined;
  #expectsItem = false;

  constructor(text: string, itemDepth: number, listKey: string | undefined) {
    this.#text = text;
    this.#itemDepth = itemDepth;
    this.#listKey = listKey;
  }

  scan(): readonly JsonItem[] {
    const text = this.#text;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code <= 0x20) continue;
      if (this.#expectsItem && code !== 0x5d) this.#beginItem(at);
      if (this.#open !== undefined && this.#open.start === -1) this.#open.start = at;
      if (code === quote) at = this.#takeText(at);
      else if (code === 0x7b || code === 0x5b) this.#enter(code === 0x5b);
      else if (code === 0x7d || code === 0x5d) this.#leave(at, code === 0x5d);
      else if (code === 0x3a) this.#colon();
      else if (code === 0x2c) this.#comma(at);
    }
    return this.#items;
  }

  #beginItem(at: number) {
    this.#expectsItem = false;
    this.#items.push({ start: at, entries: [] });
  }

  #takeText(start: number): number {
    let end = start + 1;
    while (end < this.#text.length && this.#text.charCodeAt(end) !== quote) {
      end += this.#text.charCodeAt(end) === backslash ? 2 : 1;
    }
    this.#lastText = [start, end + 1];
    return end;
  }

  #enter(isList: boolean) {
    this.#depth++;
    if (!isList || this.#depth !== this.#itemDepth || this.#isInList) return;
    if (this.#listKey !== undefined && this.#open?.key !== this.#listKey) return;
    this.#isInList = true;
    this.#expectsItem = true;
    // Of a key that stands there twice the last one counts.
    this.#items = [];
    this.#open = undefined;
  }

  #leave(at: number, isList: boolean) {
    if (this.#isInList && this.#depth === this.#itemDepth + 1) this.#endEntry(at);
    if (this.#isInList && isList && this.#depth === this.#itemDepth) {
      this.#isInList = false;
      this.#expectsItem = false;
    }
    this.#depth--;
  }

  #colon() {
    const isOfItem = this.#isInList && this.#depth === this.#itemDepth + 1;
    const isOfTop = !this.#isInList && this.#listKey !== undefined && this.#depth === 1;
    if (!(isOfItem || isOfTop) || this.#lastText === undefined) return;
    const [start, end] = this.#lastText;
    this.#open = { key: String(JSON.parse(this.#text.slice(start, end))), start: -1 };
  }

  #comma(at: number) {
    if (!this.#isInList) return;
    if (this.#depth === this.#itemDepth) this.#expectsItem = true;
    else if (this.#depth === this.#itemDepth + 1) this.#endEntry(at);
  }

  #endEntry(at: number) {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined || open.start === -1) return;
    const end = open.start + this.#text.slice(open.start, at).trimEnd().length;
    this.#items.at(-1)?.entries.push({ ...open, end });
  }
}
