import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { migrated } from '../../../testing/config-trees.ts';
import { clusterFileDefinition } from '../clusters/cluster.ts';
import { details } from '../definition.ts';
import { globalDefinition } from '../global/definition.ts';
import { lambdaDefinition } from '../lambda/definition.ts';
import { logTypeDefinition } from '../schemas/definition.ts';

/** Paths to the keys that a definition names as those of earlier releases; `x` stands for any name. */
function formerKeys(
  definition: z.core.$ZodType,
  path: readonly string[],
): readonly (readonly string[])[] {
  if (definition instanceof z.ZodOptional || definition instanceof z.ZodDefault) {
    return formerKeys(definition.unwrap(), path);
  }
  if (definition instanceof z.ZodType && details.get(definition)?.legacy !== undefined)
    return [path];
  if (definition instanceof z.ZodObject) {
    return Object.entries(definition.shape).flatMap(([key, inner]) =>
      inner instanceof z.ZodType ? formerKeys(inner, [...path, key]) : [],
    );
  }
  if (definition instanceof z.ZodRecord) return formerKeys(definition.valueType, [...path, 'x']);
  if (definition instanceof z.ZodUnion)
    return definition.options.flatMap((each) => formerKeys(each, path));
  return [];
}

const files = {
  'global.json': globalDefinition,
  'lambda.json': lambdaDefinition,
  'clusters/a.json': clusterFileDefinition,
};

const keys = [
  ...Object.entries(files).flatMap(([file, definition]) =>
    formerKeys(definition, []).map((path) => [file, path] as const),
  ),
  ...formerKeys(logTypeDefinition, ['x']).map((path) => ['schemas/a.json', path] as const),
];

/** A map of maps that ends in one value. */
const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner, key) => ({ [key]: inner }), value);

const at = (content: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => Object(inner)[key], content);

/** Keys mean different things, and some only what they meant: a map, a list, a text, a switch. */
const values = [
  true,
  'x',
  ['x'],
  { rule_processor: {}, classifier_config: {} },
  { a: { type: 'duo_auth' } },
  {},
];

describe('keys that definitions name as former', () => {
  test('are many', () => {
    expect(keys.length).toBeGreaterThan(60);
  });

  test.each(keys.map(([file, path]) => [`${file}: ${path.join('.')}`, file, path] as const))(
    '%s is migrated',
    (_name, file, path) => {
      const left = values.filter((value) => {
        const after = migrated({ [file]: nested(path, value) });
        return at(after.files[file], path) !== undefined || after.notices.length === 0;
      });

      expect(left.length).toBeLessThan(values.length);
    },
  );
});
