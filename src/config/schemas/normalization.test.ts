import { describe, expect, test } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { topOf } from '../cursor.ts';
import { parseJson } from '../json-tree.ts';
import { readNormalization } from './normalization.ts';

function read(content: unknown) {
  const parsed = parseJson(JSON.stringify(content));
  if (parsed.outcome === 'refused') throw new Error(parsed.message);
  const findings: Finding[] = [];
  return { types: readNormalization(topOf(parsed.root, 'f', findings)), findings };
}

const levels = (content: unknown) => read(content).findings.map(({ level }) => level);

describe('normalisation', () => {
  test('a list of names is one path', () => {
    expect(read({ place: ['meta', 'hall'] })).toEqual({
      types: [
        {
          type: 'place',
          entries: [{ path: ['meta', 'hall'], function: null, sendToArtifacts: true }],
        },
      ],
      findings: [],
    });
  });

  test('a list of maps has a path, a purpose and a condition each', () => {
    const { types, findings } = read({
      user: [
        { path: ['a'], function: 'who', condition: { path: ['b', 'c'], not_in: ['x', 'y'] } },
        { path: ['d'], send_to_artifacts: false, function: null, condition: {} },
      ],
    });
    expect(findings).toEqual([]);
    expect(types[0]?.entries).toEqual([
      {
        path: ['a'],
        function: 'who',
        condition: { path: ['b', 'c'], operator: 'not_in', operand: ['x', 'y'] },
        sendToArtifacts: true,
      },
      { path: ['d'], function: null, sendToArtifacts: false },
    ]);
  });

  test.each([
    ['text'],
    [{ path: ['a'] }],
    [['a', { path: ['b'] }]],
    [[5]],
    [[['a']]],
    [[{ function: 'x' }]],
    [[{ path: [] }]],
    [[{ path: 'a' }]],
    [[{ path: ['a', 5] }]],
    [[{ path: ['a'], pth: ['b'] }]],
    [[{ path: ['a'], function: 5 }]],
    [[{ path: ['a'], send_to_artifacts: 'maybe' }]],
    [[{ path: ['a'], condition: [] }]],
    [[{ path: ['a'], condition: { path: ['b'], is: {} } }]],
  ])('%j is refused', (value) => {
    expect(levels({ user: value })).toContain('load');
  });

  test('anything but a map is refused', () => {
    expect(levels(['user'])).toEqual(['load']);
  });

  test('an empty list, and a name that no column can have, are warnings', () => {
    expect(levels({ user: [] })).toEqual(['warning']);
    expect(read({ sourceAddress: ['ip'] }).findings).toMatchObject([
      { level: 'warning', suggestion: 'source_address' },
    ]);
  });

  test.each([
    ['no operator', { path: ['a'] }],
    ['no path', { is: 'x' }],
    ['an empty operand', { path: ['a'], is: '' }],
    ['an empty list', { path: ['a'], in: [] }],
  ])('a condition with %s never holds, and says so', (_why, condition) => {
    const { types, findings } = read({ user: [{ path: ['a'], condition }] });
    expect(findings.every(({ level }) => level === 'warning')).toBe(true);
    expect(findings.length).toBeGreaterThan(0);
    expect(types[0]?.entries[0]?.condition).toEqual({ path: [], operator: 'is', operand: '' });
  });

  test('of several operators the first of is, is_not, in, not_in, contains, not_contains decides', () => {
    const condition = { contains: 'c', path: ['a'], in: ['i'], is_not: 'n' };
    const { types, findings } = read({ user: [{ path: ['a'], condition }] });
    expect(types[0]?.entries[0]?.condition).toEqual({
      path: ['a'],
      operator: 'is_not',
      operand: 'n',
    });
    expect(findings).toMatchObject([
      { level: 'warning', message: 'only "is_not" decides; in, contains has no effect' },
    ]);
  });

  test('an operand with upper-case letters is a warning with the form that can match', () => {
    const condition = { path: ['a'], in: ['ok', 'User'] };
    expect(read({ user: [{ path: ['a'], condition }] }).findings).toMatchObject([
      { level: 'warning', suggestion: 'user' },
    ]);
  });

  test('a number stands for its text, with a warning: values are compared as text', () => {
    const condition = { path: ['a'], in: [200, true, 'x'] };
    const { types, findings } = read({ user: [{ path: ['a'], condition }] });
    expect(types[0]?.entries[0]?.condition?.operand).toEqual(['200', 'true', 'x']);
    expect(findings.map(({ level, message }) => [level, message])).toEqual([
      ['warning', 'values are compared as text; write "200"'],
      ['warning', 'values are compared as text; write "true"'],
    ]);
  });

  test('a misspelt operator is named with the one that was meant', () => {
    const condition = { path: ['a'], is_nto: 'x', is: 'y' };
    expect(read({ user: [{ path: ['a'], condition }] }).findings).toMatchObject([
      { level: 'warning', suggestion: 'is_not' },
    ]);
  });
});
