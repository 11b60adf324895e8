import { SpelledNumber } from '../domain/exact-json.ts';
import type { JsonValue } from '../domain/json.ts';

/** A value of a sample: numbers may have their spelling with them. */
export type SampleValue = JsonValue | SpelledNumber;

/** What the values at one place look like, counted over all samples, in bounded memory. */
export interface Shape {
  /** Values there were, null among them. */
  count: number;
  nulls: number;
  booleans: number;
  integers: number;
  floats: number;
  texts: number;
  emptyTexts: number;
  lists: number;
  maps: number;
  /** Maps without a key: conversion leaves them alone wherever they stand. */
  emptyMaps: number;
  emptyLists: number;
  /** Texts that are a number or a truth value written out, for formats that have nothing but text. */
  integerTexts: number;
  floatTexts: number;
  booleanTexts: number;
  /** Of maps, in the order in which the keys came first. */
  readonly fields: Map<string, Shape>;
  /** Keys were too many or too deep to be told apart. */
  isCut: boolean;
  /** Some different values, texts and numbers, to tell what they mean. */
  readonly examples: Set<string | number | bigint>;
}

/** A map with more keys than this is one whose keys are data, such as addresses. */
const keysMax = 1000;
/** Fields are declared only so deep; below, a map is a map. */
const depthMax = 6;
const examplesMax = 48;
/** Enough to know a time, an address or a hash by; long texts are none. */
const exampleCharactersMax = 400;

export const emptyShape = (): Shape => ({
  count: 0,
  nulls: 0,
  booleans: 0,
  integers: 0,
  floats: 0,
  texts: 0,
  emptyTexts: 0,
  lists: 0,
  maps: 0,
  emptyMaps: 0,
  emptyLists: 0,
  integerTexts: 0,
  floatTexts: 0,
  booleanTexts: 0,
  fields: new Map(),
  isCut: false,
  examples: new Set(),
});

/** Counts one more value. */
export function addToShape(shape: Shape, value: SampleValue, depth = 0): void {
  shape.count++;
  if (value === null) shape.nulls++;
  else if (typeof value === 'string') addText(shape, value);
  else if (typeof value === 'boolean') shape.booleans++;
  else if (typeof value === 'number' || typeof value === 'bigint') addNumber(shape, value);
  else if (value instanceof SpelledNumber) {
    shape.floats++;
    addExample(shape, Number(value.text));
  } else if (Array.isArray(value)) {
    shape.lists++;
    if (value.length === 0) shape.emptyLists++;
  } else addMap(shape, value, depth);
}

function addNumber(shape: Shape, value: number | bigint) {
  if (typeof value === 'bigint' || Number.isInteger(value)) shape.integers++;
  else shape.floats++;
  addExample(shape, value);
}

// No leading zeros: such texts are codes, and a number would lose them.
const integerText = /^[+-]?(?:0|[1-9]\d{0,18})$/;
const floatText = /^[+-]?(?:0|[1-9]\d*)\.\d+$/;
const booleanText = /^(?:true|false)$/i;

function addText(shape: Shape, text: string) {
  shape.texts++;
  if (text === '') {
    shape.emptyTexts++;
    return;
  }
  if (integerText.test(text)) shape.integerTexts++;
  else if (floatText.test(text)) shape.floatTexts++;
  else if (booleanText.test(text)) shape.booleanTexts++;
  if (text.length <= exampleCharactersMax) addExample(shape, text);
}

function addExample({ examples }: Shape, value: string | number | bigint) {
  if (examples.size < examplesMax) examples.add(value);
}

function addMap(shape: Shape, map: { readonly [key: string]: JsonValue }, depth: number) {
  shape.maps++;
  const keys = Object.keys(map);
  if (keys.length === 0) shape.emptyMaps++;
  if (depth >= depthMax) {
    shape.isCut = true;
    return;
  }
  for (const key of keys) {
    let inner = shape.fields.get(key);
    if (inner === undefined) {
      if (shape.fields.size >= keysMax) {
        shape.isCut = true;
        continue;
      }
      inner = emptyShape();
      shape.fields.set(key, inner);
    }
    addToShape(inner, map[key] ?? null, depth + 1);
  }
}

/** The shape of many values. */
export function shapeOf(values: Iterable<SampleValue>): Shape {
  const shape = emptyShape();
  for (const value of values) addToShape(shape, value);
  return shape;
}
