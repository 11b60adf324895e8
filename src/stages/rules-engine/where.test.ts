import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineRule } from '../../domain/define-rule.ts';
import { parseIpAddress, parseNetwork } from '../../domain/ip-address.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { LogRecord } from '../../domain/record.ts';
import { splitWherePath, type Where, type WhereTest } from '../../domain/where.ts';
import { compileRules } from './rules-engine.ts';
import { testServices } from '../../../testing/rule-services.ts';

const services = testServices();
const logType = 'a:b';

/** Names of the rules that match, each rule being one `where`. */
function matching(wheres: readonly Where[], record: LogRecord): readonly string[] {
  const rules = wheres.map((where, index) =>
    defineRule({ name: `r${index}`, logs: [logType], where }),
  );
  const detection = compileRules(rules, { services, logTypes: [logType] }).detect(record, logType);
  if (detection instanceof Promise) throw new Error('no rule here is asynchronous');
  return detection.matches.map((match) => match.rule.name);
}

const holds = (where: Where, record: LogRecord): boolean => matching([where], record).length > 0;

describe('where', () => {
  const record: LogRecord = {
    text: 'hello world',
    number: 1,
    big: 12_345_678_901_234_567_890n,
    yes: true,
    nothing: null,
    ip: '10.1.2.3',
    ip6: '2001:db8::1',
    map: { inner: { deep: { deeper: 'x' } }, 'dotted.key': 'y', 'back\\slash': 'z' },
    list: [{ a: 1 }, 'x'],
    length: 7,
  };

  test.each<[Where, boolean]>([
    [{ text: 'hello world' }, true],
    [{ text: 'hello' }, false],
    [{ text: 'Hello World' }, false],
    [{ number: 1 }, true],
    [{ number: 1n }, true],
    [{ number: '1' }, false],
    [{ number: true }, false],
    [{ yes: true }, true],
    [{ yes: 'true' }, false],
    [{ yes: 1 }, false],
    [{ big: 12_345_678_901_234_567_890n }, true],
    [{ big: 12_345_678_901_234_567_891n }, false],
    [{ number: ['x', 1] }, true],
    [{ number: ['x', 2] }, false],
    [{ nothing: null }, true],
    [{ absent: null }, true],
    [{ 'absent.deeper': null }, true],
    [{ text: null }, false],
    [{ absent: ['x', null] }, true],
    [{ text: ['hello world', null] }, true],
    [{ nothing: { exists: false } }, true],
    [{ absent: { exists: false } }, true],
    [{ absent: { exists: true } }, false],
    [{ number: { exists: true } }, true],
    [{ map: { exists: true } }, true],
    [{ text: { startsWith: 'hello' } }, true],
    [{ text: { startsWith: ['x', 'hel'] } }, true],
    [{ text: { startsWith: 'world' } }, false],
    [{ number: { startsWith: '1' } }, false],
    [{ text: { endsWith: 'world' } }, true],
    [{ text: { contains: ['x', 'o w'] } }, true],
    [{ text: { startsWith: 'hello', endsWith: 'x' } }, false],
    [{ text: { startsWith: 'hello', endsWith: 'd', contains: ' ' } }, true],
    [{ ip: { cidr: '10.0.0.0/8' } }, true],
    [{ ip: { cidr: ['192.0.2.0/24', '10.1.2.3'] } }, true],
    [{ ip: { cidr: '192.0.2.0/24' } }, false],
    [{ ip: { cidr: '::/0' } }, false],
    [{ ip6: { cidr: '2001:db8::/32' } }, true],
    [{ text: { cidr: '0.0.0.0/0' } }, false],
    [{ number: { cidr: '0.0.0.0/0' } }, false],
    [{ 'map.inner.deep.deeper': 'x' }, true],
    [{ 'map.dotted\\.key': 'y' }, true],
    [{ 'map.dotted.key': 'y' }, false],
    [{ 'map.back\\\\slash': 'z' }, true],
    [{ 'list.a': 1 }, false],
    [{ 'list.0': 'x' }, false],
    [{ 'list.0.a': null }, true],
    [{ 'list.length': 2 }, false],
    [{ 'text.length': 11 }, false],
    [{ 'text.length': { exists: false } }, true],
    [{ length: 7 }, true],
    [{ constructor: { exists: true } }, false],
    [{ 'map.toString': { exists: false } }, true],
    [{ ['__proto__']: { exists: true } }, false],
    [{ text: 'hello world', number: 1 }, true],
    [{ text: 'hello world', number: 2 }, false],
  ])('%o: %s', (where, expected) => {
    expect(holds(where, record)).toBe(expected);
  });

  test('finds keys with hostile names where they stand in the record itself', () => {
    const hostile = JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as LogRecord;

    expect(holds({ '__proto__.a': 1 }, hostile)).toBe(true);
    expect(holds({ constructor: 'x' }, hostile)).toBe(true);
  });

  test('answers for the record at hand, even when the same object comes back changed', () => {
    const made = defineRule({
      name: 'r',
      logs: [logType],
      where: { a: 1, b: { startsWith: 'x' } },
    });
    const engine = compileRules([made], { services, logTypes: [logType] });
    const changing: LogRecord = { a: 1, b: 'x' };

    const before = engine.detect(changing, logType);
    changing['a'] = 2;

    expect(before).toMatchObject({ matches: [{ rule: made }] });
    expect(engine.detect(changing, logType)).toMatchObject({ matches: [] });
  });
});

/** What `where` means, as plainly as it can be said. */
function obviously(where: Where, record: LogRecord): boolean {
  return Object.entries(where).every(([path, wanted]) => passes(valueAt(record, path), wanted));
}

function valueAt(record: LogRecord, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const key of splitWherePath(path)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

function passes(value: JsonValue | undefined, wanted: WhereTest): boolean {
  if (Array.isArray(wanted)) return wanted.some((one: WhereTest) => passes(value, one));
  if (wanted === null) return value === undefined || value === null;
  if (typeof wanted === 'number' || typeof wanted === 'bigint') {
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    // Numbers of the two kinds are equal by value, which is what == says of them.
    return isNumber && value == wanted;
  }
  if (typeof wanted !== 'object') return value === wanted;
  const tests = wanted as { readonly [operator: string]: unknown };
  return Object.entries(tests).every(([operator, operand]) => {
    if (operator === 'exists') return (value !== undefined && value !== null) === operand;
    if (typeof value !== 'string') return false;
    return [operand].flat().some((part) => {
      const text = String(part);
      if (operator === 'startsWith') return value.startsWith(text);
      if (operator === 'endsWith') return value.endsWith(text);
      if (operator === 'contains') return value.includes(text);
      return isInside(value, text);
    });
  });
}

function isInside(ip: string, cidr: string): boolean {
  const address = parseIpAddress(ip);
  const network = parseNetwork(cidr);
  if (typeof address !== 'number' || typeof network?.base !== 'number') return false;
  const bitsOf = (number: number) =>
    number.toString(2).padStart(32, '0').slice(0, network.prefixBits);
  return bitsOf(address) === bitsOf(network.base);
}

const some = <Value>(values: readonly Value[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );

describe('many rules together', () => {
  const keys = ['a', 'b', 'c.d', 'c.e', 'c.f.g', 'h\\.i', 'length', 'constructor'];
  const texts = ['x', 'y', 'xy', '10.0.0.1', '192.0.2.7', '', 'constructor'];
  const scalar = fc.constantFrom(...texts, 0, 1, 2, 1n, 2n ** 60n, true, false, null);
  const fieldTest = fc
    .record(
      {
        startsWith: some(texts),
        endsWith: some(texts),
        contains: some(texts),
        cidr: some(['10.0.0.0/8', '192.0.2.0/24', '0.0.0.0/0']),
        exists: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .filter((operators) => Object.keys(operators).length > 0);
  const whereTest = fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 3, arbitrary: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) },
    { weight: 2, arbitrary: fieldTest },
  );
  const where = fc.dictionary(fc.constantFrom(...keys), whereTest, { minKeys: 1, maxKeys: 4 });
  const value: fc.Arbitrary<JsonValue> = fc.oneof(
    scalar,
    fc.constantFrom<JsonValue[]>([], { d: 'x' }, ['x']),
  );
  const record = fc.record(
    {
      a: value,
      b: value,
      c: fc.oneof(
        value,
        fc.record(
          { d: value, e: value, f: fc.record({ g: value }, { requiredKeys: [] }) },
          { requiredKeys: [] },
        ),
      ),
      'h.i': value,
      length: value,
    },
    { requiredKeys: [] },
  );

  test('match the same records as each by itself, plainly evaluated', () => {
    fc.assert(
      fc.property(
        fc.array(where, { minLength: 1, maxLength: 40 }),
        fc.array(record, { minLength: 1, maxLength: 20 }),
        (wheres, records) => {
          const rules = wheres.map((one, index) =>
            defineRule({ name: `r${index}`, logs: [logType], where: one }),
          );
          const engine = compileRules(rules, { services, logTypes: [logType] });
          for (const one of records) {
            const expected = rules.filter((each) => obviously(each.where ?? {}, one as LogRecord));

            expect(engine.detect(one as LogRecord, logType)).toMatchObject({
              matches: expected.map((each) => ({ rule: each })),
              failures: [],
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('remember what tests said about a text, and forget it when there are too many', () => {
    const rules = Array.from({ length: 10 }, (_, index) =>
      defineRule({ name: `r${index}`, logs: [logType], where: { a: { endsWith: `-${index}` } } }),
    );
    const engine = compileRules(rules, { services, logTypes: [logType] });
    // More different texts than are remembered, then few that repeat, then many once more.
    const values = [
      ...Array.from({ length: 3_000 }, (_, index) => `text-${index}`),
      ...Array.from({ length: 5_000 }, (_, index) => `text-${index % 7}`),
      ...Array.from({ length: 9_000 }, (_, index) => `other-${index}`),
    ];

    for (const text of values) {
      const expected = rules.filter(({ where: asked }) => obviously(asked ?? {}, { a: text }));
      const detection = engine.detect({ a: text }, logType);

      if (detection instanceof Promise) throw new Error('no rule here is asynchronous');
      expect(detection.matches.map((match) => match.rule)).toEqual(expected);
    }
  });

  test('with long lists on several fields compile at once and still find their own', () => {
    const constants = (field: string, from: number) =>
      Array.from({ length: 1_000 }, (_, index) => `${field}${(from * 13 + index) % 2_500}`);
    const rules = Array.from({ length: 50 }, (_, index) => {
      const wanted = { a: constants('a', index), b: constants('b', index + 1) };
      return defineRule({
        name: `r${index}`,
        logs: [logType],
        where: { ...wanted, c: constants('c', 9) },
      });
    });

    const started = performance.now();
    const engine = compileRules(rules, { services, logTypes: [logType] });
    const elapsed = performance.now() - started;

    expect(elapsed).toBeLessThan(3_000);
    for (const number of [0, 100, 700, 1_100, 2_400]) {
      const one = { a: `a${number}`, b: `b${number}`, c: 'c117' };
      const expected = rules.filter((each) => obviously(each.where ?? {}, one));

      expect(engine.detect(one, logType)).toMatchObject({
        matches: expected.map((each) => ({ rule: each })),
      });
    }
  });
});
