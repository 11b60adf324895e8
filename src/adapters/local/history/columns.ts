import type { FieldType } from '../../../domain/log-type.ts';

/** A declared top-level field of a log type. */
export interface DeclaredField {
  readonly name: string;
  readonly kind: FieldType['kind'];
}

/** A field with the column it fills. */
export interface Column {
  readonly name: string;
  readonly field: string;
  readonly type: 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN';
}

/** Columns that every file has; a field of the same name gets a suffix. */
export const envelopeColumns = [
  'event_time',
  'ingest_time',
  'source_service',
  'source_entity',
  'position',
  'log_type',
  'record',
  'dt',
] as const;

/** Names of tables and columns: every character that is not a letter, digit or underscore becomes `_`. */
export const sanitizeName = (name: string): string => name.replace(/[^\p{L}\p{N}_]/gu, '_') || '_';

/**
 * Columns for fields, in the declared order. The first of several that come to the same name keeps it, later ones get
 * a number. SQL does not tell `Name` from `name`, and so neither does this.
 */
export function columnsOf(fields: readonly DeclaredField[]): readonly Column[] {
  const taken = new Set<string>(envelopeColumns);
  return fields.map(({ name: field, kind }) => {
    const plain = sanitizeName(field);
    let name = plain;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain}_${n}`;
    taken.add(name.toLowerCase());
    return { name, field, type: columnTypes[kind] };
  });
}

/** Maps and lists as JSON text; `any` as the text of whatever it holds. */
const columnTypes: Readonly<Record<FieldType['kind'], Column['type']>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  any: 'VARCHAR',
  list: 'VARCHAR',
  map: 'VARCHAR',
  unsupported: 'VARCHAR',
};
