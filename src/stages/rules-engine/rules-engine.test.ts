import { describe, expect, test } from 'vitest';
import { dynamicOutput, matcher, defineRule } from '../../domain/define-rule.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Rule } from '../../domain/rule.ts';
import { compileRules, type Detection, nothingDetected } from './rules-engine.ts';
import { testServices } from '../../../testing/rule-services.ts';

const services = testServices({ now: () => 1_000 });
const logType = 'a:b';
const base = { logs: [logType] };

function detect(rules: readonly Rule[], record: LogRecord, type = logType): Detection {
  const detection = compileRules(rules, { services, logTypes: [logType] }).detect(record, type);
  if (detection instanceof Promise) throw new Error('no rule here is asynchronous');
  return detection;
}

const namesOf = ({ matches }: Detection) => matches.map(({ rule: { name } }) => name);
const always = () => true;

describe('selection', () => {
  test('a rule runs on exactly the log types it names', () => {
    const rules = [
      defineRule({ name: 'one', logs: [logType], matches: always }),
      defineRule({ name: 'two', logs: [logType, 'c:d'], matches: always }),
      defineRule({ name: 'other', logs: ['c:d'], matches: always }),
    ];

    expect(namesOf(detect(rules, {}))).toEqual(['one', 'two']);
    expect(namesOf(detect(rules, {}, 'c:d'))).toEqual(['two', 'other']);
    expect(detect(rules, {}, 'unheard:of')).toBe(nothingDetected);
  });

  test('a rule with datatypes alone runs where a record has one of them, whatever its log type', () => {
    const rules = [defineRule({ name: 'r', logs: [], datatypes: ['ip', 'user'], matches: always })];
    const withIp = { streamalert_normalization: { ip: [{ function: null, values: ['x'] }] } };

    expect(namesOf(detect(rules, withIp))).toEqual(['r']);
    expect(namesOf(detect(rules, withIp, 'any:type'))).toEqual(['r']);
    expect(namesOf(detect(rules, { streamalert_normalization: { other: [] } }))).toEqual([]);
    expect(namesOf(detect(rules, { streamalert_normalization: null }))).toEqual([]);
    expect(namesOf(detect(rules, {}))).toEqual([]);
  });

  test('with logs and datatypes both must hold', () => {
    const rules = [defineRule({ name: 'r', ...base, datatypes: ['ip'], matches: always })];
    const withIp = { streamalert_normalization: { ip: [] } };

    expect(namesOf(detect(rules, withIp))).toEqual(['r']);
    expect(namesOf(detect(rules, withIp, 'c:d'))).toEqual([]);
    expect(namesOf(detect(rules, {}))).toEqual([]);
  });

  test('a disabled rule never runs but stays in the list', () => {
    const disabled = defineRule({ name: 'r', ...base, disabled: true, matches: always });
    const engine = compileRules([disabled], { services, logTypes: [logType] });

    expect(engine.detect({}, logType)).toBe(nothingDetected);
    expect(engine.rules).toEqual([disabled]);
  });

  test('matches come in the order of the rules, declared conditions or not', () => {
    const rules = [
      defineRule({ name: 'code1', ...base, matches: always }),
      defineRule({ name: 'where1', ...base, where: { a: { startsWith: 'x' } } }),
      defineRule({ name: 'code2', ...base, matches: always }),
      defineRule({ name: 'where2', ...base, where: { a: 'x' } }),
    ];

    expect(namesOf(detect(rules, { a: 'x' }))).toEqual(['code1', 'where1', 'code2', 'where2']);
  });

  test.each<[JsonObject, boolean]>([
    [{ detail: { userIdentity: null, other: 1 } }, true],
    [{ detail: { userIdentity: 0 } }, false],
    [{ detail: null }, false],
    [{ detail: 'text' }, false],
    [{ detail: ['userIdentity', 'other'] }, false],
    [{}, false],
  ])('required sub-keys must be present, with any value: %j is %s', (record, expected) => {
    const rules = [
      defineRule({
        name: 'r',
        ...base,
        reqSubkeys: { detail: ['userIdentity', 'other'] },
        matches: always,
      }),
    ];

    expect(namesOf(detect(rules, record))).toEqual(expected ? ['r'] : []);
  });

  test('a field that needs no sub-keys must still be a map', () => {
    const rules = [defineRule({ name: 'r', ...base, reqSubkeys: { detail: [] }, matches: always })];

    expect(namesOf(detect(rules, { detail: {} }))).toEqual(['r']);
    expect(namesOf(detect(rules, { detail: 1 }))).toEqual([]);
  });

  test('required sub-keys are not found on prototypes', () => {
    const rules = [
      defineRule({ name: 'r', ...base, reqSubkeys: { detail: ['constructor'] }, matches: always }),
    ];

    expect(namesOf(detect(rules, { detail: {} }))).toEqual([]);
  });
});

describe('matchers', () => {
  test('are asked in order up to the first that does not hold, and before the rule', () => {
    const asked: string[] = [];
    const note = (name: string, answer: boolean) =>
      matcher({ name, matches: () => asked.push(name) > 0 && answer });
    const matchers = [note('first', true), note('second', false), note('third', true)];
    const rules = [
      defineRule({ name: 'r', ...base, matchers, matches: () => asked.push('rule') > 0 }),
      defineRule({ name: 'only_matchers', ...base, matchers: matchers.slice(0, 1) }),
    ];

    expect(namesOf(detect(rules, {}))).toEqual(['only_matchers']);
    expect(asked).toEqual(['first', 'second', 'first']);
  });

  test('are not asked when declared conditions do not hold', () => {
    const asked: string[] = [];
    const noting = matcher({ name: 'm', matches: () => asked.push('m') > 0 });
    const rules = [defineRule({ name: 'r', ...base, where: { a: 1 }, matchers: [noting] })];

    detect(rules, { a: 2 });

    expect(asked).toEqual([]);
  });

  test('that throw count as false and are reported with their name', () => {
    const broken = matcher({
      name: 'inProduction',
      matches: () => {
        throw new Error('no account');
      },
    });
    const rules = [
      defineRule({ name: 'r', ...base, matchers: [broken], matches: always }),
      defineRule({ name: 'next', ...base, matches: always }),
    ];

    const detection = detect(rules, {});

    expect(namesOf(detection)).toEqual(['next']);
    expect(detection.failures).toMatchObject([{ ruleName: 'r', part: 'matcher' }]);
    expect(detection.failures[0]?.reason).toMatch(/^inProduction: Error: no account/);
  });
});

describe('a rule', () => {
  test('that throws does not keep the others from alerting, and says where it threw', () => {
    const rules = [
      defineRule({ name: 'before', ...base, matches: always }),
      defineRule({
        name: 'broken',
        ...base,
        matches: () => {
          throw new Error('boom');
        },
      }),
      defineRule({ name: 'after', ...base, matches: always }),
    ];

    const detection = detect(rules, {});

    expect(namesOf(detection)).toEqual(['before', 'after']);
    expect(detection.failures).toEqual([
      {
        ruleName: 'broken',
        part: 'matches',
        reason: expect.stringMatching(/^Error: boom \(.*rules-engine\.test\.ts:\d+:\d+\)$/),
      },
    ]);
  });

  test.each([
    ['text', 'text', 'text'],
    ['nothing', undefined, 'undefined'],
    ['a huge message', new Error('x'.repeat(100_000)), 'Error: xxx'],
    [
      'something that throws when it is looked at',
      Object.defineProperty(new Error(), 'message', {
        get: () => {
          throw new Error();
        },
      }),
      'something that cannot be shown',
    ],
  ])('may throw %s', (_, thrown, reason) => {
    const rules = [
      defineRule({
        name: 'r',
        ...base,
        matches: () => {
          throw thrown;
        },
      }),
    ];

    const [failure] = detect(rules, {}).failures;

    expect(failure?.reason).toContain(reason);
    expect(failure?.reason.length).toBeLessThan(1_000);
  });

  test('triggers on any truthy result', () => {
    const results: unknown[] = [1, 'x', {}, [], true, 0, '', null, undefined, Number.NaN, false];
    const rules = results.map((result, index) =>
      defineRule({ name: `r${index}`, ...base, matches: () => result as boolean }),
    );

    expect(namesOf(detect(rules, {}))).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
  });

  test('cannot change what the next one sees, at any depth', () => {
    const record = { a: 1, map: { b: [{ c: 1 }] }, list: [1, 2] };
    const attempts: ((seen: typeof record) => unknown)[] = [
      (seen) => (seen.a = 2),
      (seen) => (seen.map.b = []),
      (seen) => (seen.map.b[0] = { c: 2 }),
      (seen) => Object.assign(seen.map.b[0] ?? {}, { c: 2 }),
      (seen) => seen.list.push(3),
      (seen) => seen.list.fill(0),
      (seen) => Reflect.deleteProperty(seen, 'a') || seen.list.pop(),
      (seen) => Object.assign(seen, { fresh: 1 }),
      (seen) => Object.setPrototypeOf(seen.map, {}),
    ];
    const seenByOthers: unknown[] = [];
    const rules = attempts.map((attempt, index) =>
      defineRule({
        name: `r${index}`,
        ...base,
        matches: (seen) => Boolean(attempt(seen as unknown as typeof record)),
      }),
    );
    const last = defineRule({
      name: 'last',
      ...base,
      matches: (seen) => seenByOthers.push(structuredClone(seen)) > 0,
    });

    const detection = detect([...rules, last], record);

    expect(detection.failures).toHaveLength(attempts.length);
    expect(seenByOthers).toEqual([{ a: 1, map: { b: [{ c: 1 }] }, list: [1, 2] }]);
    expect(record).toEqual({ a: 1, map: { b: [{ c: 1 }] }, list: [1, 2] });
  });

  test('cannot change it by way of a matcher either', () => {
    const evil = matcher({
      name: 'evil',
      matches: (seen) => Boolean(Object.assign(seen, { a: 2 })),
    });
    const rules = [defineRule({ name: 'r', ...base, matchers: [evil] })];

    expect(detect(rules, { a: 1 })).toMatchObject({ matches: [], failures: [{ part: 'matcher' }] });
  });

  test('whose conditions do not hold leaves the record as it is', () => {
    const record = { a: 1 };

    detect([defineRule({ name: 'r', ...base, where: { a: 2 }, matches: always })], record);

    expect(Object.isFrozen(record)).toBe(false);
  });

  test('gets a fresh copy of its context for each record', () => {
    const initial = { hits: [] as string[], map: { count: 0 } };
    const collecting = defineRule({
      name: 'r',
      ...base,
      context: initial,
      matches: (record, context) => {
        context.hits.push(String(record['id']));
        context.map.count++;
        return true;
      },
    });
    const engine = compileRules([collecting], { services, logTypes: [logType] });

    const first = engine.detect({ id: 'a' }, logType);
    const second = engine.detect({ id: 'b' }, logType);

    expect(first).toMatchObject({ matches: [{ context: { hits: ['a'], map: { count: 1 } } }] });
    expect(second).toMatchObject({ matches: [{ context: { hits: ['b'], map: { count: 1 } } }] });
    expect(initial).toEqual({ hits: [], map: { count: 0 } });
  });

  test('may fill a context that it did not declare', () => {
    const rules = [
      defineRule({
        name: 'r',
        ...base,
        matches: (_, context) => {
          context['who'] = 'ana';
          return true;
        },
      }),
    ];

    expect(detect(rules, {}).matches[0]?.context).toEqual({ who: 'ana' });
  });

  test('asks the engine for the time and for chance', () => {
    const seen: unknown[] = [];
    const rules = [
      defineRule({
        name: 'r',
        ...base,
        matches: (_record, _context, lent) => seen.push(lent.now(), lent.random(0.1)) > 0,
      }),
    ];

    detect(rules, {});

    expect(seen).toEqual([1_000, true]);
  });
});

describe('asynchronous rules', () => {
  test('are awaited, and take their place among the others', async () => {
    const rules = [
      defineRule({ name: 'late', ...base, matches: async () => true }),
      defineRule({ name: 'early', ...base, matches: always }),
      defineRule({ name: 'no', ...base, matches: async () => false }),
      defineRule({ name: 'broken', ...base, matches: () => Promise.reject(new Error('gone')) }),
    ];

    const detection = compileRules(rules, { services, logTypes: [logType] }).detect({}, logType);

    expect(detection).toBeInstanceOf(Promise);
    expect(namesOf(await detection)).toEqual(['late', 'early']);
    expect((await detection).failures).toMatchObject([{ ruleName: 'broken', part: 'matches' }]);
  });

  test('that do not hold come to nothing', async () => {
    const rules = [defineRule({ name: 'r', ...base, matches: async () => false })];
    const detection = compileRules(rules, { services, logTypes: [logType] }).detect({}, logType);

    expect(await detection).toBe(nothingDetected);
  });

  test('of records in flight together do not mix', async () => {
    const waiting: (() => void)[] = [];
    const slow = defineRule({
      name: 'r',
      ...base,
      matches: async (record, context) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        context['id'] = record['id'] as string;
        return true;
      },
    });
    const engine = compileRules([slow], { services, logTypes: [logType] });

    const detections = ['a', 'b', 'c'].map(async (id) => engine.detect({ id }, logType));
    for (const resume of waiting.toReversed()) resume();

    const contexts = (await Promise.all(detections)).map(({ matches }) => matches[0]?.context);
    expect(contexts).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  });
});

const twin = () => defineRule({ name: 'twin', ...base, matches: always });

test('rules that are not sound are refused, all at once', () => {
  const unsound = Reflect.apply(defineRule, undefined, [
    { name: 'bad name', logs: ['a:b'], oops: 1 },
  ]) as Rule;

  expect(() => compileRules([unsound, twin(), twin()], { services, logTypes: [] })).toThrow(
    /bad name: name: [\s\S]*bad name: oops: [\s\S]*bad name: matches: [\s\S]*twin: 2 rules/,
  );
});

test('nothing that matched and nothing that failed is always the same value', () => {
  const rules = [
    defineRule({ name: 'a', ...base, where: { a: 1 } }),
    defineRule({
      name: 'b',
      ...base,
      dynamicOutputs: [dynamicOutput({ name: 'd', outputsFor: () => null })],
      matches: () => false,
    }),
  ];

  expect(detect(rules, {})).toBe(nothingDetected);
});
