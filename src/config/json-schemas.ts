import { z } from 'zod';
import { clusterFileDefinition } from './clusters/cluster.ts';
import { details, unwrapped } from './definition.ts';
import { globalDefinition } from './global/definition.ts';
import { lambdaDefinition } from './lambda/definition.ts';
import { lookupTablesFileDefinition } from './lookup-tables.ts';
import { normalizedTypesDefinition } from './normalized-types.ts';
import { type OutputServiceDescription, outputsDefinition } from './outputs.ts';
import { scheduledQueriesDefinition } from './scheduled-queries.ts';
import { type ParserDescription, schemaFileDefinition } from './schemas/definition.ts';
import { threatIntelDefinition } from './threat-intel.ts';

/** The definitions of all files, by the name of their JSON Schema. Reference pages and editors are told from them. */
export const fileDefinitions = ({ parsers, outputServices }: Extensions) =>
  ({
    cluster: clusterFileDefinition,
    global: globalDefinition,
    lambda: lambdaDefinition,
    'lookup-tables': lookupTablesFileDefinition,
    'normalized-types': normalizedTypesDefinition,
    outputs: outputsDefinition(outputServices),
    schemas: schemaFileDefinition(parsers),
    'scheduled-queries': scheduledQueriesDefinition,
    'threat-intel': threatIntelDefinition,
  }) satisfies Readonly<Record<string, z.ZodType>>;

interface Extensions {
  readonly parsers: readonly ParserDescription[];
  readonly outputServices: readonly OutputServiceDescription[];
}

/**
 * JSON Schemas with which editors complete and check configuration files, by file name. They come from the same
 * definitions as the checks of `loadConfig`; an editor shows what they refuse as warnings.
 */
export const jsonSchemas = (extensions: Extensions): Record<string, object> =>
  Object.fromEntries(
    Object.entries(fileDefinitions(extensions)).map(([name, definition]) => [
      `${name}.schema.json`,
      withOwnKey(jsonSchemaOf(definition)),
    ]),
  );

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
      const { anyCase, unit } =
        (zodSchema instanceof z.ZodType && details.get(unwrapped(zodSchema))) || {};
      tellDefault(jsonSchema, unit);
      if (anyCase && Array.isArray(jsonSchema.enum)) {
        const values = jsonSchema.enum.map(String);
        jsonSchema.enum = [...values, ...values.map((value) => value.toUpperCase())];
      }
      delete jsonSchema.propertyNames;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      const required = zodSchema instanceof z.ZodObject ? requiredKeys(zodSchema) : [];
      if (required.length > 0) jsonSchema.required = required;
    },
  });

/** An editor would write a default as it stands, so one that depends on the deployment is only told. */
function tellDefault(jsonSchema: z.core.JSONSchema.BaseSchema, unit: string | undefined): void {
  const { default: byDefault, description } = jsonSchema;
  const counts = unit !== undefined && description !== undefined ? ` (${unit})` : '';
  if (counts !== '' && !description?.endsWith(counts)) {
    jsonSchema.description = `${description}${counts}`;
  }
  const written = JSON.stringify(byDefault);
  const isSection = jsonSchema.type === 'object' && written === '{}';
  const isTold = written !== undefined && /<(?:prefix|account|region|cluster)>/.test(written);
  if (isTold) jsonSchema.description = `${jsonSchema.description}. When absent: ${written}`;
  if (isSection || isTold) delete jsonSchema.default;
}

function requiredKeys({ shape }: z.ZodObject): string[] {
  return Object.entries(shape).flatMap(([key, declared]) =>
    declared instanceof z.ZodType && details.get(unwrapped(declared))?.needed ? [key] : [],
  );
}

/** A file may name its schema itself. */
function withOwnKey(schema: z.core.JSONSchema.BaseSchema): object {
  const own = { type: 'string', description: 'The JSON Schema of this file, for editors' } as const;
  return { ...schema, properties: { $schema: own, ...schema.properties } };
}
