import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { outputs } from '../outputs/index.ts';
import { parsers } from '../parsers/index.ts';
import { verdictOf } from './check-for-build.ts';
import { jsonSchemas } from './json-schemas.ts';
import { loadConfig } from './load-config.ts';
import { directoryWith } from './read-for-test.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');

/** Examples stand below the name of their file. */
const examples = [...page.matchAll(/^`conf\/([\w/.]+)`\n\n```json\n([^]*?)\n```$/gm)].map(
  ([, name = '', text = '']) => [name, text] as const,
);

test('the examples of the page work together, without a word', async () => {
  expect(examples.length).toBeGreaterThanOrEqual(9);
  const shipped = ['cloudtrail', 'cloudwatch'].map((name) => {
    const file = `schemas/${name}.json`;
    return [file, readFileSync(join(import.meta.dirname, '../../conf', file), 'utf8')] as const;
  });
  const dir = directoryWith(Object.fromEntries([...shipped, ...examples]));
  for (const folder of ['rules', 'matchers', 'publishers']) mkdirSync(join(dirname(dir), folder));

  const { findings } = await loadConfig({ dir, parsers, outputServices: outputs });

  expect(findings.map(({ level, file, path, message }) => [level, file, path, message])).toEqual(
    [],
  );
  expect(verdictOf(findings)).toBe('sound');
});

test.each(examples)('editors accept %s', (name, text) => {
  const schemas = jsonSchemas({ parsers, outputServices: outputs });
  const kind = /^(?:clusters|schemas)\//.exec(name)?.[0];
  const schema = kind
    ? { 'clusters/': 'cluster', 'schemas/': 'schemas' }[kind]
    : name.replace('.json', '').replaceAll('_', '-');
  const definition = z.fromJSONSchema(JSON.parse(JSON.stringify(schemas[`${schema}.schema.json`])));
  expect(definition.safeParse(JSON.parse(text)).error).toBeUndefined();
});
