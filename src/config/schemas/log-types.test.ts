import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../domain/finding.ts';
import type { ParserDescription } from './definition.ts';
import { logTypesFromSchemas } from './log-types.ts';

/** The shapes of the four parsers, without their code. */
const parsers: readonly ParserDescription[] = [
  {
    type: 'json',
    options: z.object({}),
    takes: ['json_path', 'embedded_json', 'json_regex_key'],
  },
  {
    type: 'csv',
    options: z.object({
      delimiter: z.string().length(1, 'expected exactly one character').default(','),
      quotechar: z.string().length(1).default('"'),
    }),
    takes: ['json_path'],
  },
  {
    type: 'kv',
    options: z.object({
      delimiter: z.string().min(1, 'expected one or more characters').default(' '),
      separator: z.string().min(1).default('='),
    }),
    takes: [],
  },
  { type: 'syslog', options: z.object({}), takes: [] },
];

const file = (name: string, content: unknown) => ({
  file: `conf/schemas/${name}.json`,
  relative: `schemas/${name}.json`,
  text: typeof content === 'string' ? content : JSON.stringify(content),
});

const read = (...contents: readonly unknown[]) =>
  logTypesFromSchemas(
    contents.map((content, index) => file(`f${index + 1}`, content)),
    { parsers },
  );

/** One log type `a:b` with parser json and these options. */
const one = (configuration: unknown, more: object = {}) => {
  const schema = { id: 'string', n: 'integer', meta: { at: 'string' } };
  const { logTypes, findings } = read({
    'a:b': { parser: 'json', schema, configuration, ...more },
  });
  return { logType: logTypes[0], findings };
};

const told = (findings: readonly Finding[]) =>
  findings.map(({ level, path, message }) => `${level} ${path}: ${message}`);

const withField = (field: string) => ({ parser: 'json', schema: { [field]: 'string' } });
const hinted = (hints: unknown) => told(one(undefined, { hints }).findings);
const timed = (time_field: unknown) => one({ time_field });

describe('log types', () => {
  test('the usual one', () => {
    const { logTypes, findings } = read({
      'orchard:pump': {
        description: 'A pump',
        parser: 'json',
        schema: { pump: 'string', litres: 'integer', h: 'float', on: 'boolean', x: {}, l: [] },
        configuration: { optional_top_level_keys: ['x'], priority: 2 },
      },
    });
    expect(findings).toEqual([]);
    expect(logTypes).toEqual([
      {
        name: 'orchard:pump',
        category: 'orchard',
        parser: 'json',
        fields: [
          { name: 'pump', type: { kind: 'string' } },
          { name: 'litres', type: { kind: 'integer' } },
          { name: 'h', type: { kind: 'float' } },
          { name: 'on', type: { kind: 'boolean' } },
          { name: 'x', type: { kind: 'any' } },
          { name: 'l', type: { kind: 'list' } },
        ],
        optionalKeys: new Set(['x']),
        envelope: [],
        optionalEnvelopeKeys: new Set(),
        embeddedJson: false,
        priority: 2,
        unknownKeys: 'reject',
        parserOptions: {},
        usable: true,
        description: 'A pump',
        file: 'schemas/f1.json',
      },
    ]);
  });

  test('columns named like numbers keep the order of the file', () => {
    const text =
      '{"t": {"parser": "csv", "schema": {"2": "string", "1": {"9": "string", "8": "float"}, "x": "string"}}}';
    const { logTypes } = read(text);
    expect(logTypes[0]?.fields.map(({ name }) => name)).toEqual(['2', '1', 'x']);
    const inner = logTypes[0]?.fields[1]?.type;
    expect(inner?.kind === 'map' && inner.fields.map(({ name }) => name)).toEqual(['9', '8']);
  });

  test('only the first colon divides category and subtype', () => {
    const definition = { parser: 'json', schema: { a: 'string' } };
    const { logTypes } = read({ bare: definition, 'c:d:e.f': definition });
    expect(logTypes.map(({ category }) => category)).toEqual(['bare', 'c']);
  });

  test('hostile names are names like others', () => {
    const text =
      '{"__proto__": {"parser": "json", "schema": {"__proto__": "string", "constructor": "integer"}, ' +
      '"configuration": {"optional_top_level_keys": ["__proto__"], "log_patterns": {"__proto__": "x"}}}}';
    const { logTypes, findings } = read(text);
    expect(findings).toEqual([]);
    expect(logTypes[0]).toMatchObject({ name: '__proto__', optionalKeys: new Set(['__proto__']) });
    expect(logTypes[0]?.fields.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect([...(logTypes[0]?.logPatterns?.keys() ?? [])]).toEqual(['__proto__']);
  });

  test('priorities come first and ascending, the others in the order of the files', () => {
    const priorities = [undefined, 1, 0, undefined, 5, null, -1, '3'];
    const content = Object.fromEntries(
      priorities.map((priority, index) => [
        `t${index}`,
        { parser: 'json', schema: { a: 'string' }, configuration: { priority } },
      ]),
    );
    const { logTypes, findings } = read(content);
    expect(findings).toEqual([]);
    expect(logTypes.map(({ name }) => name)).toEqual([
      't2',
      't1',
      't7',
      't4',
      't0',
      't3',
      't5',
      't6',
    ]);
  });

  test('a log type defined twice takes the earlier place and the later content, and both files are named', () => {
    const { logTypes, findings } = read(
      { twice: withField('a'), other: withField('b') },
      { twice: withField('c') },
    );
    expect(logTypes.map(({ name, fields }) => [name, fields[0]?.name])).toEqual([
      ['twice', 'c'],
      ['other', 'b'],
    ]);
    expect(findings).toMatchObject([
      {
        level: 'warning',
        file: 'conf/schemas/f2.json',
        message: expect.stringMatching(/f1\.json.*f2\.json/),
      },
    ]);
  });

  test('what is missing is told for every log type, and the sound ones are still read', () => {
    const { logTypes, findings } = read({
      a: {},
      b: { parser: 'json' },
      c: { schema: { x: 'string' } },
      d: { parser: 'jsno', schema: { x: 'string' } },
      e: { parser: 'json', schema: ['x'] },
      f: 'text',
      g: { parser: 5, schema: {} },
      h: { parser: 'json', schema: { x: 'string' }, configuration: [] },
      good: { parser: 'json', schema: { x: 'string' } },
    });
    expect(findings.every(({ level }) => level === 'load')).toBe(true);
    expect(findings.map(({ path }) => path)).toEqual([
      'a',
      'a',
      'b',
      'c',
      'd.parser',
      'e.schema',
      'f',
      'g.parser',
      'h.configuration',
    ]);
    expect(findings.find(({ path }) => path === 'd.parser')?.suggestion).toBe('json');
    expect(told(findings)).toContain('load b: the \'schema\' is missing for "b"');
    expect(logTypes.map(({ name }) => name)).toContain('good');
  });

  test.each([['[]'], ['"x"'], ['5'], ['null']])('a file that is %s is refused', (text) => {
    expect(read(text).findings).toMatchObject([
      { level: 'load', message: expect.stringContaining('expected a map from log type') },
    ]);
  });

  test('a file that is no JSON is refused with its place, and the others are read', () => {
    const { logTypes, findings } = read('{"a": {,}}', { b: { parser: 'json', schema: {} } });
    expect(findings).toMatchObject([
      { level: 'load', file: 'conf/schemas/f1.json', line: 1, column: 8 },
    ]);
    expect(logTypes.map(({ name }) => name)).toEqual(['b']);
  });

  test('a key written twice and an unknown key are warnings', () => {
    const text = '{"a": {"parser": "json", "schema": {"x": "string", "x": "float"}, "colour": 1}}';
    expect(told(read(text).findings)).toEqual([
      'warning a.schema.x: the key stands twice in this map; the last value counts',
      expect.stringContaining('warning a.colour: unknown key'),
    ]);
  });
});

describe('types of fields', () => {
  test('a type that does not exist is a warning with the one that was meant', () => {
    const schema = {
      a: 'timestamp',
      b: 'int',
      c: 'Sting',
      d: 5,
      e: null,
      f: { g: 'dict' },
      h: 'String',
    };
    const { logTypes, findings } = read({ t: { parser: 'json', schema } });
    expect(findings.map(({ level, path, suggestion }) => [level, path, suggestion])).toEqual([
      ['warning', 't.schema.a', undefined],
      ['warning', 't.schema.b', 'integer'],
      ['warning', 't.schema.c', 'string'],
      ['warning', 't.schema.d', undefined],
      ['warning', 't.schema.e', undefined],
      ['warning', 't.schema.f.g', '{}'],
      ['warning', 't.schema.h', 'string'],
    ]);
    expect(logTypes[0]?.fields[0]?.type).toEqual({ kind: 'unsupported', declared: 'timestamp' });
    expect(logTypes[0]?.usable).toBe(true);
  });

  test('a list with types in it is a list', () => {
    const { logTypes } = read({ t: { parser: 'json', schema: { a: ['string'] } } });
    expect(logTypes[0]?.fields).toEqual([{ name: 'a', type: { kind: 'list' } }]);
  });
});

describe('options', () => {
  test('an optional key that the schema lacks makes the log type unusable, and is named', () => {
    const { logType, findings } = one({ optional_top_level_keys: ['id', 'idd'] });
    expect(logType).toMatchObject({ usable: false, optionalKeys: new Set(['id']) });
    expect(findings).toMatchObject([
      {
        level: 'warning',
        path: 'a:b.configuration.optional_top_level_keys[1]',
        suggestion: 'id',
      },
    ]);
    expect(
      one({ envelope_keys: { e: 'string' }, optional_envelope_keys: ['f'] }).logType,
    ).toMatchObject({ usable: false });
  });

  test('the envelope is read like a schema; a list is refused', () => {
    const { logType } = one({
      envelope_keys: { site: 'string', in: { x: 'float' } },
      optional_envelope_keys: ['site'],
    });
    expect(logType?.envelope.map(({ name }) => name)).toEqual(['site', 'in']);
    expect(logType?.optionalEnvelopeKeys).toEqual(new Set(['site']));
    expect(one({ envelope_keys: ['site'] }).findings).toMatchObject([{ level: 'load' }]);
  });

  test('what belongs to another parser, or to none, is a warning', () => {
    const { findings } = one({ delimiter: ';', is_nested: true, jsonpath: 'x' });
    expect(findings.map(({ level, path, suggestion }) => [level, path, suggestion])).toEqual([
      ['warning', 'a:b.configuration.delimiter', undefined],
      ['warning', 'a:b.configuration.is_nested', undefined],
      ['warning', 'a:b.configuration.jsonpath', 'json_path'],
    ]);
    expect(findings[0]?.message).toContain('csv and kv');
    const kv = one({ json_path: 'a[*]', embedded_json: true }, { parser: 'kv' });
    expect(kv.findings.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(kv.logType?.jsonPath).toBeUndefined();
  });

  test('options of the parser are checked with its own definition', () => {
    const bad = (configuration: unknown, parser: string) =>
      told(one(configuration, { parser }).findings);
    expect(bad({ delimiter: ';;' }, 'csv')).toEqual([
      'load a:b.configuration.delimiter: expected exactly one character, found ";;" (csv parser)',
    ]);
    expect(bad({ delimiter: '' }, 'kv')).toHaveLength(1);
    expect(bad({ quotechar: '' }, 'csv')).toHaveLength(1);
    expect(bad({ separator: 5 }, 'kv')).toHaveLength(1);
    expect(one({ delimiter: ';', quotechar: null }, { parser: 'csv' })).toMatchObject({
      logType: { parserOptions: { delimiter: ';' } },
      findings: [],
    });
  });

  test('json_path is compiled, and what is wrong with it is told with the place', () => {
    expect(one({ json_path: 'Records[*]' })).toMatchObject({
      logType: { jsonPath: 'Records[*]' },
      findings: [],
    });
    expect(told(one({ json_path: 'Records[*' }).findings)[0]).toMatch(
      /^load a:b\.configuration\.json_path: "Records\[\*" is no JMESPath expression.*character 10/,
    );
    expect(one({ json_path: '$.rows[*]' })).toMatchObject({
      logType: { jsonPath: 'rows[*]' },
      findings: [{ level: 'migration' }],
    });
  });

  test('options that cancel each other are warnings', () => {
    expect(told(one({ embedded_json: true }).findings)[0]).toContain('without json_path');
    expect(told(one({ json_path: 'a', json_regex_key: 'b' }).findings)[0]).toContain(
      'json_regex_key',
    );
    expect(one({ json_path: 'a[*]', embedded_json: true }).findings).toEqual([]);
    expect(one({ embedded_json: false }).findings).toEqual([]);
  });

  test.each([[1.5], ['high'], [-2], [true], [[]], [{}]])('priority %j is refused', (priority) => {
    expect(one({ priority }).findings).toMatchObject([
      { level: 'load', path: 'a:b.configuration.priority' },
    ]);
  });

  test('patterns are lists, however they are written', () => {
    const { logType, findings } = one({ log_patterns: { id: 'x*', n: ['1', '2'] } });
    expect(findings).toEqual([]);
    expect(logType?.logPatterns).toEqual(
      new Map([
        ['id', ['x*']],
        ['n', ['1', '2']],
      ]),
    );
  });

  test('what is no pattern is refused, because a lost filter lets everything through', () => {
    for (const log_patterns of [
      [],
      'x',
      { id: 5 },
      { id: ['x', 5] },
      { meta: { at: null, b: 1 } },
    ]) {
      expect(one({ log_patterns }).findings).toMatchObject([{ level: 'load' }]);
    }
    expect(one({ log_patterns: { id: [] } }).findings).toMatchObject([{ level: 'warning' }]);
  });

  test('patterns of fields mixed with maps of patterns are a warning, as they mean more than before', () => {
    const { logType, findings } = one({ log_patterns: { id: 'x', meta: { at: 'y' } } });
    expect(findings).toMatchObject([{ level: 'warning' }]);
    expect(logType?.logPatterns?.get('meta')).toEqual(new Map([['at', ['y']]]));
    const inside = { meta: { at: 'y', deep: { er: 'z' } } };
    expect(one({ log_patterns: inside }).findings).toMatchObject([{ level: 'warning' }]);
    for (const alike of [{ id: 'x', n: '1' }, { meta: { at: 'y' } }]) {
      expect(one({ log_patterns: alike }).findings).toEqual([]);
    }
  });

  test('unknown_keys takes three words', () => {
    expect(one({ unknown_keys: 'drop' }).logType?.unknownKeys).toBe('drop');
    expect(one({ unknown_keys: 'kep' }).findings).toMatchObject([
      { level: 'load', suggestion: 'keep' },
    ]);
  });

  test('a log type that nothing can ever fit is a warning', () => {
    const lacks = read({
      s: { parser: 'syslog', schema: { timestamp: 'string', host: 'string' } },
    });
    expect(told(lacks.findings)).toEqual([
      expect.stringContaining('warning s.schema: nothing fits: syslog records'),
    ]);
    expect(one({ envelope_keys: { e: 'string' } }, { parser: 'kv' }).findings).toMatchObject([
      { level: 'warning', path: 'a:b.configuration.envelope_keys' },
    ]);
  });

  test('the envelope is no field of the schema, with options and without', () => {
    const schema = { id: 'string', 'streamalert:envelope_keys': {} };
    for (const configuration of [undefined, {}]) {
      expect(one(configuration, { schema }).findings).toMatchObject([
        { level: 'warning', path: 'a:b.schema.streamalert:envelope_keys' },
      ]);
    }
  });

  test('a log type, a configuration and an option that are null count as absent', () => {
    const { logTypes, findings } = read({
      gone: null,
      here: { parser: 'json', schema: { x: 'string' }, configuration: null },
      also: {
        parser: 'csv',
        schema: { x: 'string' },
        configuration: { delimiter: null, priority: null, json_path: null, log_patterns: null },
      },
    });
    expect(findings).toEqual([]);
    expect(logTypes.map(({ name }) => name)).toEqual(['here', 'also']);
  });
});

describe('forms of earlier releases', () => {
  test('gzip-json, and delimiters beside the schema, are read as before', () => {
    const { logTypes, findings } = read({
      a: { parser: 'gzip-json', schema: { x: 'string' } },
      b: { parser: 'csv', schema: { x: 'string' }, delimiter: '|' },
      c: { parser: 'csv', schema: { x: 'string' }, delimiter: null },
    });
    expect(findings.map(({ level, path }) => [level, path])).toEqual([
      ['migration', 'a.parser'],
      ['migration', 'b.delimiter'],
      ['migration', 'c.delimiter'],
    ]);
    expect(logTypes[0]?.parser).toBe('json');
    expect(logTypes[1]?.parserOptions).toEqual({ delimiter: '|' });
  });

  test('hints are patterns and paths', () => {
    expect(hinted({ records: '$.rows[*]' })).toEqual([
      'migration a:b.hints.records: now a:b.configuration.json_path: "rows[*]"',
    ]);
    expect(hinted({ depot: ['north*'], records: ['x'] })).toEqual([
      expect.stringContaining('a:b.configuration.log_patterns.depot'),
      expect.stringContaining('a:b.configuration.log_patterns.records'),
    ]);
    expect(hinted({ records: '$..rows' })).toEqual([
      expect.stringContaining('load a:b.hints.records'),
    ]);
  });

  test('optional fields in a map join the schema', () => {
    const { logType, findings } = one({
      optional_top_level_keys: { extra: 'float', id: 'integer' },
    });
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'migration']);
    expect(logType?.fields.at(-1)).toEqual({ name: 'extra', type: { kind: 'float' } });
    expect(logType?.fields[0]).toEqual({ name: 'id', type: { kind: 'string' } });
    expect(logType?.optionalKeys).toEqual(new Set(['extra', 'id']));
    expect(logType?.usable).toBe(true);
  });
});

describe('the time of an event', () => {
  test('is a field, a path, or a path with a format', () => {
    expect(timed('id').logType?.timeField).toEqual({ path: ['id'], format: 'iso8601' });
    expect(timed('meta.at').logType?.timeField).toEqual({
      path: ['meta', 'at'],
      format: 'iso8601',
    });
    expect(timed({ path: ['n'], format: 'epoch_seconds' }).logType?.timeField).toEqual({
      path: ['n'],
      format: 'epoch_seconds',
    });
    expect(timed({ path: 'meta.at', format: 'syslog' }).findings).toEqual([]);
  });

  test('a field whose name has a dot is meant as that field', () => {
    const { logTypes } = read({
      t: { parser: 'json', schema: { 'a.b': 'string' }, configuration: { time_field: 'a.b' } },
    });
    expect(logTypes[0]?.timeField?.path).toEqual(['a.b']);
  });

  test('is refused when there is no such field or format', () => {
    expect(timed('idd').findings).toMatchObject([{ level: 'load', suggestion: 'id' }]);
    expect(timed('meta.att').findings).toMatchObject([{ level: 'load', suggestion: 'at' }]);
    expect(timed({ path: 'n', format: 'epoch' }).findings).toMatchObject([{ level: 'load' }]);
    for (const wrong of [5, '', [], {}, ['id'], { path: [] }, { path: ['a', 5] }]) {
      expect(timed(wrong).findings).toMatchObject([{ level: 'load' }]);
    }
  });

  test('may be written as a pattern of strptime', () => {
    const pattern = { path: 'id', format: '%d.%m.%Y %H:%M' };
    expect(timed(pattern).findings).toEqual([]);
    expect(timed(pattern).logType?.timeField?.format).toBe(pattern.format);
    expect(timed({ path: 'id', format: '%H:%M' }).findings).toMatchObject([{ level: 'load' }]);
    expect(timed({ path: 'id', format: '%Q' }).findings).toMatchObject([{ level: 'load' }]);
  });

  test('may stand in several fields', () => {
    expect(timed({ paths: ['id', 'meta.at'] }).logType?.timeField).toEqual({
      path: ['id'],
      furtherPaths: [['meta', 'at']],
      format: 'iso8601',
    });
    for (const wrong of [
      { paths: ['id'] },
      { paths: [] },
      { paths: 'id' },
      { paths: ['id', 5] },
      { paths: ['id', 'idd'] },
      { path: 'id', paths: ['id', 'n'] },
    ]) {
      expect(timed(wrong).findings).toMatchObject([{ level: 'load' }]);
    }
  });

  test('may stand in the envelope', () => {
    const { logType, findings } = one({
      envelope_keys: { sent: 'string' },
      time_field: ['streamalert:envelope_keys', 'sent'],
    });
    expect(findings).toMatchObject([{ level: 'load' }]);
    expect(logType?.timeField).toBeUndefined();
    const nested = one({
      envelope_keys: { sent: 'string' },
      time_field: { path: ['streamalert:envelope_keys', 'sent'] },
    });
    expect(nested.findings).toEqual([]);
    expect(nested.logType?.timeField?.path).toEqual(['streamalert:envelope_keys', 'sent']);
  });
});
