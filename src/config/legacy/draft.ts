import { pathText } from '../cursor.ts';
import type { JsonNode, Position } from '../json-tree.ts';
import { shown } from '../shown.ts';
import { withKeyRenamed, withoutKey, withValue } from './tree-edits.ts';
import {
  type ConfigTree,
  compactJson,
  entriesIn,
  entryOf,
  isEmptyNode,
  nodeAt,
  nodeOf,
  nowhere,
  relocated,
} from './tree.ts';

/** A key of a file: the path of keys that leads to it; the empty path is the whole file. */
export interface Place {
  readonly file: string;
  readonly path: readonly string[];
}

export const at = (file: string, ...path: readonly string[]): Place => ({ file, path });

export const below = ({ file, path }: Place, ...keys: readonly string[]): Place => ({
  file,
  path: [...path, ...keys],
});

/**
 * What happened to one item of an earlier form. `load` is what only a person can decide; nothing was done then.
 */
export interface Notice {
  readonly level: 'migration' | 'warning' | 'load';
  /** Relative to the configuration directory. */
  readonly file: string;
  readonly path: string;
  /** Where it stands now. */
  readonly to?: { readonly file: string; readonly path: string };
  /** Short, and never a secret. */
  readonly value?: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A configuration on its way to the current form. Every change goes through it and leaves a notice, so nothing
 * vanishes unsaid. What the current form has already is never overwritten.
 */
export class Draft {
  readonly notices: Notice[] = [];
  /** Files that were renamed: new name → former one. */
  readonly formerNames = new Map<string, string>();
  readonly #files: Map<string, JsonNode>;

  constructor(tree: ConfigTree) {
    this.#files = new Map(tree);
  }

  get files(): ConfigTree {
    return this.#files;
  }

  /** The value at a place; an explicit null too. */
  node({ file, path }: Place): JsonNode | undefined {
    return nodeAt(this.#files.get(file), path);
  }

  /** Whether there is a value; null counts as absent. */
  has(place: Place): boolean {
    const node = this.node(place);
    return node !== undefined && node.kind !== 'null';
  }

  /** The keys below a place; those of the file as it is now, so callers may change it meanwhile. */
  entries(place: Place): readonly (readonly [key: string, value: JsonNode])[] {
    return entriesIn(this.node(place));
  }

  /** Moves a value. One that the new place has already counts, and the old one is left out with a warning. */
  move(from: Place, to: Place, why?: string): void {
    const node = this.node(from);
    if (node === undefined) return;
    if (node.kind === 'null') return this.drop(from, 'null is the same as nothing');
    if (this.has(to)) return this.superseded(from, to);
    if (isSibling(from, to)) {
      this.#noteMove(from, to, node, why);
      this.#renameKey(from, lastOf(to));
    } else if (this.put(from, to, node, why)) {
      this.#remove(from);
    }
  }

  /** The new form counts where both stand. */
  superseded(from: Place, to: Place): void {
    this.#note('warning', from, {
      message: `is left out: ${this.#where(from, to)} is there too and counts`,
    });
    this.#remove(from);
  }

  /**
   * Writes a value that `from` gave rise to, with a notice there. False, with nothing written, when something that
   * is no map is in the way.
   */
  put(from: Place, to: Place, value: JsonNode, why?: string): boolean {
    const written = from.file === to.file ? value : relocated(value, nowhere);
    if (!this.#set(to, written)) return false;
    this.#noteMove(from, to, value, why);
    return true;
  }

  #noteMove(from: Place, to: Place, value: JsonNode, why: string | undefined): void {
    const text = shownValue(value, to);
    const reason = why === undefined ? '' : `; ${why}`;
    this.#note('migration', from, {
      to: this.#spoken(to),
      value: text,
      message: `now ${this.#where(from, to)}: ${text}${reason}`,
    });
  }

  /** Takes away what has no successor. */
  drop(place: Place, why: string): void {
    const node = this.node(place);
    if (node === undefined) return;
    const value = shownValue(node, place);
    this.#note('migration', place, { value, message: `left out (${value}): ${why}` });
    this.#remove(place);
  }

  /** The same where losing it is worth more than a notice. */
  dropWarned(place: Place, why: string): void {
    this.#note('warning', place, { message: `left out: ${why}` });
    this.#remove(place);
  }

  /** Takes away without a word what has been told already, and what became empty. */
  clear(place: Place): void {
    this.#remove(place);
  }

  clearIfEmpty(place: Place): void {
    if (!isEmptyNode(this.node(place))) return;
    const { file, path } = this.#spoken(place);
    const isTold = this.notices.some((each) => each.file === file && each.path.startsWith(path));
    if (isTold) this.#remove(place);
    else this.drop(place, 'it is empty, and nothing reads it any more');
  }

  /** Writes a value that was implied before, unless one is there. */
  fill(place: Place, value: unknown, why: string, level: 'migration' | 'warning' = 'migration') {
    if (this.has(place)) return;
    const node = nodeOf(value);
    const position = this.#positionOf(place);
    if (!this.#set(place, relocated(node, position))) return;
    const text = shownValue(node, place);
    const message = `written as ${text}: ${why}`;
    this.#note(level, place, { to: this.#spoken(place), value: text, message, position });
  }

  /** Replaces a value by the same one in the current form. */
  replace(
    place: Place,
    value: JsonNode,
    why: string,
    level: 'migration' | 'warning' = 'migration',
  ) {
    const text = shownValue(value, place);
    this.#note(level, place, {
      to: this.#spoken(place),
      value: text,
      message: `now ${text}: ${why}`,
    });
    this.#set(place, value);
  }

  /** Writes without a word; for what a notice elsewhere tells. */
  set(place: Place, value: JsonNode): boolean {
    return this.#set(place, value);
  }

  warn(place: Place, message: string): void {
    this.#note('warning', place, { message });
  }

  tell(place: Place, message: string): void {
    this.#note('migration', place, { message });
  }

  /** Leaves a thing to a person: `message` says what to write and where. */
  decide(place: Place, message: string): void {
    this.#note('load', place, { message });
  }

  renameFile(from: string, to: string): void {
    const root = this.#files.get(from);
    if (root === undefined) return;
    this.#files.delete(from);
    this.#files.set(to, root);
    this.formerNames.set(to, this.formerNames.get(from) ?? from);
  }

  /** The name under which the operator knows a file. */
  #spoken({ file, path }: Place): { readonly file: string; readonly path: string } {
    return { file, path: path.reduce(pathText, '') };
  }

  #where(from: Place, to: Place): string {
    const { file, path } = this.#spoken(to);
    if (file === from.file) return path;
    return path === '' ? file : `${file}: ${path}`;
  }

  #note(
    level: Notice['level'],
    place: Place,
    more: Pick<Notice, 'message'> & Partial<Notice> & { readonly position?: Position },
  ): void {
    const { position = this.#positionOf(place), ...rest } = more;
    this.notices.push({ level, ...this.#spoken(place), ...rest, ...position });
  }

  /** Where the key stands; for one that is not there, the nearest map around it. */
  #positionOf({ file, path }: Place): Position {
    const root = this.#files.get(file);
    const entry =
      path.length === 0
        ? undefined
        : entryOf(nodeAt(root, path.slice(0, -1)), lastOf({ file, path }));
    if (entry !== undefined) return entry.keyPosition;
    if (path.length === 0) return root?.position ?? nowhere;
    return this.#positionOf({ file, path: path.slice(0, -1) });
  }

  #set({ file, path }: Place, value: JsonNode): boolean {
    const changed = withValue(this.#files.get(file), path, value);
    if (changed !== undefined) this.#files.set(file, changed);
    return changed !== undefined;
  }

  #remove({ file, path }: Place): void {
    const root = this.#files.get(file);
    if (path.length === 0) this.#files.delete(file);
    else if (root !== undefined) this.#files.set(file, withoutKey(root, path));
  }

  #renameKey(from: Place, key: string): void {
    const parent = { file: from.file, path: from.path.slice(0, -1) };
    const node = this.node(parent);
    if (node?.kind === 'map') this.#set(parent, withKeyRenamed(node, lastOf(from), key));
  }
}

const lastOf = ({ path }: Place): string => path.at(-1) ?? '';

const isSibling = (a: Place, b: Place): boolean =>
  a.file === b.file &&
  a.path.length === b.path.length &&
  a.path.slice(0, -1).every((key, index) => key === b.path[index]);

const valueLengthMax = 80;

/** Somebody may have written a credential into a map; such a map is not repeated. */
const mayHoldSecret =
  /"[^"]*(?:secret|token|passw|credential|api_?key|service_key|routing_key)[^"]*":|:\/\/|xox[a-z]-/i;

function shownValue(node: JsonNode, { path }: Place): string {
  if (node.kind !== 'map' && node.kind !== 'list') {
    const text = path.reduce(pathText, '');
    return shown({ node, path: text, file: '', keyPosition: nowhere, findings: [] });
  }
  const text = compactJson(node);
  if (mayHoldSecret.test(text)) return node.kind === 'map' ? 'a map' : 'a list';
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}
