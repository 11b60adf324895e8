import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../domain/json.ts';
import type { Field, LogType } from '../../domain/log-type.ts';
import { jsonParser } from '../../parsers/json/parser.ts';
import type { Candidate } from './candidate.ts';
import { compileCandidate } from './compile-candidate.ts';
import type { Content } from './content.ts';
import { compileDecision, type Decide } from './decision.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'constructor', '__proto__', 'toString'];
const keys = fc.uniqueArray(fc.constantFrom(...names));
const fieldsOf = (of: readonly string[]): Field[] =>
  of.map((name) => ({ name, type: { kind: 'any' } }));

const logType = fc.record({
  fields: keys.map(fieldsOf),
  optionalKeys: keys.map((optional): ReadonlySet<string> => new Set(optional)),
  envelope: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, keys.map(fieldsOf)),
  optionalEnvelopeKeys: keys.map((optional): ReadonlySet<string> => new Set(optional)),
  unknownKeys: fc.constantFrom('reject' as const, 'reject' as const, 'keep' as const),
  where: fc.constantFrom(
    {},
    {},
    {},
    { jsonPath: 'a[*]' },
    { jsonPath: '@' },
    { jsonRegexKey: 'b' },
  ),
});

const whole = (
  name: string,
  { where, ...part }: typeof logType extends fc.Arbitrary<infer T> ? T : never,
): LogType => ({
  ...part,
  ...where,
  name,
  category: name,
  parser: 'json',
  embeddedJson: false,
  parserOptions: {},
  usable: true,
  file: 'schemas/test.json',
});

const document = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), fc.constantFrom(1, null, 'x')),
  fc.record(
    {
      a: fc.array(fc.dictionary(fc.constantFrom('c', 'd'), fc.constant(1))),
      b: fc.constant('{"c":1,"d":2}'),
    },
    { requiredKeys: [] },
  ),
) as fc.Arbitrary<JsonObject>;

/** The candidates that are asked when none of them fits. */
function visited(decide: Decide, content: Content): readonly Candidate[] {
  const asked: Candidate[] = [];
  decide(content, (candidate) => {
    asked.push(candidate);
    return undefined;
  });
  return asked;
}

test('no schema is left out that fits, and the order stays', () => {
  const types = fc.array(logType, { maxLength: 12 });
  let fitting = 0;

  fc.assert(
    fc.property(types, fc.array(document, { minLength: 5, maxLength: 5 }), (all, documents) => {
      const candidates = all.map((part, index) =>
        compileCandidate(whole(`t${index}`, part), jsonParser),
      );
      const decide = compileDecision(candidates, 'objects');
      for (const each of documents) {
        const content = { text: undefined, document: each, mode: 'fast' } as const;
        const fits = candidates.filter((candidate) => candidate.fit(content) !== undefined);
        const left = visited(decide, content);

        expect(fits.filter((candidate) => !left.includes(candidate))).toEqual([]);
        expect(left.map((candidate) => candidates.indexOf(candidate))).toEqual(
          left.map((candidate) => candidates.indexOf(candidate)).toSorted((a, b) => a - b),
        );
        fitting += fits.length;
      }
    }),
    { numRuns: 500 },
  );

  expect(fitting).toBeGreaterThan(100);
});

test('many schemas of different keys leave one', () => {
  const candidates = Array.from({ length: 500 }, (_, index) => {
    const fields = fieldsOf(['id', `kind${index}`, `group${index % 7}`]);
    const part = { fields, optionalKeys: new Set<string>(), envelope: [], where: {} };
    const rest = { optionalEnvelopeKeys: new Set<string>(), unknownKeys: 'reject' as const };
    return compileCandidate(whole(`t${index}`, { ...part, ...rest }), jsonParser);
  });

  const decide = compileDecision(candidates, 'objects');
  const event = { id: 1, kind321: 2, group6: 3 };
  const left = visited(decide, { text: undefined, document: event, mode: 'fast' });

  expect(left.map(({ logType: { name } }) => name)).toEqual(['t321']);
});

test('what stands behind the schema that fits is not asked', () => {
  const fields = fieldsOf(['a']);
  const part = { fields, optionalKeys: new Set<string>(), envelope: [], where: {} };
  const rest = { optionalEnvelopeKeys: new Set<string>(), unknownKeys: 'keep' as const };
  const candidates = ['x', 'y', 'z'].map((name) =>
    compileCandidate(whole(name, { ...part, ...rest }), jsonParser),
  );
  const asked: string[] = [];
  const content = { text: undefined, document: { a: 1 }, mode: 'fast' } as const;

  const fit = compileDecision(candidates, 'objects')(content, (candidate) => {
    asked.push(candidate.logType.name);
    return candidate.logType.name === 'y' ? candidate.fit(content) : undefined;
  });

  expect(asked).toEqual(['x', 'y']);
  expect(fit?.logType.name).toBe('y');
});
