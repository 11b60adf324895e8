import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Field, FieldType, UnknownKeys } from '../../domain/log-type.ts';
import { conversions, refused } from './convert.ts';

/**
 * Checks a value against fields and gives the converted record, with defaults for what is absent, or `refused`.
 * The value itself is never changed, so the next schema sees it as it came.
 */
export type BuildRecord = (value: JsonValue, spelled: boolean) => JsonObject | typeof refused;

export interface Shape {
  readonly fields: readonly Field[];
  readonly optional: ReadonlySet<string>;
  readonly unknownKeys: UnknownKeys;
}

/**
 * Writes one function for a schema: a single walk over the record's keys with a `switch`, which checks and converts
 * into local variables, then a literal with all fields in the order of the schema. Nothing is looked up by name for
 * each record, and all records of a log type have one shape, which makes reading their fields fast.
 */
export function compileBuilder(shape: Shape): BuildRecord {
  const code = new BuilderCode(shape);
  const make = new Function('refused', 'conversions', code.source);
  return make(refused, conversions) as BuildRecord;
}

const quoted = (text: string): string => JSON.stringify(text);

/** A key of a literal; written plainly, `__proto__` would set the prototype. */
const keyOf = (name: string): string => (name === '__proto__' ? `["__proto__"]` : quoted(name));

/** Puts the source of a builder together; names from schemas enter it only as JSON texts. */
class BuilderCode {
  readonly source: string;
  readonly #functions: string[] = [];

  constructor(shape: Shape) {
    this.#write(shape);
    this.source = `const {toText,toInteger,toFloat,toBoolean,plain}=conversions;\n${this.#functions.join('\n')}\nreturn build0;`;
  }

  /** Writes the function for one map and gives its name. */
  #write({ fields, optional, unknownKeys }: Shape): string {
    const name = `build${this.#functions.length}`;
    const slot = this.#functions.push('') - 1;
    const required = fields.filter((field) => !optional.has(field.name)).length;

    const cases = fields.map(({ name: key, type }, index) => {
      const count = optional.has(key) ? '' : 'seen++;';
      return `case ${quoted(key)}:${count}${this.#convert(type, `f${index}`, unknownKeys)}break;`;
    });
    const entries = fields.map(({ name: key, type }, index) => {
      const value = optional.has(key)
        ? `f${index}===undefined?${defaultOf(type)}:f${index}`
        : `f${index}`;
      return `${keyOf(key)}:${value}`;
    });
    this.#functions[slot] = `
function ${name}(value, spelled) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused;
  let seen = 0, extra; ${fields.map((_, index) => `let f${index};`).join('')}
  for (const key in value) {
    const v = value[key];
    switch (key) {
      ${cases.join('\n      ')}
      default: ${unknownCode[unknownKeys]}
    }
  }
  if (seen !== ${required}) return refused;
  const record = {${entries.join(',')}};
  if (extra !== undefined) for (let i = 0; i < extra.length; i += 2) {
    Object.defineProperty(record, extra[i], {value: extra[i + 1], enumerable: true, configurable: true, writable: true});
  }
  return record;
}`;
    return name;
  }

  /** Code that leaves the converted value in `target`; falsy values stay as they are, whatever was declared. */
  #convert(type: FieldType, target: string, unknownKeys: UnknownKeys): string {
    switch (type.kind) {
      case 'string':
        return `${target}=typeof v==='string'||!v?v:toText(v);`;
      case 'integer':
        return `if(!v||(typeof v==='number'&&Number.isSafeInteger(v)))${target}=v;else if((${target}=toInteger(v))===refused)return refused;`;
      case 'float':
        return `if(!v||typeof v==='number')${target}=v;else if((${target}=toFloat(v))===refused)return refused;`;
      case 'boolean':
        return `${target}=v===true||!v?v:toBoolean(v);`;
      case 'list':
        return `if(v&&!Array.isArray(v)&&${notEmptyMap})return refused;${target}=spelled?plain(v):v;`;
      case 'any':
        return `${target}=spelled?plain(v):v;`;
      case 'unsupported':
        return `if(v&&${notEmptyMap})return refused;${target}=v;`;
      case 'map': {
        const inner = this.#write({ fields: type.fields, optional: noneOptional, unknownKeys });
        return `if((${target}=${inner}(v,spelled))===refused)return refused;`;
      }
    }
  }
}

/** Empty lists and maps count as falsy. */
const notEmptyMap = `!(typeof v==='object'&&Object.keys(v).length===0)`;

const noneOptional: ReadonlySet<string> = new Set();

const unknownCode: Readonly<Record<UnknownKeys, string>> = {
  reject: 'return refused;',
  keep: '(extra ??= []).push(key, spelled ? plain(v) : v);',
  drop: 'break;',
};

/** What an absent optional field is filled with. */
function defaultOf(type: FieldType): string {
  switch (type.kind) {
    case 'string':
      return '""';
    case 'integer':
    case 'float':
      return '0';
    case 'boolean':
      return 'false';
    case 'list':
      return '[]';
    case 'any':
    case 'map':
      return '{}';
    case 'unsupported':
      return 'null';
  }
}
