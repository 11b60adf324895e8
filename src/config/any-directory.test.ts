import * as fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsers } from '../parsers/index.ts';
import { verdictOf } from './check-for-build.ts';
import { formatFindings } from './format-findings.ts';
import { jsonSchemas } from './json-schemas.ts';
import { loadConfig } from './load-config.ts';
import { soundFiles } from './read-for-test.ts';

let dir: string;

beforeAll(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'any-')), 'conf');
});
afterAll(() => rmSync(dirname(dir), { recursive: true, force: true }));

const fileNames = [
  'global.json',
  'lambda.json',
  'clusters/prod.json',
  'clusters/b.json',
  'schemas/a.json',
  'outputs.json',
  'lookup_tables.json',
  'threat_intel.json',
  'scheduled_queries.json',
  'normalized_types.json',
  'logs.json',
  'types.json',
  'sources.json',
  'clusters/sources.json',
  'inputs.json',
  'variables.json',
  'whatever.json',
];

async function loadAll(files: Readonly<Record<string, string>>) {
  rmSync(dir, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(dir, dirname(name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return loadConfig({ dir, parsers, outputServices: [] });
}

/** Every key that any definition knows, so that random content reaches every check. */
function knownKeys(): readonly string[] {
  const keys = new Set(['__proto__', 'constructor', '0', 'a:b', 'hints', 'records', 'prod', '']);
  JSON.stringify(jsonSchemas({ parsers, outputServices: [] }), (key, value: unknown) => {
    if (key === 'properties') for (const name of Object.keys(Object(value))) keys.add(name);
    return value;
  });
  return [...keys];
}

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e300, '', 'json', 'false', '128', '$.a[*]'),
  fc.constantFrom('a[', 'arn:aws:sns:a:b:c', '\u0000', 'us-east-1', 'rate(1 day)', '__proto__'),
  fc.string({ maxLength: 8 }),
);
const content = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...knownKeys()), tie('value')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

test('no content of any file throws, and what is found has a file and a sentence', async () => {
  const anyFiles = fc.record(
    Object.fromEntries(
      fileNames.map((name) => [name, fc.oneof(content, fc.constant(undefined))] as const),
    ),
  );
  await fc.assert(
    fc.asyncProperty(anyFiles, async (contents) => {
      const files = Object.entries(contents).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, JSON.stringify(value)] as const],
      );
      const { config, findings } = await loadAll(Object.fromEntries(files));
      expect(config === undefined).toBe(verdictOf(findings) === 'refused');
      for (const { file, message } of findings) {
        expect(file.startsWith(dir)).toBe(true);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
      }
      expect(formatFindings(findings)).toMatch(/\.$/);
    }),
    { numRuns: 80 },
  );
}, 60_000);

test('a sound directory with one value changed is loaded or refused, and never throws', async () => {
  const places = Object.entries(soundFiles).flatMap(([name, root]) =>
    pathsOf(root).map((path) => ({ name, path })),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), content, async ({ name, path }, value) => {
      const files: Record<string, unknown> = { ...soundFiles };
      files[name] = changed(files[name], path, value);
      const texts = Object.entries(files).map(([file, root]) => [file, JSON.stringify(root)]);
      const { config, findings } = await loadAll(Object.fromEntries(texts));
      expect(config === undefined).toBe(verdictOf(findings) === 'refused');
    }),
    { numRuns: 120 },
  );
}, 60_000);

test('a file cut short anywhere is a refusal with its place', async () => {
  const whole = JSON.stringify(soundFiles['clusters/prod.json'], null, 2);
  const others = Object.entries(soundFiles).map(([name, root]) => [name, JSON.stringify(root)]);
  for (let end = 0; end < whole.length - 1; end += 7) {
    const files = { ...Object.fromEntries(others), 'clusters/prod.json': whole.slice(0, end) };
    const { config, findings } = await loadAll(files);
    expect(config).toBeUndefined();
    const refusing = findings.filter(({ level }) => level === 'load');
    expect(refusing).toMatchObject([
      { message: expect.stringContaining('no valid JSON'), line: expect.any(Number) },
    ]);
  }
});

const secrets = [
  'https://hooks.example.com/services/T0/B0/s3cr3tvalue',
  'xoxb-1234-s3cr3tvalue',
  'ghp_s3cr3tvalue0123456789',
  'AKIAs3cr3tvalue0123',
  's3cr3tvalueABC0123456789xyz',
];

test('a credential is in no message, wherever somebody pasted it', async () => {
  const places = Object.entries(soundFiles).flatMap(([name, root]) =>
    pathsOf(root).map((path) => ({ name, path })),
  );
  const tries = places.flatMap((place) =>
    secrets.map((secret, index) => ({ ...place, value: formsOf(secret)[index % 4] })),
  );
  for (const { name, path, value } of tries) {
    const files: Record<string, unknown> = { ...soundFiles };
    files[name] = changed(files[name], path, value);
    const texts = Object.entries(files).map(([file, root]) => [file, JSON.stringify(root)]);
    const { findings } = await loadAll(Object.fromEntries(texts));
    const told = findings.map(({ file: _file, ...rest }) => rest);
    expect(JSON.stringify(told)).not.toContain('s3cr3tvalue');
    expect(formatFindings(findings)).not.toContain('s3cr3tvalue');
  }
}, 60_000);

const formsOf = (secret: string): readonly unknown[] => [
  secret,
  { [secret]: secret },
  [secret],
  { token: secret },
];

/** Paths to every value of a tree, from the top. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return [path, ...inner.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === key ? changed(item, rest, to) : item));
  }
  return { ...Object(value), [key]: changed(Object(value)[key], rest, to) };
}
