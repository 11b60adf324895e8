import { isJsonObject, type JsonObject, type JsonValue } from '../../src/domain/json.ts';

/** A schema of the original, as its file has it. */
export interface OriginalSchema {
  readonly name: string;
  readonly parser: string;
  readonly schema: JsonObject;
  readonly configuration: JsonObject;
}

/**
 * What our schema demands of a field where the original's takes anything: the value that the vendor documents for
 * this kind of record. Without it, records of sibling log types could not be told apart.
 */
export type Documented = Readonly<Record<string, JsonValue>>;

type Variant = (type: JsonValue) => JsonValue;

/** Ways to fill in a field, each accepted by the original for every type. */
const variants: Readonly<Record<string, Variant>> = {
  'declared types': (type) =>
    ofType(type, { string: 'text', integer: 7, float: 2.5, boolean: true }),
  'numbers as text': (type) =>
    ofType(type, { string: 'text', integer: '7', float: '2.5', boolean: 'true' }),
  'text as numbers': (type) => ofType(type, { string: 7, integer: 7.9, float: 2, boolean: 1 }),
  'empty values': (type) => (isJsonObject(type) && Object.keys(type).length > 0 ? type : ''),
  nulls: (type) => (isJsonObject(type) && Object.keys(type).length > 0 ? type : null),
  'text and lists where anything goes': (type) =>
    isJsonObject(type) && Object.keys(type).length === 0
      ? ['a', 1]
      : ofType(type, { string: 'text', integer: -1, float: 1e21, boolean: false }),
};

function ofType(type: JsonValue, values: JsonObject): JsonValue {
  if (typeof type === 'string') return values[type] ?? null;
  if (Array.isArray(type)) return ['element'];
  return isJsonObject(type) && Object.keys(type).length === 0 ? { key: 'value' } : type;
}

export interface GeneratedPayload {
  readonly how: string;
  readonly payload: string;
}

/** Payloads that the original's classifier accepts for one of its schemas. */
export function payloadsOf(original: OriginalSchema, documented: Documented): GeneratedPayload[] {
  const { configuration } = original;
  const optional = new Set(textsIn(configuration['optional_top_level_keys']));
  const optionalAround = new Set(textsIn(configuration['optional_envelope_keys']));
  return Object.entries(variants).flatMap(([how, variant]) =>
    [true, false].map((isWhole) => {
      const wanted = patternsOf(configuration['log_patterns'], documented);
      const around = wanted['streamalert:envelope_keys'];
      const envelope = fill(configuration['envelope_keys'], variant, {
        left: isWhole ? new Set() : optionalAround,
        wanted: isJsonObject(around) ? around : {},
      });
      const record = fill(original.schema, variant, {
        left: isWhole ? new Set() : optional,
        wanted,
      });
      return {
        how: `${how}, ${isWhole ? 'all keys' : 'required keys only'}`,
        payload: wrapped(record, envelope, original),
      };
    }),
  );
}

function fill(
  schema: JsonValue | undefined,
  variant: Variant,
  { left, wanted }: { readonly left: ReadonlySet<string>; readonly wanted: JsonObject },
): JsonObject {
  if (!isJsonObject(schema)) return {};
  const entries = Object.entries(schema)
    .filter(([name]) => !left.has(name))
    .map(([name, type]): [string, JsonValue] => {
      const inner = wanted[name];
      if (isJsonObject(type) && Object.keys(type).length > 0) {
        const innerWanted = isJsonObject(inner) ? inner : {};
        return [name, fill(type, variant, { left: new Set(), wanted: innerWanted })];
      }
      return [name, inner ?? variant(type)];
    });
  return Object.fromEntries(entries);
}

/** Values that the patterns of the original ask for, and those that the vendor documents. */
function patternsOf(patterns: JsonValue | undefined, documented: Documented): JsonObject {
  const asked = isJsonObject(patterns)
    ? Object.entries(patterns).map(([name, value]): [string, JsonValue] => [
        name,
        isJsonObject(value)
          ? patternsOf(value, {})
          : String([value].flat()[0]).replaceAll('*', '0'),
      ])
    : [];
  return { ...Object.fromEntries(asked), ...documented };
}

function wrapped(record: JsonObject, envelope: JsonObject, original: OriginalSchema): string {
  const { parser, configuration } = original;
  const path = configuration['json_path'];
  const regexKey = configuration['json_regex_key'];
  if (typeof regexKey === 'string') {
    return JSON.stringify({ ...envelope, [regexKey]: `<13>app: ${JSON.stringify(record)}` });
  }
  if (typeof path !== 'string') {
    return parser === 'csv' ? csvLine(record, configuration) : JSON.stringify(record);
  }
  if (path === '[*]') return JSON.stringify([record]);
  const [list = '', inner] = path.split('[*]');
  const text = parser === 'csv' ? csvLine(record, configuration) : JSON.stringify(record);
  const isText = parser === 'csv' || configuration['embedded_json'] === true;
  const value = isText ? text : record;
  const element = inner ? { [inner.slice(1)]: value } : value;
  return JSON.stringify({ ...envelope, [list]: [element] });
}

function csvLine(record: JsonObject, configuration: JsonObject): string {
  const quote = String(configuration['quotechar'] ?? '"');
  return Object.values(record)
    .map((value) => {
      // A column is text, and text with a fraction is no integer, unlike a number with one.
      const text = isJsonObject(value)
        ? csvLine(value, configuration)
        : textOf(typeof value === 'number' ? Math.trunc(value) : value);
      return /[,\n]/.test(text) ? `${quote}${text}${quote}` : text;
    })
    .join(String(configuration['delimiter'] ?? ','));
}

const textOf = (value: JsonValue): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

const textsIn = (value: JsonValue | undefined): readonly string[] => {
  if (Array.isArray(value)) return value.map(String);
  return isJsonObject(value) ? Object.keys(value) : [];
};
