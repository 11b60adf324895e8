import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import { isJsonObject } from '../../domain/json.ts';
import { parsers } from '../../parsers/index.ts';
import type { Candidate } from './candidate.ts';
import { compileCandidate } from './compile-candidate.ts';
import { type Content, decodeDocument, tooDeep } from './content.ts';
import { compileDecision, type Decide } from './decision.ts';

const character = fc.constantFrom(',', ' ', ';', '{', '"', '\\');
const type = fc.constantFrom('string', 'integer', 'float', 'boolean');

const csv = fc.record({
  parser: fc.constant('csv'),
  schema: fc.array(type, { maxLength: 4 }),
  configuration: fc.record(
    {
      delimiter: fc.constantFrom(',', ' ', ';', '{'),
      quotechar: fc.constantFrom('"', '{'),
      escapechar: character,
      optional_top_level_keys: fc.constantFrom([], ['c0']),
      unknown_keys: fc.constantFrom('reject', 'keep'),
      log_patterns: fc.constantFrom({}, { c0: ['1'] }, { c0: ['{*', 'x'] }, { c0: '*' }),
    },
    { requiredKeys: [] },
  ),
});

const kv = fc.record({
  parser: fc.constant('kv'),
  schema: fc.array(type, { maxLength: 3 }),
  configuration: fc.record(
    {
      delimiter: fc.constantFrom(' ', ';', '{', '{='),
      separator: fc.constantFrom('=', ':', '{'),
      optional_top_level_keys: fc.constantFrom([], ['c0']),
      unknown_keys: fc.constantFrom('reject', 'keep', 'drop'),
    },
    { requiredKeys: [] },
  ),
});

const names = ['c0', 'c1', 'c2', '{c3'];

function candidateOf(definition: { parser: string; schema: string[]; configuration: object }) {
  const schema = Object.fromEntries(definition.schema.map((kind, at) => [names[at], kind]));
  const [logType] = logTypesOf({ 't:t': { ...definition, schema } });
  const parser = parsers.find(({ type: name }) => name === definition.parser);
  return logType === undefined || parser === undefined ? [] : [compileCandidate(logType, parser)];
}

const syslogSchema = {
  timestamp: 'string',
  host: 'string',
  application: 'string',
  message: 'string',
};
const syslog = logTypesOf({ 's:s': { parser: 'syslog', schema: syslogSchema } }).flatMap(
  (logType) =>
    parsers.flatMap((parser) =>
      parser.type === 'syslog' ? [compileCandidate(logType, parser)] : [],
    ),
);

const piece = fc.constantFrom(
  '1',
  'x',
  ',',
  ' ',
  ';',
  '{',
  '"',
  '\\',
  '=',
  ':',
  'c0=1',
  'c1=',
  '{c3',
  '{"a":1}',
  '\n',
  '\r\n',
  '1.5',
);
const line = fc.oneof(
  fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
  fc.constantFrom(
    'Jan  1 00:00:00 host app[1]: {}',
    'Jan 01 00:00:00 host app: x\n',
    '{"a":1}',
    '{}',
  ),
);

function contentOf(text: string): Content {
  const document = decodeDocument(text, 'fast');
  return { text, document: document === tooDeep ? undefined : document, mode: 'fast' };
}

/** The candidates that are asked when none of them fits. */
function visited(decide: Decide, content: Content): readonly Candidate[] {
  const asked: Candidate[] = [];
  decide(content, (candidate) => {
    asked.push(candidate);
    return undefined;
  });
  return asked;
}

test('a glance at a line leaves out no schema that it fits', () => {
  const fitting = { csv: 0, kv: 0, syslog: 0, braces: 0 };

  fc.assert(
    fc.property(
      fc.array(fc.oneof(csv, kv), { maxLength: 5 }),
      fc.array(line, { minLength: 8, maxLength: 8 }),
      (definitions, lines) => {
        const candidates: Candidate[] = [...definitions.flatMap(candidateOf), ...syslog];
        for (const text of lines) {
          const content = contentOf(text);
          const kind = isJsonObject(content.document) ? 'objects' : 'scalars';
          const left = visited(compileDecision(candidates, kind), content);
          for (const candidate of candidates) {
            if (candidate.fit(content) === undefined) continue;
            expect(left).toContain(candidate);
            fitting[candidate.logType.parser as 'csv']++;
            if (text.startsWith('{')) fitting.braces++;
          }
        }
      },
    ),
    { numRuns: 3000 },
  );

  for (const count of Object.values(fitting)) expect(count).toBeGreaterThan(50);
});

test('lines of one format cost the schemas of the others no attempt', () => {
  const columns = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`c${at}`, 'string']));
  const candidates = [3, 4, 5, 3].flatMap((count) =>
    logTypesOf({ 't:t': { parser: 'csv', schema: columns(count) } }).flatMap((logType) =>
      parsers.flatMap((parser) =>
        parser.type === 'csv' ? [compileCandidate(logType, parser)] : [],
      ),
    ),
  );
  const decide = compileDecision(candidates, 'scalars');

  expect(visited(decide, contentOf('a,"b,b",c'))).toEqual([candidates[0], candidates[3]]);
  expect(visited(decide, contentOf('a,b,c,d,e,f'))).toEqual([]);
});
