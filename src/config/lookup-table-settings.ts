import { z } from 'zod';
import type { LookupTables } from './config.ts';

export const tableFormats = ['json', 'csv'] as const;

/** By the end of a file's name, with or without `.gz`; undefined when it does not say. */
export function tableFormatOf(path: string): (typeof tableFormats)[number] | undefined {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  return tableFormats.find((format) => name.endsWith(`.${format}`));
}

const minutes = z.coerce.number().default(0);

/** Tables as loading has checked them and filled their defaults in; numbers may still be written as text. */
const settings = z.discriminatedUnion('driver', [
  z.object({
    driver: z.literal('s3'),
    bucket: z.string(),
    key: z.string(),
    compression: z.unknown().optional().transform(Boolean),
    cache_refresh_minutes: minutes,
  }),
  z.object({
    driver: z.literal('dynamodb'),
    table: z.string(),
    partition_key: z.string(),
    value_key: z.string(),
    sort_key: z.string().optional(),
    key_delimiter: z.string(),
    consistent_read: z.unknown().optional().transform(isOn),
    cache_refresh_minutes: minutes,
    cache_maximum_key_count: z.coerce.number(),
  }),
  z.object({
    driver: z.literal('file'),
    path: z.string(),
    format: z.enum(tableFormats).optional(),
    key_column: z.string().optional(),
    value_column: z.string().optional(),
    cache_refresh_minutes: minutes,
  }),
  z.object({
    driver: z.literal('sqlite'),
    path: z.string().optional(),
    table: z.string().optional(),
    key_column: z.string().optional(),
    value_column: z.string().optional(),
  }),
  z.object({ driver: z.literal('null') }),
  z.object({ driver: z.literal('ephemeral') }),
]);

function isOn(value: unknown): boolean {
  return typeof value === 'string' ? value.trim().toLowerCase() === 'true' : Boolean(value);
}

export type TableSettings = z.infer<typeof settings>;

/** The tables of a configuration that is in order, by name; none while they are switched off. */
export function tableSettings({
  enabled,
  tables,
}: LookupTables): ReadonlyMap<string, TableSettings> {
  if (!enabled) return new Map();
  return new Map(Object.entries(tables).map(([name, table]) => [name, settings.parse(table)]));
}
