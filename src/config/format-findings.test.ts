import { describe, expect, test } from 'vitest';
import { isStreamAlertError } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import { configError, formatFindings } from './format-findings.ts';

const findings: readonly Finding[] = [
  {
    level: 'load',
    file: 'conf/clusters/prod.json',
    path: 'data_sources.kinesiss',
    message: '"kinesiss" is no service',
    suggestion: 'kinesis',
    line: 12,
    column: 5,
  },
  { level: 'load', file: 'conf/lambda.json', path: '', message: 'lambda.json is missing' },
  {
    level: 'build',
    file: 'conf/clusters/prod.json',
    path: 'modules',
    message: 'needs kinesis',
    line: 3,
    column: 1,
  },
  {
    level: 'migration',
    file: 'conf/clusters/prod.json',
    path: 'region',
    message: 'remove it',
    line: 2,
    column: 3,
  },
];

describe('findings for a person', () => {
  test('stand by file, in the order of the file, aligned, with the counts at the end', () => {
    const closing = 'Nothing was changed.';
    expect(formatFindings(findings, { closing }).split('\n')).toEqual([
      '  conf/clusters/prod.json',
      '    2:3   old form  region                 remove it',
      '    3:1   build     modules                needs kinesis',
      '    12:5  error     data_sources.kinesiss  "kinesiss" is no service. Did you mean "kinesis"?',
      '  conf/lambda.json',
      '      error  lambda.json is missing',
      '  2 errors, 1 to correct before a build, 1 old form. Nothing was changed.',
    ]);
  });

  test('only the levels that were asked for are shown and counted', () => {
    const shown = formatFindings(findings, { levels: ['load'] });
    expect(shown).not.toContain('kinesis in');
    expect(shown).not.toContain('remove it');
    expect(shown.endsWith('  2 errors.')).toBe(true);
    expect(formatFindings([])).toBe('  Nothing to report.');
  });

  test('what is a warning and refuses a build as well is told once', () => {
    const twice: readonly Finding[] = (['warning', 'build'] as const).map((level) => ({
      level,
      file: 'f',
      path: 'p',
      message: 'm',
    }));
    expect(formatFindings(twice)).toContain('1 to correct before a build.');
    expect(formatFindings(twice, { levels: ['load', 'warning'] })).toContain('1 warning.');
  });

  test('a long key path does not push the other messages aside', () => {
    const long = 'a'.repeat(100);
    const lines = formatFindings([
      { level: 'warning', file: 'f', path: long, message: 'first', line: 1, column: 1 },
      { level: 'warning', file: 'f', path: 'short', message: 'second', line: 2, column: 1 },
    ]).split('\n');
    expect(lines[1]).toBe(`    1:1  warning  ${long}`);
    expect(lines[2]?.trim()).toBe('first');
    expect(lines[3]).toBe('    2:1  warning  short  second');
  });

  test('names from a file cannot steer the terminal or break the layout', () => {
    const evil = '\u001b[2Jgone\nnew line\u202e';
    const shown = formatFindings([{ level: 'load', file: 'f', path: evil, message: evil }]);
    expect(shown.split('\n')).toHaveLength(3);
    expect(shown).not.toContain('\u001b');
    expect(shown).not.toContain('\u202e');
    expect(shown).toContain('\\u001b[2Jgone\\u000anew line');
  });

  test('colour is put on by whoever knows the terminal', () => {
    const shown = formatFindings(findings.slice(1, 2), {
      paint: (text, as) => `<${as}>${text}</>`,
    });
    expect(shown).toContain('<file>conf/lambda.json</>');
    expect(shown).toContain('<load>error</>');
  });
});

test('all refusals make one error that says what to do', () => {
  const error = configError(findings);
  expect(isStreamAlertError(error) && error.code).toBe('CONFIG_INVALID');
  expect(error.name).toBe('ConfigError');
  expect(error.message).toContain('data_sources.kinesiss');
  expect(error.message).toContain('2 errors');
  expect(error.message).not.toContain('remove it');
  expect(error.hint).toContain('config check');
});
