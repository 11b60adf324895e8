import { z } from 'zod';
import { clusterFileDefinition } from './clusters/cluster.ts';
import { details } from './definition.ts';
import { globalDefinition } from './global/definition.ts';
import { lambdaDefinition } from './lambda/definition.ts';
import { lookupTablesFileDefinition } from './lookup-tables.ts';
import { normalizedTypesDefinition } from './normalized-types.ts';
import { type OutputServiceDescription, outputsDefinition } from './outputs.ts';
import { scheduledQueriesDefinition } from './scheduled-queries.ts';
import { type ParserDescription, schemaFileDefinition } from './schemas/definition.ts';
import { threatIntelDefinition } from './threat-intel.ts';

/**
 * JSON Schemas with which editors complete and check configuration files, by file name. They come from the same
 * definitions as the checks of `loadConfig`; an editor shows what they refuse as warnings.
 */
export function jsonSchemas({
  parsers,
  outputServices,
}: {
  readonly parsers: readonly ParserDescription[];
  readonly outputServices: readonly OutputServiceDescription[];
}): Record<string, object> {
  const definitions: Readonly<Record<string, z.ZodType>> = {
    cluster: clusterFileDefinition,
    global: globalDefinition,
    lambda: lambdaDefinition,
    'lookup-tables': lookupTablesFileDefinition,
    'normalized-types': normalizedTypesDefinition,
    outputs: outputsDefinition(outputServices),
    schemas: schemaFileDefinition(parsers),
    'scheduled-queries': scheduledQueriesDefinition,
    'threat-intel': threatIntelDefinition,
  };
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      `${name}.schema.json`,
      withOwnKey(jsonSchemaOf(definition)),
    ]),
  );
}

const jsonSchemaOf = (definition: z.ZodType): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(definition, {
    target: 'draft-7',
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      // Numbers written as text are accepted by the loader, so an editor should not complain.
      if (jsonSchema.type === 'integer' || jsonSchema.type === 'number') {
        jsonSchema.type = [jsonSchema.type, 'string'] as never;
        jsonSchema.pattern = '^\\s*[+-]?\\d+(\\.\\d+)?\\s*$';
      }
      const isAnyCase = zodSchema instanceof z.ZodType && details.get(zodSchema)?.anyCase;
      if (isAnyCase && Array.isArray(jsonSchema.enum)) {
        const values = jsonSchema.enum.map(String);
        jsonSchema.enum = [...values, ...values.map((value) => value.toUpperCase())];
      }
      delete jsonSchema.propertyNames;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      const required = zodSchema instanceof z.ZodObject ? requiredKeys(zodSchema) : [];
      if (required.length > 0) jsonSchema.required = required;
    },
  });

function requiredKeys({ shape }: z.ZodObject): string[] {
  return Object.entries(shape).flatMap(([key, declared]) => {
    const inner = declared instanceof z.ZodOptional ? declared.unwrap() : declared;
    return inner instanceof z.ZodType && details.get(inner)?.needed ? [key] : [];
  });
}

/** A file may name its schema itself. */
function withOwnKey(schema: z.core.JSONSchema.BaseSchema): object {
  const own = { type: 'string', description: 'The JSON Schema of this file, for editors' } as const;
  return { ...schema, properties: { $schema: own, ...schema.properties } };
}
