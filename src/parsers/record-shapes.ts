import type { JsonObject } from '../domain/json.ts';
import { recordCode } from './record-code.ts';
import { setKey } from './set-key.ts';

/** The keys of a record so far, in the order of its line. */
export interface Shape {
  /** As the line has it, and as the record does. */
  readonly text: string;
  readonly key: string;
  readonly before: Shape | undefined;
  /** What came behind it the last time. */
  likely: Shape | undefined;
  others: Map<string, Shape> | undefined;
  records: number;
  make: ((values: readonly string[]) => JsonObject) | undefined;
}

/** Of lines that never repeat themselves not more than this is kept. */
const shapesMax = 20_000;

/** Writing code pays off for keys that some records had, and only while they are not very many. */
const recordsBeforeCode = 16;
const keysWithCodeMax = 200;

/**
 * Makes records out of values and keys that stand in the text. A program writes its lines with the same keys over and
 * over: what was behind a key the last time is compared with the line, which costs far less than to cut the key out and
 * look it up, and a record with known keys is made by one literal.
 */
export class RecordShapes {
  readonly #fixed: readonly string[];
  readonly #nested: string | undefined;
  #root = emptyShape();
  #count = 0;

  /** The first values go under fixed names; those with keys from the text beside them, or in a map of the given name. */
  constructor(fixed: readonly string[], nested?: string) {
    this.#fixed = fixed;
    this.#nested = nested;
  }

  /** The shape of a record without any key from its text. */
  start(): Shape {
    // Begun anew, so that what is written now is known, too.
    if (this.#count > shapesMax) {
      this.#root = emptyShape();
      this.#count = 0;
    }
    return this.#root;
  }

  /** The shape with one more key, which stands in the line between two places. */
  after(shape: Shape, line: string, from: number, to: number): Shape {
    const { likely } = shape;
    if (likely?.text.length === to - from && line.startsWith(likely.text, from)) return likely;
    return this.#step(shape, line.slice(from, to));
  }

  #step(shape: Shape, text: string): Shape {
    let next = shape.others?.get(text);
    if (next === undefined) {
      const isTaken = this.#nested === undefined && this.#fixed.includes(text);
      // A key from the text must not hide one of the fixed ones.
      const key = isTaken ? `extension_${text}` : text;
      next = { ...emptyShape(), text, key, before: shape };
      if (this.#count++ <= shapesMax) (shape.others ??= new Map()).set(text, next);
    }
    shape.likely = next;
    return next;
  }

  /** The record of values that belong to the fixed names and then to the keys of the shape; of equal keys the last counts. */
  record(shape: Shape, values: readonly string[]): JsonObject {
    if (shape.make !== undefined) return shape.make(values);
    const keys = keysOf(shape);
    if (++shape.records > recordsBeforeCode && keys.length <= keysWithCodeMax) {
      shape.make = this.#maker(keys);
    }
    const record: JsonObject = {};
    this.#fixed.forEach((name, index) => {
      setKey(record, name, values[index] ?? '');
    });
    const inner: JsonObject = this.#nested === undefined ? record : {};
    keys.forEach((key, index) => {
      setKey(inner, key, values[index + this.#fixed.length] ?? '');
    });
    if (this.#nested !== undefined) setKey(record, this.#nested, inner);
    return record;
  }

  #maker(keys: readonly string[]): (values: readonly string[]) => JsonObject {
    const fixed = this.#fixed.length;
    const valueCode = (index: number) => `values[${index}]`;
    const innerCode = recordCode(keys, (index) => valueCode(index + fixed));
    const code =
      this.#nested === undefined
        ? recordCode([...this.#fixed, ...keys], valueCode)
        : recordCode([...this.#fixed, this.#nested], (index) =>
            index === fixed ? innerCode : valueCode(index),
          );
    return new Function('values', `return ${code};`) as (values: readonly string[]) => JsonObject;
  }
}

const emptyShape = (): Shape => ({
  text: '',
  key: '',
  before: undefined,
  likely: undefined,
  others: undefined,
  records: 0,
  make: undefined,
});

function keysOf(shape: Shape): readonly string[] {
  const keys: string[] = [];
  for (let at: Shape | undefined = shape; at?.before !== undefined; at = at.before)
    keys.push(at.key);
  return keys.toReversed();
}
