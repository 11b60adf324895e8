import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classified, findingsOf, reader } from '../../../testing/parsing.ts';
import { noRecords } from '../parser.ts';

const header = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\tconn',
  '#open\t2026-03-14-11-42-07',
  '#fields\tts\tuid\tid.orig_h\tid.resp_p\tduration\tlocal\ttunnels\tcodes\tnote',
  '#types\ttime\tstring\taddr\tport\tinterval\tbool\tset[string]\tvector[count]\tstring',
].join('\n');

const line = '1773488527.5\tCxYz\t192.0.2.7\t443\t-\tT\ta,b\t(empty)\t(empty)';

const record = {
  ts: '1773488527.5',
  uid: 'CxYz',
  'id.orig_h': '192.0.2.7',
  'id.resp_p': '443',
  local: 'true',
  tunnels: ['a', 'b'],
  codes: [],
  note: '',
};

const read = (text: string, configuration: object = {}) => reader('zeek', { configuration })(text);

test('values have the names and kinds that the header says; what is not set is absent', () => {
  expect(read(`${header}\n${line}\n`)).toEqual([record]);
});

test('the schema of the JSON form fits', () => {
  const schema = {
    ts: 'float',
    uid: 'string',
    'id.orig_h': 'string',
    'id.resp_p': 'integer',
    duration: 'float',
    local: 'boolean',
    tunnels: [],
    codes: [],
    note: 'string',
  };
  const configuration = { optional_top_level_keys: ['duration'] };

  expect(classified('zeek', { schema, configuration }, `${header}\n${line}`)).toEqual([
    { ...record, ts: 1773488527.5, 'id.resp_p': 443, duration: 0, local: true },
  ]);
});

test('a whole file is read, with the line that closes it', () => {
  const text = `${header}\n${line}\n${line}\n#close\t2026-03-14-12-00-00\n`;

  expect(read(text)).toEqual([record, record]);
  expect(read(text.replaceAll('\n', '\r\n'))).toEqual([record, record]);
});

test('separators and names of nothing may be others', () => {
  const other =
    '#separator |\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|NONE\n#fields|a|b|c\n#types|set[string]|string|string';

  expect(read(`${other}\nx;NONE;y,z|NONE|EMPTY`)).toEqual([{ a: ['x', null, 'y,z'], c: '' }]);
});

test('escapes of ASCII characters are undone, those of other bytes stay', () => {
  const text = '#separator \\x09\n#fields\ta\tb\n#types\tstring\tset[string]\n';

  expect(read(`${text}x\\x09y\\x5cz\\xff\tp\\x2cq,r`)).toEqual([
    { a: 'x\ty\\z\\xff', b: ['p,q', 'r'] },
  ]);
});

test('a log type may take one kind of log only', () => {
  expect(read(`${header}\n${line}`, { path: 'conn' })).toEqual([record]);
  expect(read(`${header}\n${line}`, { path: 'dns' })).toMatchObject([
    { reason: 'of the Zeek log "conn", not "dns"', raw: line },
  ]);
  expect(findingsOf('zeek', { configuration: { path: 3 } })[0]).toMatch(
    /^load configuration.path: /,
  );
});

describe('directives alone', () => {
  test.each([['#close\t2026-03-14-12-00-00\n'], [header], ['#separator \\x09\r\n']])(
    '%j holds no record',
    (text) => {
      expect(read(text)).toBe(noRecords);
    },
  );

  test('a comment of something else is not taken', () => {
    expect(read('# fields of something')).toEqual([]);
    expect(classified('zeek', {}, '# fields of something')).toMatch(/^nearest is t:t/);
  });
});

test.each([
  [line, 'no #fields line before it'],
  ['#separator \\x09\nx', 'no #fields line before it'],
  ['#fields\ta\nx', 'no #types line before it'],
  ['#fields\ta\tb\n#types\tstring\nx', 'its #fields line names 2 columns, its #types line 1'],
  ['#fields\ta\ta\n#types\tstring\tstring\nx\ty', 'its #fields line names "a" twice'],
  ['#fields\ta\tb\n#types\tstring\tstring\nx', '1 values, the #fields line names 2'],
  ['#fields\ta\n#types\tstring\nx\ty', 'more than 1 values, the #fields line names 1'],
])('%j is refused', (text, reason) => {
  expect(read(text)).toMatchObject([{ reason }]);
});

test('hostile names are ordinary keys', () => {
  const [found] = read('#fields\t__proto__\tconstructor\n#types\tstring\tstring\nx\ty');

  expect(Object.entries(found ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

test('no text makes it throw, and it takes time in proportion to it', () => {
  const parse = reader('zeek');
  const unit = fc.constantFrom(
    '#fields\t',
    '#types\t',
    '#',
    '\t',
    '\n',
    'a',
    'set[',
    ',',
    '\\x',
    '-',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
      expect(Array.isArray(parse(parts.join('')))).toBe(true);
      expect(Array.isArray(parse(`#${parts.join('')}`))).toBe(true);
    }),
    { numRuns: 1000 },
  );

  const begun = performance.now();
  for (const piece of ['#\n', '#fields\t', '#separator \\x09\n', '\\x', '\t', 'a,', '#a\tb\n']) {
    parse(`#${piece.repeat(50_000)}`);
    parse(`#fields\ta\n#types\tset[x]\n${piece.repeat(50_000)}`);
  }
  expect(performance.now() - begun).toBeLessThan(4000);
});
