import { logTypesFromSchemas } from '../src/config/schemas/log-types.ts';
import type { LogType } from '../src/domain/log-type.ts';
import { parsers } from '../src/parsers/index.ts';

/** Log types out of the content of a schema file, as an operator writes it. */
export function logTypesOf(schemas: object | string): readonly LogType[] {
  const text = typeof schemas === 'string' ? schemas : JSON.stringify(schemas);
  const file = { file: 'conf/schemas/test.json', relative: 'schemas/test.json', text };
  return logTypesFromSchemas([file], { parsers }).logTypes;
}
