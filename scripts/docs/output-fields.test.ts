import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { outputs } from '../../src/outputs/index.ts';
import { outputFieldsModule } from './output-fields.ts';

const typeOfField = (field: z.ZodType): string => {
  const module = outputFieldsModule([{ service: 'a', fields: z.object({ field }) }]);
  return /'@a\.field'\?: (.*);/.exec(module)?.[1] ?? 'none';
};

describe('a field has the type that its output takes', () => {
  test.each([
    [z.string(), 'string'],
    [z.string().min(1).optional(), 'string'],
    [z.url(), 'string'],
    [z.int().max(5), 'number'],
    [z.number().default(3), 'number'],
    [z.boolean(), 'boolean'],
    [z.null(), 'null'],
    [z.enum(['low', 'high']), "'low' | 'high'"],
    [z.literal("it's"), '"it\'s"'],
    [z.union([z.string(), z.array(z.string())]), 'string | string[]'],
    [z.array(z.union([z.string(), z.number()])), '(string | number)[]'],
    [z.array(z.enum(['a', 'b'])), "('a' | 'b')[]"],
    [z.tuple([z.string(), z.string()]), '[string, string]'],
    [z.record(z.string(), z.string()), '{ [key: string]: string }'],
    [z.record(z.string(), z.unknown()), 'JsonObject'],
    [z.array(z.record(z.string(), z.unknown())), 'JsonObject[]'],
    [
      z.object({ href: z.string(), text: z.string().optional() }),
      '{ href: string; text?: string }',
    ],
    [z.unknown(), 'JsonValue'],
    [z.json(), 'JsonValue'],
    [z.string().transform(Number), 'string'],
  ])('%#: %o', (field, type) => {
    expect(typeOfField(field)).toBe(type);
  });
});

test('a field has its description, which ends no comment early', () => {
  const fields = z.object({ text: z.string().describe('ends a comment */ early,\nin lines') });

  expect(outputFieldsModule([{ service: 'a', fields }])).toContain(
    "  /** ends a comment * / early, in lines */\n  '@a.text'?: string;",
  );
});

test('what is stored is what the definitions say', () => {
  const stored = readFileSync(
    join(import.meta.dirname, '../../src/domain/output-fields.ts'),
    'utf8',
  );

  expect(stored, 'run: npm run docs').toBe(outputFieldsModule(outputs));
});
