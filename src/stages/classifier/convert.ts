import { SpelledNumber } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';
import { textForm } from '../../domain/text-form.ts';

/** A value that its declared type refuses. */
export const refused: unique symbol = Symbol('refused');

/** A field's value while it is converted: numbers may still have their spelling with them. */
export type RawValue = JsonValue | SpelledNumber;

/**
 * What a conversion met that plain parsing may have changed; a schema's compiled function sets it and the
 * classifier reads the payload again with every digit and spelling.
 */
export const seen = { delicate: false };

/** The conversions of configuration.md 10.7 for truthy values that are not what was declared already. */
export const conversions = {
  toText(value: RawValue): string {
    if (typeof value === 'number') seen.delicate = true;
    return textForm(value);
  },

  toInteger(value: RawValue): JsonValue | typeof refused {
    if (typeof value === 'number') {
      if (Number.isSafeInteger(value)) return value;
      if (!Number.isFinite(value)) return refused;
      seen.delicate = true;
      return Math.trunc(value);
    }
    if (typeof value === 'bigint') return value;
    if (value instanceof SpelledNumber) return truncated(Number(value.text));
    if (value === true) return 1;
    return typeof value === 'string' ? integerOf(value) : refused;
  },

  toFloat(value: RawValue): JsonValue | typeof refused {
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint') return value;
    if (value instanceof SpelledNumber) return Number(value.text);
    if (value === true) return 1;
    return typeof value === 'string' ? floatOf(value) : refused;
  },

  /** True exactly when the text form, lower-cased, is `true`. */
  toBoolean: (value: RawValue): boolean =>
    value === true || (typeof value === 'string' && value.toLowerCase() === 'true'),

  /** The value of a field that is not converted. */
  plain: (value: RawValue): JsonValue =>
    typeof value === 'object' && value !== null ? withoutSpelling(value) : value,
};

const truncated = (value: number): JsonValue | typeof refused => {
  if (!Number.isFinite(value)) return refused;
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
};

const integerText = /^[+-]?\d+(?:_\d+)*$/;

/** Up to this many digits a number is exact whatever they are. */
const digitsMax = 15;

function integerOf(text: string): JsonValue | typeof refused {
  if (text.length <= digitsMax && isDigits(text)) return Number(text);
  const trimmed = text.trim();
  if (!integerText.test(trimmed)) return refused;
  const digits = trimmed.replaceAll('_', '').replace(/^\+/, '');
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value + 0 : BigInt(digits);
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

const floatText =
  /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const specialFloat = /^([+-])?(nan|inf|infinity)$/i;

function floatOf(text: string): JsonValue | typeof refused {
  const trimmed = text.trim();
  if (floatText.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const special = specialFloat.exec(trimmed);
  if (special === null) return refused;
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

/** Nested numbers lose their spelling; most payloads have none and are given back as they are. */
function withoutSpelling(value: JsonValue | SpelledNumber): JsonValue {
  if (value instanceof SpelledNumber) return Number(value.text);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = withoutSpelling(value[i] ?? null);
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (typeof inner === 'object' && inner !== null && key !== '__proto__') {
        value[key] = withoutSpelling(inner);
      }
    }
  }
  return value;
}
