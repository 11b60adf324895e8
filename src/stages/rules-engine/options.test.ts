import { describe, expect, test } from 'vitest';
import { testServices } from '../../../testing/rule-services.ts';
import type { Alert } from '../../domain/alert.ts';
import { defineRule, dynamicOutput, matcher, publisher } from '../../domain/define-rule.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Rule } from '../../domain/rule.ts';
import { buildAlert } from './build-alert.ts';
import type { Failure } from './detection.ts';
import { compileRules } from './rules-engine.ts';

/** One record past one rule: the alert that it raises, and what failed on the way. */
async function ask(
  options: object,
  record: LogRecord = {},
  { logType = 'a:b', staged = false, requiredOutputs = [] as readonly string[] } = {},
): Promise<{ readonly alert: Alert | undefined; readonly failures: readonly Failure[] }> {
  const rule = ruleOf(options);
  const services = testServices();
  const engine = compileRules([rule], { services, logTypes: [logType] });
  const { matches, failures } = await engine.detect(record, logType);
  const [match] = matches;
  if (match === undefined) return { alert: undefined, failures };
  const built = buildAlert(match, {
    record,
    logType,
    parser: 'json',
    origin: { service: 'http', resource: 'x', cluster: null, delivery: 'd' },
    position: '1',
    createdAt: 0,
    eventTime: 0,
    requiredOutputs,
    stagedRules: new Set(staged ? [rule.name] : []),
    services,
  });
  return { alert: built.alert, failures: [...failures, ...built.failures] };
}

/** What an author without a type checker may write. */
const ruleOf = (options: object): Rule =>
  Reflect.apply(defineRule, undefined, [
    { name: 'r', logs: ['a:b'], matches: () => true, ...options },
  ]);

const normalized = (...types: readonly string[]): LogRecord => ({
  streamalert_normalization: Object.fromEntries(types.map((type) => [type, []])),
});

const compact = publisher({ name: 'compact', description: '', publish: (_, made) => made });

describe('whether a rule is asked, and what it says', () => {
  test.each<[string, object, LogRecord, boolean]>([
    ['logs: the log type is among them', { logs: ['c:d', 'a:b'] }, {}, true],
    ['logs: it is not', { logs: ['c:d'] }, {}, false],
    ['logs: a category is no log type', { logs: ['a'] }, {}, false],
    ['datatypes: one of them is there', { datatypes: ['ip', 'user'] }, normalized('user'), true],
    ['datatypes: none is', { datatypes: ['ip'] }, normalized('user'), false],
    ['datatypes: no normalised values', { datatypes: ['ip'] }, {}, false],
    ['datatypes with empty logs', { logs: [], datatypes: ['ip'] }, normalized('ip'), true],
    ['datatypes: a hostile name', { datatypes: ['constructor'] }, normalized('ip'), false],
    ['empty datatypes say nothing', { datatypes: [] }, {}, true],
    ['matchers: all hold', { matchers: [() => true, () => true] }, {}, true],
    ['matchers: one does not', { matchers: [() => true, () => false] }, {}, false],
    ['matchers: anything truthy holds', { matchers: [() => 'yes'] }, {}, true],
    ['reqSubkeys: all there', { reqSubkeys: { a: ['b', 'c'] } }, { a: { b: null, c: 0 } }, true],
    ['reqSubkeys: one missing', { reqSubkeys: { a: ['b', 'c'] } }, { a: { b: 1 } }, false],
    ['reqSubkeys: the key is absent', { reqSubkeys: { a: ['b'] } }, {}, false],
    ['reqSubkeys: null', { reqSubkeys: { a: ['b'] } }, { a: null }, false],
    ['reqSubkeys: a list', { reqSubkeys: { a: ['length'] } }, { a: [1] }, false],
    ['reqSubkeys: a text', { reqSubkeys: { a: ['length'] } }, { a: 'text' }, false],
    [
      'reqSubkeys: two keys, one absent',
      { reqSubkeys: { a: ['b'], d: [] } },
      { a: { b: 1 } },
      false,
    ],
    ['reqSubkeys: a key with a dot', { reqSubkeys: { 'a.b': ['c'] } }, { 'a.b': { c: 1 } }, true],
    ['where: and matches: both hold', { where: { a: 1 }, matches: () => true }, { a: 1 }, true],
    ['where: does not', { where: { a: 1 }, matches: () => true }, { a: 2 }, false],
    ['matches: does not', { where: { a: 1 }, matches: () => false }, { a: 1 }, false],
    ['matches: anything truthy', { matches: () => 'yes' }, {}, true],
    ['matches: a promise of true', { matches: async () => true }, {}, true],
    ['matches: a promise of false', { matches: async () => false }, {}, false],
    ['no matches: where is enough', { matches: undefined, where: { a: 1 } }, { a: 1 }, true],
    ['no matches: matchers are', { matches: undefined, matchers: [() => true] }, {}, true],
    ['disabled', { disabled: true }, {}, false],
  ])('%s', async (_, options, record, isAlert) => {
    const { alert, failures } = await ask(options, record);

    expect(alert !== undefined).toBe(isAlert);
    expect(failures).toEqual([]);
  });

  test('matches is told the log type', async () => {
    const told: unknown[] = [];
    const matches = (...given: unknown[]) => told.push(given[3]);

    await ask({ logs: ['a:b', 'c:d'], matches }, {}, { logType: 'c:d' });

    expect(told).toEqual(['c:d']);
  });

  test.each([
    ['gives a promise', async () => true],
    ['gives a promise that is rejected', () => Promise.reject(new Error('boom'))],
  ])(
    'a matcher that %s does not hold and is reported, as nobody waits for it',
    async (_, matches) => {
      const { alert, failures } = await ask({
        matchers: [Reflect.apply(matcher, undefined, [{ name: 'late', matches }])],
      });

      expect(alert).toBeUndefined();
      expect(failures).toMatchObject([
        { part: 'matcher', reason: expect.stringMatching(/late.*promise/i) },
      ]);
    },
  );
});

describe('the context', () => {
  test.each<[string, object, object]>([
    ['declared and filled', { context: { a: 1 }, matches: fill }, { a: 1, b: 2 }],
    ['declared empty', { context: {}, matches: fill }, { b: 2 }],
    ['not declared', { matches: fill }, { b: 2 }],
    ['declared and not asked for', { context: { a: [1] }, matches: () => true }, { a: [1] }],
    [
      'taken among the rest of the parameters',
      { matches: (_: object, ...[context]: [Record<string, unknown>]) => fill(_, context) },
      { b: 2 },
    ],
    [
      'taken with a default',
      { matches: (_: object, context: Record<string, unknown> = {}) => fill(_, context) },
      { b: 2 },
    ],
  ])('%s', async (_, options, expected) => {
    const { alert, failures } = await ask(options);

    expect(failures).toEqual([]);
    expect(alert?.context).toEqual(expected);
  });

  test.each<[string, object]>([
    ['empty', {}],
    ['with something in it', { a: 1 }],
  ])('is handed to dynamic outputs also where it is %s', async (_, context) => {
    const seen: unknown[] = [];
    const dynamicOutputs = [
      (record: unknown, given: unknown) => {
        seen.push(record, structuredClone(given));
      },
    ];

    await ask({ context, dynamicOutputs }, { x: 1 });

    expect(seen).toEqual([{ x: 1 }, context]);
  });

  test('is what matches made of it for all that shapes the alert', async () => {
    const read = (_: unknown, context: Record<string, unknown>) => String(context['b']);
    const { alert } = await ask({
      matches: fill,
      title: read,
      dedup: read,
      runbook: read,
      dynamicOutputs: [(_: unknown, { b }: Record<string, unknown>) => `slack:${String(b)}`],
    });

    expect(alert).toMatchObject({ title: '2', dedup: '2', runbook: '2', outputs: ['slack:2'] });
  });
});

function fill(_: object, context: Record<string, unknown>): boolean {
  context['b'] = 2;
  return true;
}

describe('what shapes the alert', () => {
  const fallbacks = {
    severity: 'medium',
    title: 'Described',
    dedup: null,
    runbook: null,
    outputs: ['slack:a'],
  } as const;
  const parts = ['severity', 'title', 'dedup', 'runbook'] as const;
  const nonsense: readonly [string, () => unknown][] = [
    ['throws', () => raise(new Error('boom'))],
    ['throws what is no error', () => raise(null)],
    ['gives nothing', () => undefined],
    ['gives a number', () => 42],
    ['gives a map', () => ({ toString: () => raise(new Error('shown')) })],
    ['gives a promise', async () => 'high'],
    ['gives a promise that is rejected', () => Promise.reject(new Error('boom'))],
    [
      'changes the record',
      ((record: Record<string, unknown>) => (record['x'] = 'y')) as () => string,
    ],
  ];

  test.each(parts.flatMap((part) => nonsense.map(([what, code]) => [part, what, code] as const)))(
    'a function for %s that %s falls back, is reported, and the alert is not lost',
    async (part, _, code) => {
      const options = { description: 'Described', outputs: ['slack:a'], [part]: code };

      const { alert, failures } = await ask(options, { x: 1 });

      expect(alert).toMatchObject(fallbacks);
      expect(alert?.record).toEqual({ x: 1 });
      expect(failures).toMatchObject([
        { ruleName: 'r', part, reason: expect.stringMatching(/\w/) },
      ]);
    },
  );

  test.each<[string, () => unknown, readonly string[], number]>([
    ['one output', () => 'slack:b', ['slack:a', 'slack:b'], 0],
    ['several', () => ['slack:c', 'slack:b', 'slack:a'], ['slack:a', 'slack:b', 'slack:c'], 0],
    ['none', () => undefined, ['slack:a'], 0],
    ['null', () => null, ['slack:a'], 0],
    ['an empty list', () => [], ['slack:a'], 0],
    ['what is no output', () => 'slack', ['slack:a'], 1],
    ['outputs among nonsense', () => ['slack:b', 1, 'x'], ['slack:a', 'slack:b'], 2],
    ['a map', () => ({}), ['slack:a'], 1],
    ['a throw', () => raise(new Error('boom')), ['slack:a'], 1],
    ['a promise', async () => 'slack:b', ['slack:a'], 1],
    ['a rejected promise', () => Promise.reject(new Error('boom')), ['slack:a'], 1],
  ])('a dynamic output may come to %s', async (_, outputsFor, outputs, failed) => {
    const ownerOf = Reflect.apply(dynamicOutput, undefined, [{ name: 'ownerOf', outputsFor }]);
    const { alert, failures } = await ask({
      outputs: ['slack:a', 'slack:a'],
      dynamicOutputs: [ownerOf],
    });

    expect(alert?.outputs).toEqual(outputs);
    expect(failures).toHaveLength(failed);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        part: 'dynamicOutputs',
        reason: expect.stringMatching(/^ownerOf: /),
      });
    }
  });

  test.each<[string, unknown, object]>([
    ['a name', 'by.name', { 'file:x': ['by.name'], 'slack:a': ['by.name'] }],
    ['a reference', compact, { 'file:x': ['compact'], 'slack:a': ['compact'] }],
    ['a list', [compact, 'b'], { 'file:x': ['compact', 'b'], 'slack:a': ['compact', 'b'] }],
    [
      'a map: service first, then output',
      { 'slack:a': 'own', slack: [compact], 'slack:b': 'other' },
      { 'file:x': [], 'slack:a': ['compact', 'own'] },
    ],
    ['an empty map', {}, { 'file:x': [], 'slack:a': [] }],
    ['none', undefined, {}],
  ])('publishers given as %s', async (_, publishers, expected) => {
    const { alert } = await ask(
      { publishers, outputs: ['slack:a', 'file:x', 'aws-firehose:alerts'] },
      {},
      { requiredOutputs: ['aws-firehose:alerts'] },
    );

    expect(alert?.publishers).toEqual(expected);
  });

  test('a staged rule alerts the required outputs alone, and asks no function for others', async () => {
    const { alert, failures } = await ask(
      {
        outputs: ['slack:a'],
        dynamicOutputs: [() => raise(new Error('asked'))],
        publishers: compact,
        mergeBy: { keys: ['a'], windowMinutes: 5 },
      },
      {},
      { staged: true, requiredOutputs: ['aws-firehose:alerts'] },
    );

    expect(alert).toMatchObject({ staged: true, outputs: ['aws-firehose:alerts'], publishers: {} });
    expect(failures).toEqual([]);
  });

  test('what has no default is empty in the alert, and what is declared is as declared', async () => {
    expect((await ask({})).alert).toMatchObject({
      description: 'No rule description provided',
      title: 'No rule description provided',
      severity: 'medium',
      attack: [],
      references: [],
      tags: [],
      runbook: null,
      dedup: null,
      mergeBy: null,
      outputs: [],
    });
    const declared = {
      description: 'What happened',
      severity: 'critical',
      title: 'In short',
      attack: ['TA0001:T1078.004'],
      references: ['https://a.example'],
      tags: ['aws'],
      runbook: 'Call',
      dedup: 'key',
      mergeBy: { keys: ['a'], windowMinutes: 5 },
    };
    expect((await ask(declared)).alert).toMatchObject(declared);
  });
});

function raise(thrown: unknown): never {
  throw thrown;
}

test('problems of several rules come together, and none of them runs', () => {
  const rules = [
    ruleOf({ name: 'a', severity: 'hihg', outputs: ['slack'], logs: undefined }),
    ruleOf({ name: 'b', mergeBy: { keys: ['x'] }, merge_window_mins: 5, disable: true }),
    ruleOf({ name: 'c' }),
    ruleOf({ name: 'c' }),
  ];

  expect(() => compileRules(rules, { services: testServices(), logTypes: [] })).toThrow(
    /a: severity[^]*a: outputs\[0\][^]*a: logs[^]*b: mergeBy\.windowMinutes[^]*b: merge_window_mins[^]*b: disable[^]*c: 2 rules/,
  );
});
