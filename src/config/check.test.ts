import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import { check } from './check.ts';
import { topOf } from './cursor.ts';
import { flag, integer, legacy, listOf, mapOf, oneOf, section, text } from './definition.ts';
import { parseJson } from './json-tree.ts';

const definition = section(
  {
    name: text('A name'),
    hours: integer('Hours', [24, 8760], { unit: 'hours' }),
    on: flag('A switch'),
    colour: oneOf(['red', 'green'], 'A colour', { level: 'warning', anyCase: true }),
    tags: listOf(text('A tag'), 'Tags'),
    inner: section({ depth: integer('Depth', [0]) }, 'Inside', { unknownKeys: 'build' }),
    byName: mapOf(integer('Count', [0]), 'Counts'),
    either: z.union([z.string(), z.array(z.string())]),
    old: legacy('renamed: write "name"'),
    must: text('what it is for', { needed: 'load' }),
  },
  'Things',
);

function checked(content: string) {
  const parsed = parseJson(content);
  if (parsed.outcome === 'refused') throw new Error(parsed.message);
  const findings: Finding[] = [];
  const value = check(topOf(parsed.root, 'conf/x.json', findings), definition);
  return {
    value,
    findings: findings.filter(({ message }) => !message.includes('"must" is missing')),
  };
}

describe('comparing a file with its definition', () => {
  test('what fits comes back without a word', () => {
    const content = { name: 'a', hours: 24, on: true, tags: ['x'], inner: { depth: 0 }, must: 'y' };
    expect(checked(JSON.stringify(content))).toEqual({ value: content, findings: [] });
  });

  test('a whole number written as text is taken as the number', () => {
    const { value, findings } = checked('{"hours": "128", "byName": {"a": " 5 "}}');
    expect(value).toEqual({ hours: 128, byName: { a: 5 } });
    expect(findings).toEqual([]);
  });

  test('"True" is taken as true with a warning, "yes" refuses the configuration', () => {
    expect(checked('{"on": "True"}')).toMatchObject({
      value: { on: true },
      findings: [{ level: 'warning', path: 'on' }],
    });
    expect(checked('{"on": "yes"}')).toMatchObject({
      value: {},
      findings: [{ level: 'load', message: 'expected true or false, found "yes"' }],
    });
  });

  test('null is the same as absent', () => {
    expect(checked('{"name": null, "hours": null, "inner": null, "tags": null}')).toEqual({
      value: {},
      findings: [],
    });
  });

  test('a number outside its bounds refuses a build and says what is expected', () => {
    for (const found of ['"4 days"', '23', '8761', '24.5', 'true']) {
      expect(checked(`{"hours": ${found}}`).findings).toMatchObject([
        { level: 'build', path: 'hours', message: `expected hours (24 to 8760), found ${found}` },
      ]);
    }
  });

  test('a map where a list is expected refuses the configuration, and the reverse', () => {
    const wrong = checked(
      '{"tags": {"a": 1}, "inner": [], "byName": [1], "name": {}, "hours": []}',
    );
    expect(wrong.findings.map(({ level, path }) => [level, path])).toEqual([
      ['load', 'tags'],
      ['load', 'inner'],
      ['load', 'byName'],
      ['load', 'name'],
      ['load', 'hours'],
    ]);
  });

  test('an unknown key is a warning at its own place, with the nearest known one', () => {
    expect(checked('{\n  "nmae": 1,\n  "zzzzzzzz": 2\n}').findings).toMatchObject([
      { level: 'warning', path: 'nmae', suggestion: 'name', line: 2, column: 3 },
      {
        level: 'warning',
        path: 'zzzzzzzz',
        message: expect.stringContaining('known: name, hours'),
      },
    ]);
    expect(checked('{"inner": {"deep": 1}}').findings).toMatchObject([{ level: 'build' }]);
  });

  test('__proto__ and constructor are unknown keys like others', () => {
    const { value, findings } = checked('{"__proto__": {"on": true}, "constructor": 1}');
    expect(findings.map(({ level, path }) => [level, path])).toEqual([
      ['warning', '__proto__'],
      ['warning', 'constructor'],
    ]);
    expect(Object.keys(Object(value))).toEqual([]);
    expect(checked('{"byName": {"__proto__": 7}}').value?.byName).toEqual(
      Object.fromEntries([['__proto__', 7]]),
    );
  });

  test('a file may name its own JSON Schema', () => {
    expect(checked('{"$schema": "../schemas/x.schema.json"}').findings).toEqual([]);
  });

  test('a former key is a notice that says what to write', () => {
    expect(checked('{"old": {"anything": 1}}').findings).toMatchObject([
      { level: 'migration', path: 'old', message: 'renamed: write "name"' },
    ]);
  });

  test('case is ignored where the definition says so, and a near miss is suggested', () => {
    expect(checked('{"colour": "RED"}')).toMatchObject({ value: { colour: 'red' }, findings: [] });
    expect(checked('{"colour": "gren"}').findings).toMatchObject([
      { level: 'warning', suggestion: 'green' },
    ]);
  });

  test('of two alternatives the one with the shape of the value is meant', () => {
    expect(checked('{"either": ["a", "b"]}').value).toEqual({ either: ['a', 'b'] });
    expect(checked('{"either": "a"}').value).toEqual({ either: 'a' });
    expect(checked('{"either": ["a", 5]}').findings).toMatchObject([{ path: 'either[1]' }]);
  });

  test('a needed key that is missing is told', () => {
    const parsed = parseJson('{}');
    const findings: Finding[] = [];
    if (parsed.outcome === 'parsed') check(topOf(parsed.root, 'f', findings), definition);
    expect(findings).toMatchObject([
      { level: 'load', path: '', message: '"must" is missing: what it is for' },
    ]);
  });

  test('a value that may be a credential is not repeated', () => {
    const content = '{"hours": "https://hooks.example/T0/B0/secret", "on": "xoxb-12-secret"}';
    expect(JSON.stringify(checked(content).findings)).not.toContain('secret');
  });
});
