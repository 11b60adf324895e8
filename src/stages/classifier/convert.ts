import { SpelledNumber } from '../../domain/exact-json.ts';
import { isFalsy } from '../../domain/falsy.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { FieldType } from '../../domain/log-type.ts';
import { textForm } from '../../domain/text-form.ts';

/** A value that its declared type refuses. */
export const refused: unique symbol = Symbol('refused');

/** A field's value while it is converted: numbers may still have their spelling with them. */
export type RawValue = JsonValue | SpelledNumber;

type Converted = JsonValue | typeof refused;

/**
 * What a conversion met that plain parsing may have changed; a schema's compiled function sets it and the
 * classifier reads the payload again with every digit and spelling.
 */
export const seen = { delicate: false };

/** Spelled numbers are never zero, and never empty. */
const isEmpty = (value: RawValue): boolean => !(value instanceof SpelledNumber) && isFalsy(value);

/** The conversions of configuration.md 10.7. What is falsy stays as it is, whatever was declared. */
export const conversions = {
  toText(value: RawValue): JsonValue {
    if (typeof value === 'number') {
      if (value === 0) return value;
      // It may have been spelled `1.0`, and digits may have got lost, of hundreds of them all.
      if (Number.isInteger(value) || !Number.isFinite(value)) seen.delicate = true;
      return textForm(value);
    }
    return isEmpty(value) ? plain(value) : textForm(value);
  },

  toInteger(value: RawValue): Converted {
    if (typeof value === 'number') return integerOfNumber(value);
    if (typeof value === 'string') return value === '' ? value : integerOfText(value);
    if (typeof value === 'bigint') return value;
    if (value instanceof SpelledNumber) return integerOfSpelled(Number(value.text));
    if (value === true) return 1;
    return isEmpty(value) ? plain(value) : refused;
  },

  toFloat(value: RawValue): Converted {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return value === '' ? value : floatOfText(value);
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof SpelledNumber) return Number(value.text);
    if (value === true) return 1;
    return isEmpty(value) ? plain(value) : refused;
  },

  /** True exactly when the text form, lower-cased, is `true`. */
  toBoolean(value: RawValue): JsonValue {
    if (typeof value === 'string') return value === '' ? value : value.toLowerCase() === 'true';
    if (value === true) return true;
    return isEmpty(value) ? plain(value) : false;
  },

  toList(value: RawValue): Converted {
    return Array.isArray(value) || isEmpty(value) ? plain(value) : refused;
  },

  toNothing: (value: RawValue): Converted => (isEmpty(value) ? plain(value) : refused),

  plain,
};

/** The same for one field, for those who look at it slowly; maps of fields are not converted here. */
export function convertField({ kind }: FieldType, value: JsonValue): Converted {
  switch (kind) {
    case 'string':
      return conversions.toText(value);
    case 'integer':
      return conversions.toInteger(value);
    case 'float':
      return conversions.toFloat(value);
    case 'boolean':
      return conversions.toBoolean(value);
    case 'list':
      return conversions.toList(value);
    case 'unsupported':
      return conversions.toNothing(value);
    case 'any':
    case 'map':
      return value;
  }
}

function integerOfNumber(value: number): Converted {
  const whole = Math.trunc(value);
  if (Number.isSafeInteger(whole)) return whole;
  // Beyond what a double holds, too: it may be an integer of hundreds of digits.
  seen.delicate = true;
  return integerOfSpelled(value);
}

function integerOfSpelled(value: number): Converted {
  if (!Number.isFinite(value)) return refused;
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}

const integerText = /^[+-]?\d+(?:_\d+)*$/;

/** Up to this many digits a number is exact whatever they are. */
const digitsMax = 15;

function integerOfText(text: string): Converted {
  const plainValue = digitsValue(text);
  if (plainValue !== -1) return plainValue;
  const trimmed = text.trim();
  if (!integerText.test(trimmed)) return refused;
  const digits = trimmed.replaceAll('_', '').replace(/^\+/, '');
  const value = Number(digits);
  // Adding zero makes `-0` an ordinary one.
  return Number.isSafeInteger(value) ? value + 0 : BigInt(digits);
}

/** The value of a text of digits; -1 for every other text. Most numbers in text are such, and this is the fastest way. */
export function digitsValue(text: string): number {
  if (text.length > digitsMax || text.length === 0) return -1;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Without two ways to read the same digits, so that a hostile text takes no longer than another. */
const floatText =
  /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const specialFloat = /^([+-])?(nan|inf|infinity)$/i;

function floatOfText(text: string): Converted {
  if (isPlainFloat(text)) return Number(text);
  const trimmed = text.trim();
  if (floatText.test(trimmed)) {
    return Number(trimmed.includes('_') ? trimmed.replaceAll('_', '') : trimmed);
  }
  const special = specialFloat.exec(trimmed);
  if (special === null) return refused;
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

/** Digits, a point, digits. */
function isPlainFloat(text: string): boolean {
  let points = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e && at > 0 && at < text.length - 1) points++;
    else if (code < 0x30 || code > 0x39) return false;
  }
  return points < 2;
}

/** A value without the spelling of its numbers; a copy, since other schemas may have to see the original. */
export function plain(value: RawValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof SpelledNumber) return Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  // `fromEntries` makes `__proto__` an ordinary key.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
