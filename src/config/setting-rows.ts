import { z } from 'zod';
import { asSchema, details, unwrapped } from './definition.ts';
import { defaultOf } from './with-defaults.ts';

/** One key of a configuration file, for a reference page. */
export interface SettingRow {
  /** From the top of the file: `infrastructure.firehose.buffer_size`; `<name>` stands for keys people choose. */
  readonly path: string;
  /** What may stand there, in words: `hours (24 to 8760)`. */
  readonly expected: string;
  /** As JSON; undefined where there is none. */
  readonly byDefault: string | undefined;
  readonly unit: string | undefined;
  /** Whether the configuration, or a build from it, is refused without it. */
  readonly needed: boolean;
  readonly meaning: string;
  /** A key of earlier releases. */
  readonly isFormer: boolean;
}

/** All keys that a definition knows, in its order, sections before what is in them. */
export function settingRows(definition: z.ZodType, path = ''): readonly SettingRow[] {
  const schema = unwrapped(definition);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, declared]) =>
      rowsBelow(asSchema(declared), path === '' ? key : `${path}.${key}`),
    );
  }
  if (schema instanceof z.ZodRecord) {
    const inner = asSchema(schema.valueType);
    return rowsBelow(inner, path === '' ? '<name>' : `${path}.<name>`);
  }
  return [];
}

function rowsBelow(declared: z.ZodType, path: string): readonly SettingRow[] {
  const schema = unwrapped(declared);
  const { legacy, needed, unit } = details.get(schema) ?? {};
  const row: SettingRow = {
    path,
    expected: expectedOf(schema),
    byDefault: defaultText(declared),
    unit,
    needed: needed !== undefined,
    meaning: descriptionOf(declared) ?? '',
    isFormer: legacy !== undefined,
  };
  return [
    row,
    ...insideOf(schema).flatMap((inner) => settingRows(inner.schema, path + inner.suffix)),
  ];
}

/** The outermost description: whoever uses a definition may say more about it than the definition itself. */
function descriptionOf(declared: z.ZodType): string | undefined {
  if (declared.description !== undefined) return declared.description;
  const isWrapped =
    declared instanceof z.ZodOptional ||
    declared instanceof z.ZodDefault ||
    declared instanceof z.ZodPrefault;
  return isWrapped ? descriptionOf(asSchema(declared.unwrap())) : undefined;
}

/** Maps, lists of maps and the alternatives that are maps. */
function insideOf(
  schema: z.ZodType,
): readonly { readonly schema: z.ZodType; readonly suffix: string }[] {
  if (schema instanceof z.ZodArray) {
    return [{ schema: asSchema(schema.element), suffix: '[]' }];
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => insideOf(unwrapped(asSchema(option))));
  }
  // A map of plain values has nothing to say about each of them.
  const isPlainMap =
    schema instanceof z.ZodRecord && insideOf(unwrapped(asSchema(schema.valueType))).length === 0;
  const isMap = schema instanceof z.ZodObject || schema instanceof z.ZodRecord;
  return isMap && !isPlainMap ? [{ schema, suffix: '' }] : [];
}

function defaultText(declared: z.ZodType): string | undefined {
  const byDefault = defaultOf(declared);
  const isSection = unwrapped(declared) instanceof z.ZodObject;
  return byDefault === undefined || isSection ? undefined : JSON.stringify(byDefault);
}

function expectedOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodObject) return 'map';
  if (schema instanceof z.ZodRecord)
    return `map to ${expectedOf(unwrapped(asSchema(schema.valueType)))}`;
  if (schema instanceof z.ZodArray)
    return `list of ${expectedOf(unwrapped(asSchema(schema.element)))}`;
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map((option) => expectedOf(unwrapped(asSchema(option))));
    return [...new Set(options)].join(' or ');
  }
  const { expected } = details.get(schema) ?? {};
  if (expected !== undefined) return expected;
  if (schema instanceof z.ZodEnum)
    return `one of ${schema.options.map((option) => JSON.stringify(option)).join(', ')}`;
  if (schema instanceof z.ZodString) return 'text';
  if (schema instanceof z.ZodBoolean) return 'true or false';
  return schema instanceof z.ZodLazy ? 'map' : 'anything';
}
