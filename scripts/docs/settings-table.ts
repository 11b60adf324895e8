import { z } from 'zod';

interface Setting {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: { readonly type?: string };
  readonly anyOf?: readonly Setting[];
  readonly secret?: boolean;
}

/** A Markdown table of the keys of a zod object: name, type, default, meaning. */
export function settingsTable(
  shape: z.ZodObject,
  nameOf: (key: string) => string = (key) => `\`${key}\``,
): string {
  // The JSON Schema of an object of ours: its properties are settings.
  const { properties = {}, required = [] } = z.toJSONSchema(shape, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Setting>; required?: string[] };
  const rows = Object.entries(properties).map(([key, setting]) => {
    const fallback = setting.default === undefined ? '' : `\`${JSON.stringify(setting.default)}\``;
    const needed = required.includes(key) ? 'required' : fallback;
    const meaning = `${setting.description ?? ''}${setting.secret === true ? ' (secret)' : ''}`;
    return `| ${nameOf(key)} | ${typeOf(setting)} | ${needed} | ${meaning} |`;
  });
  if (rows.length === 0) return 'None.';
  return ['| name | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function typeOf({ type, enum: values, items, anyOf }: Setting): string {
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(', ');
  if (type === 'array') return `list of ${items?.type ?? 'values'}`;
  return typeof type === 'string' ? type : '';
}
