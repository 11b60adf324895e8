import { describe, expect, test } from 'vitest';
import { dynamicOutput, publisher, defineRule } from '../../domain/define-rule.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Rule } from '../../domain/rule.ts';
import { buildAlert, type SeenRecord } from './build-alert.ts';
import { testServices } from '../../../testing/rule-services.ts';

const base = { name: 'r', logs: ['a:b'], matches: () => true };

const seen = (given: Partial<SeenRecord> = {}): SeenRecord => ({
  record: { a: 1, b: { c: 'x' } },
  logType: 'a:b',
  parser: 'json',
  origin: { service: 's3', resource: 'bucket', cluster: 'prod', delivery: 'key' },
  position: '3:1',
  createdAt: 2_000,
  eventTime: 1_000,
  requiredOutputs: [],
  stagedRules: new Set(),
  services: testServices(),
  ...given,
});

const build = (made: Rule, given: Partial<SeenRecord> = {}, context: JsonObject = {}) =>
  buildAlert({ rule: made, context }, seen(given));

const boom = () => {
  throw new Error('boom');
};

describe('an alert', () => {
  test('carries what the rule declares and where the record came from', () => {
    const made = defineRule({
      ...base,
      description: 'Something happened',
      severity: 'high',
      title: 'Title',
      runbook: 'Call',
      dedup: 'key',
      attack: ['TA0001'],
      references: ['https://example.com'],
      tags: ['aws'],
      outputs: ['slack:b', 'pagerduty:a', 'slack:b'],
      mergeBy: { keys: ['a'], windowMinutes: 5 },
    });

    const { alert, failures } = build(made, {}, { who: 'ana' });

    expect(failures).toEqual([]);
    expect(alert).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      ruleName: 'r',
      description: 'Something happened',
      severity: 'high',
      title: 'Title',
      attack: ['TA0001'],
      references: ['https://example.com'],
      runbook: 'Call',
      tags: ['aws'],
      logType: 'a:b',
      parser: 'json',
      origin: { service: 's3', resource: 'bucket', cluster: 'prod', delivery: 'key' },
      position: '3:1',
      record: { a: 1, b: { c: 'x' } },
      context: { who: 'ana' },
      outputs: ['pagerduty:a', 'slack:b'],
      publishers: {},
      mergeBy: { keys: ['a'], windowMinutes: 5 },
      dedup: 'key',
      staged: false,
      createdAt: 2_000,
      eventTime: 1_000,
    });
  });

  test('computes severity, title, dedup and runbook from record and context', () => {
    const made = defineRule({
      ...base,
      severity: (record) => (record['a'] === 1 ? 'critical' : 'info'),
      title: (record, context) => JSON.stringify([record['a'], context['who']]),
      dedup: (record) => String(record['a']),
      runbook: () => 'Call',
    });

    expect(build(made, {}, { who: 'ana' }).alert).toMatchObject({
      severity: 'critical',
      title: '[1,"ana"]',
      dedup: '1',
      runbook: 'Call',
    });
  });

  test('is not lost when all of these throw, and each is reported', () => {
    const made = defineRule({
      ...base,
      description: 'Described',
      severity: boom,
      title: boom,
      dedup: boom,
      runbook: boom,
      outputs: ['slack:a'],
      dynamicOutputs: [dynamicOutput({ name: 'ownerOf', outputsFor: boom })],
    });

    const { alert, failures } = build(made);

    expect(alert).toMatchObject({
      severity: 'medium',
      title: 'Described',
      dedup: null,
      runbook: null,
      outputs: ['slack:a'],
    });
    expect(failures.map(({ part }) => part).toSorted()).toEqual([
      'dedup',
      'dynamicOutputs',
      'runbook',
      'severity',
      'title',
    ]);
    expect(failures.every(({ reason }) => reason.includes('boom'))).toBe(true);
  });

  test.each([[undefined], [42], [{}], ['urgent']])(
    'falls back when a severity function gives %j',
    (given) => {
      const { alert, failures } = build(defineRule({ ...base, severity: () => given as 'high' }));

      expect(alert.severity).toBe('medium');
      expect(failures).toMatchObject([{ ruleName: 'r', part: 'severity' }]);
    },
  );

  test('shows its functions a record they cannot change', () => {
    const made = defineRule({
      ...base,
      title: (record) => JSON.stringify(Object.assign(record, { a: 2 })),
    });

    const { alert, failures } = build(made);

    expect(alert.record['a']).toBe(1);
    expect(failures).toMatchObject([{ part: 'title' }]);
  });

  test('has a context of its own, of plain JSON', () => {
    const inner = { list: [1] };
    const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as JsonObject;
    const context = {
      inner,
      set: new Set(['a']),
      map: new Map([['k', 1]]),
      date: new Date(0),
      gone: undefined,
      call: () => 1,
      notANumber: Number.NaN,
      big: 2n ** 64n,
      hostile,
    } as unknown as JsonObject;

    const { alert } = build(defineRule(base), {}, context);
    inner.list.push(2);

    expect(alert.context).toEqual({
      inner: { list: [1] },
      set: ['a'],
      map: { k: 1 },
      date: '1970-01-01T00:00:00.000Z',
      notANumber: 'NaN',
      big: 2n ** 64n,
      hostile: expect.anything(),
    });
    expect(Object.keys(alert.context['hostile'] ?? {})).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('survives a context that contains itself', () => {
    const context: JsonObject = {};
    context['self'] = context;

    expect(JSON.stringify(build(defineRule(base), {}, context).alert.context)).toContain('…');
  });
});

const idOf = (given: Partial<SeenRecord> = {}, made = defineRule(base)) =>
  build(made, given).alert.id;

describe('the id of an alert', () => {
  test('is the same on every run', () => {
    expect(idOf()).toBe('f5a1ffcf-78f9-dc10-cff8-75ffa264d75b');
  });

  test('does not depend on key order, on normalised values, or on when it was seen', () => {
    expect(idOf({ record: { b: { c: 'x' }, a: 1 } })).toBe(idOf());
    expect(
      idOf({
        record: { a: 1, b: { c: 'x' }, streamalert_normalization: { streamalert_record_id: 'z' } },
      }),
    ).toBe(idOf());
    expect(idOf({ createdAt: 5, eventTime: 6, requiredOutputs: ['a:b'] })).toBe(idOf());
    expect(idOf({ origin: { ...seen().origin, cluster: 'other' } })).toBe(idOf());
  });

  test('differs with the rule, the record and each part of where it came from', () => {
    const origin = seen().origin;
    const ids = [
      idOf(),
      idOf({}, defineRule({ ...base, name: 'other' })),
      idOf({ record: { a: 1, b: { c: 'y' } } }),
      idOf({ record: { a: '1', b: { c: 'x' } } }),
      idOf({ record: { a: 1, b: [{ c: 'x' }] } }),
      idOf({ position: '3:2' }),
      idOf({ origin: { ...origin, service: 'sns' } }),
      idOf({ origin: { ...origin, resource: 'other' } }),
      idOf({ origin: { ...origin, delivery: 'other' } }),
    ];

    expect(new Set(ids).size).toBe(ids.length);
  });

  test('tells apart integers that a double would not', () => {
    expect(idOf({ record: { a: 2n ** 60n } })).not.toBe(idOf({ record: { a: 2n ** 60n + 1n } }));
    expect(idOf({ record: { a: 5n } })).toBe(idOf({ record: { a: 5 } }));
  });
});

const ownerOf = (record: object, context: JsonObject) =>
  ['slack', ...[Reflect.get(record, 'a'), context['team']].map(String)].join(':');

describe('outputs', () => {
  test('are the required ones first, then the others sorted, each once', () => {
    const made = defineRule({
      ...base,
      outputs: ['slack:z', 'pagerduty:a', 'aws-firehose:alerts'],
    });

    expect(build(made, { requiredOutputs: ['aws-firehose:alerts'] }).alert.outputs).toEqual([
      'aws-firehose:alerts',
      'pagerduty:a',
      'slack:z',
    ]);
  });

  test.each<[string, unknown, readonly string[], number]>([
    ['one output', 'slack:dyn', ['slack:a', 'slack:dyn'], 0],
    ['several outputs', ['slack:dyn', 'slack:a'], ['slack:a', 'slack:dyn'], 0],
    ['nothing', undefined, ['slack:a'], 0],
    ['null', null, ['slack:a'], 0],
    ['an output without descriptor', 'slack', ['slack:a'], 1],
    ['a number among outputs', ['slack:dyn', 1], ['slack:a', 'slack:dyn'], 1],
    ['a map', { a: 1 }, ['slack:a'], 1],
  ])('that a function names may be %s', (_, named, outputs, failed) => {
    const dynamic = dynamicOutput({ name: 'd', outputsFor: () => named as string });
    const made = defineRule({ ...base, outputs: ['slack:a'], dynamicOutputs: [dynamic] });

    const { alert, failures } = build(made);

    expect(alert.outputs).toEqual(outputs);
    expect(failures).toHaveLength(failed);
  });

  test('may be chosen by record and context', () => {
    const made = defineRule({ ...base, dynamicOutputs: [ownerOf] });

    expect(build(made, {}, { team: 'red' }).alert.outputs).toEqual(['slack:1:red']);
  });
});

describe('publishers', () => {
  const compact = publisher({ name: 'compact', description: '', publish: (_, made) => made });
  const outputs = ['slack:sec', 'slack:ops', 'pagerduty:a'];
  const publishersOf = (
    publishers: NonNullable<Rule['publishers']>,
    requiredOutputs: string[] = [],
  ) => build(defineRule({ ...base, outputs, publishers }), { requiredOutputs }).alert.publishers;

  test('one for all outputs', () => {
    const all = { 'slack:sec': ['compact'], 'slack:ops': ['compact'], 'pagerduty:a': ['compact'] };

    expect(publishersOf(compact)).toEqual(all);
    expect(publishersOf('compact')).toEqual(all);
  });

  test('several for all outputs, in order', () => {
    expect(publishersOf([compact, 'other'])['slack:sec']).toEqual(['compact', 'other']);
  });

  test('those of the service first, then those of the output; none for the rest', () => {
    expect(publishersOf({ 'slack:sec': ['b', compact], slack: 'a', 'jira:x': 'c' })).toEqual({
      'slack:sec': ['a', 'b', 'compact'],
      'slack:ops': ['a'],
      'pagerduty:a': [],
    });
  });

  test('never for a required output', () => {
    expect(publishersOf('compact', ['slack:sec'])).toEqual({
      'slack:ops': ['compact'],
      'pagerduty:a': ['compact'],
    });
  });

  test('are found under an output service with a hostile name only if it was declared', () => {
    const made = defineRule({ ...base, outputs: ['constructor:x'], publishers: { slack: 'a' } });

    expect(build(made).alert.publishers).toEqual({ 'constructor:x': [] });
  });
});

describe('a staged rule', () => {
  const made = defineRule({
    ...base,
    outputs: ['slack:soc'],
    dynamicOutputs: [() => 'slack:team'],
    publishers: { 'slack:soc': ['compact'] },
    mergeBy: { keys: ['a'], windowMinutes: 5 },
  });

  test('alerts the required outputs alone, at once', () => {
    const given = { requiredOutputs: ['file:all'], stagedRules: new Set(['r']) };

    const { alert } = build(made, given);

    expect(alert).toMatchObject({ staged: true, outputs: ['file:all'], publishers: {} });
    expect(alert.mergeBy).toBeNull();
  });

  test('has the id that it has when it is live', () => {
    const staged = build(made, { stagedRules: new Set(['r']) }).alert;

    expect(staged.id).toBe(build(made).alert.id);
  });
});

test('an alert has the same id whatever indicators its record holds', () => {
  const record = { a: 1 };
  const marked = { a: 1, 'streamalert:ioc': { ip: ['192.0.2.1'] } };
  const made = defineRule(base);

  expect(build(made, { record: marked }).alert.id).toBe(build(made, { record }).alert.id);
});
