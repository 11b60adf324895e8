import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isMatcher, isPublisher, isRule, problemsOf } from './content-kind.ts';
import { defineRule, dynamicOutput, matcher, publisher, rule } from './define-rule.ts';
import { placeOfFrame } from './place.ts';

const minimal = { name: 'r', logs: ['a:b'], matches: () => true };

/** What an author without a type checker may write. */
const ruleOf = (options: object) => Reflect.apply(defineRule, undefined, [options]) as object;
const problemsWith = (options: object) => problemsOf(ruleOf({ ...minimal, ...options }));

const inProduction = () => true;
const ownerOf = () => 'slack:owner';

test('the typed and the loose way to define a rule make the same rule', () => {
  const definition = { name: 'r', datatypes: ['ip_address' as const], where: { a: 1 } };

  expect({ ...rule(definition), place: undefined }).toEqual({
    ...defineRule(definition),
    place: undefined,
  });
  expect(rule(definition).place?.file).toBe(import.meta.filename);
});

describe('a rule', () => {
  test('has a default for everything but its name', () => {
    expect(defineRule(minimal)).toMatchObject({
      name: 'r',
      description: 'No rule description provided',
      severity: 'medium',
      attack: [],
      references: [],
      falsePositives: [],
      tags: [],
      matchers: [],
      outputs: [],
      dynamicOutputs: [],
      disabled: false,
    });
  });

  test('knows the place it was written at', () => {
    const { place } = defineRule(minimal);

    expect(place?.file).toBe(import.meta.filename);
    expect(place?.line).toBeGreaterThan(1);
  });

  test('cannot be changed afterwards', () => {
    const made = defineRule(minimal);

    expect(() => Object.assign(made, { disabled: true })).toThrow(TypeError);
  });

  test('takes plain functions as matchers and dynamic outputs, under their own names', () => {
    const made = defineRule({ ...minimal, matchers: [inProduction], dynamicOutputs: [ownerOf] });

    expect(made.matchers.map(({ name }) => name)).toEqual(['inProduction']);
    expect(made.dynamicOutputs.map(({ name }) => name)).toEqual(['ownerOf']);
  });

  test('keeps the default of an option that is undefined', () => {
    expect(ruleOf({ ...minimal, outputs: undefined, severity: undefined })).toMatchObject({
      outputs: [],
      severity: 'medium',
    });
  });

  test('is known apart from what only looks like one', () => {
    const made = defineRule(minimal);

    expect(isRule(made)).toBe(true);
    expect(isRule({ ...made })).toBe(false);
    expect(isRule(null)).toBe(false);
    expect(isMatcher(matcher({ name: 'm', matches: () => true }))).toBe(true);
    expect(
      isPublisher(publisher({ name: 'p', description: '', publish: (_, made_) => made_ })),
    ).toBe(true);
    expect(isPublisher(made)).toBe(false);
  });

  test('of sound options has no problems', () => {
    const everything = {
      ...minimal,
      severity: () => 'high',
      attack: ['TA0001:T1078.004', 'T1078', 'TA0001'],
      references: ['https://example.com'],
      runbook: 'Call somebody',
      author: 'me',
      falsePositives: ['none'],
      tags: ['aws'],
      datatypes: ['ip_address'],
      matchers: [matcher({ name: 'm', matches: () => true })],
      reqSubkeys: { detail: ['userIdentity'], other: [] },
      where: {
        a: 'x',
        b: ['x', 1, 1n, true, null],
        c: {
          startsWith: 'x',
          endsWith: ['y'],
          contains: 'z',
          cidr: ['10.0.0.0/8', '::1'],
          exists: true,
        },
      },
      outputs: ['slack:a'],
      dynamicOutputs: [dynamicOutput({ name: 'd', outputsFor: () => null })],
      publishers: { slack: 'a', 'slack:a': ['b', 'c'] },
      mergeBy: { keys: ['a'], windowMinutes: 5 },
      context: {},
      title: () => 'x',
      dedup: 'x',
      disabled: true,
    };

    expect(problemsWith(everything)).toEqual([]);
  });

  test.each<[string, object, string, string | undefined]>([
    ['no name', { name: undefined }, 'name', undefined],
    ['a name with a blank', { name: 'a b' }, 'name', undefined],
    ['a severity that does not exist', { severity: 'hihg' }, 'severity', 'high'],
    ['an ATT&CK id of another form', { attack: ['T1'] }, 'attack[0]', undefined],
    ['an output without descriptor', { outputs: ['slack'] }, 'outputs[0]', undefined],
    ['an output that is no text', { outputs: [1] }, 'outputs[0]', undefined],
    ['outputs that are no list', { outputs: 'slack:a' }, 'outputs', undefined],
    ['an unknown option', { titel: 'x' }, 'titel', 'title'],
    ["the original's spelling of an option", { merge_by_keys: ['a'] }, 'merge_by_keys', 'mergeBy'],
    ['the other half of it', { merge_window_mins: 5 }, 'merge_window_mins', 'mergeBy'],
    ['dynamic outputs in snake case', { dynamic_outputs: [] }, 'dynamic_outputs', 'dynamicOutputs'],
    ['required sub-keys in snake case', { req_subkeys: {} }, 'req_subkeys', 'reqSubkeys'],
    ["the original's decorator", { disable: true }, 'disable', 'disabled'],
    ['any option in snake case', { false_positives: [] }, 'false_positives', 'falsePositives'],
    ['a name that every object has', { name: 'constructor' }, 'name', undefined],
    ['a function in its context', { context: { a: () => 1 } }, 'context.a', undefined],
    ['a runbook that is no text', { runbook: 1 }, 'runbook', undefined],
    ['a title that is no text', { title: ['x'] }, 'title', undefined],
    ['tags that are no texts', { tags: [1] }, 'tags[0]', undefined],
    ['a promise of a severity', { severity: Promise.resolve('high') }, 'severity', undefined],
    ['a where that is a list', { where: [] }, 'where', undefined],
    [
      'a dynamic output that is a text',
      { dynamicOutputs: ['slack:a'] },
      'dynamicOutputs[0]',
      undefined,
    ],
    ['a publisher in no list', { publishers: { slack: [[]] } }, 'publishers.slack[0]', undefined],
    [
      'a promotion of no time',
      { promotion: { afterHours: -1 } },
      'promotion.afterHours',
      undefined,
    ],
    ['no alert an hour', { maxAlertsPerHour: 0 }, 'maxAlertsPerHour', undefined],
    ['a disabled that is a text', { disabled: 'yes' }, 'disabled', undefined],
    ['merging without keys', { mergeBy: { windowMinutes: 5 } }, 'mergeBy.keys', undefined],
    ['merging by no keys', { mergeBy: { keys: [], windowMinutes: 5 } }, 'mergeBy.keys', undefined],
    ['merging without a window', { mergeBy: { keys: ['a'] } }, 'mergeBy.windowMinutes', undefined],
    ['neither logs nor datatypes', { logs: [] }, 'logs', undefined],
    ['nothing that decides', { matches: undefined }, 'matches', undefined],
    ['an empty where and no code', { matches: undefined, where: {} }, 'matches', undefined],
    ['an unknown test', { where: { a: { startWith: 'x' } } }, 'where.a.startWith', 'startsWith'],
    ['a where that can never hold', { where: { a: [] } }, 'where.a', undefined],
    ['a network that is none', { where: { a: { cidr: '10.0.0/8' } } }, 'where.a.cidr', undefined],
    ['a number that is none', { where: { a: Number.NaN } }, 'where.a', undefined],
    ['a matcher that is none', { matchers: [{}] }, 'matchers[0]', undefined],
    ['a publisher that is none', { publishers: { slack: 1 } }, 'publishers.slack', undefined],
    ['a context that is no map', { context: [] }, 'context', undefined],
    ['required sub-keys that are no list', { reqSubkeys: { a: 'b' } }, 'reqSubkeys.a', undefined],
    ['a hostile option', JSON.parse('{"__proto__x":1}'), '__proto__x', undefined],
  ])('with %s has a problem that says where', (_, options, path, suggestion) => {
    const found = problemsWith(options);

    expect(found.map((problem) => problem.path)).toEqual([path]);
    expect(found[0]?.suggestion).toBe(suggestion);
    expect(found[0]?.message).toMatch(/\w/);
  });

  test('tells all its problems at once', () => {
    const paths = problemsWith({ severity: 1, outputs: ['x'], oops: 1 }).map(({ path }) => path);

    expect(paths).toEqual(['severity', 'outputs[0]', 'oops']);
  });

  test.each([[undefined], [null], [42], [[]]])('made of %j does not throw', (options) => {
    const made = Reflect.apply(defineRule, undefined, [options]) as object;

    expect(problemsOf(made)).toHaveLength(1);
  });
});

test.each([
  ['matcher', matcher, 'matches'],
  ['publisher', publisher, 'publish'],
  ['dynamic output', dynamicOutput, 'outputsFor'],
])('a %s without name or function has these problems', (_, define, method) => {
  const made = Reflect.apply(define, undefined, [{ name: '' }]) as object;

  expect(problemsOf(made).map(({ path }) => path)).toEqual(['name', method]);
});

test.each([
  ['matcher', matcher, 'matches'],
  ['publisher', publisher, 'publish'],
  ['dynamic output', dynamicOutput, 'outputsFor'],
])('a %s with an option that does not exist says so', (_, define, method) => {
  const definition = { name: 'x', [method]: () => true, descripton: '' };
  const made = Reflect.apply(define, undefined, [definition]) as object;

  expect(problemsOf(made)).toMatchObject([{ path: 'descripton', suggestion: 'description' }]);
});

describe('a description with labels', () => {
  const description = `
    author:     ann
    Somebody signed in as root.
    It should never happen.

    reference:  https://a.example/x
                https://b.example/y
    playbook:   Call the owner
  `;

  test('stands in for the options that say the same', () => {
    expect(defineRule({ ...minimal, description })).toMatchObject({
      description,
      author: 'ann Somebody signed in as root. It should never happen.',
      references: ['https://a.example/x', 'https://b.example/y'],
      runbook: 'Call the owner',
    });
  });

  test('gives way to the options themselves', () => {
    const own = { author: 'me', references: ['https://c.example'], runbook: 'Wait', title: 'Root' };

    expect(defineRule({ ...minimal, description, ...own })).toMatchObject(own);
  });

  test('gives the title its first paragraph', () => {
    const text = 'Root\n  signed in\n\nNever mind.\nauthor: me';

    expect(defineRule({ ...minimal, description: text }).title).toBe('Root signed in');
    expect(defineRule({ ...minimal, description: 'Root signed in' }).title).toBeUndefined();
    expect(defineRule({ ...minimal, description: 'author: me' }).title).toBeUndefined();
  });
});

test('a rule says in one line which it is', () => {
  const made = defineRule({ ...minimal, outputs: ['slack:a', 'file:b'] });

  expect(String(made)).toBe('<Rule: r; outputs: [slack:a, file:b]; disabled: false>');
  expect(inspect([made])).toBe('[ <Rule: r; outputs: [slack:a, file:b]; disabled: false> ]');
  expect(String(defineRule({ ...minimal, disabled: true }))).toBe(
    '<Rule: r; outputs: []; disabled: true>',
  );
  expect(String(ruleOf({ outputs: 'nonsense' }))).toContain('outputs: [nonsense]');
});

describe('a line of a stack trace', () => {
  test.each([
    ['    at file:///a%20b/c.ts:3:7', { file: '/a b/c.ts', line: 3, column: 7 }],
    ['    at matches (file:///a/c.ts:3:7)', { file: '/a/c.ts', line: 3, column: 7 }],
    ['    at async file:///a/c.ts:3:7', { file: '/a/c.ts', line: 3, column: 7 }],
    ['    at async Object.matches (/a/c.ts:13:17)', { file: '/a/c.ts', line: 13, column: 17 }],
    ['    at f (file:///C:/a/c.ts:1:2)', { file: 'C:/a/c.ts', line: 1, column: 2 }],
    ['    at node:internal/modules/esm/loader:647:26', undefined],
    ['    at Array.map (<anonymous>)', undefined],
    ['TypeError: x is not a function', undefined],
  ])('%j names its place', (frame, place) => {
    expect(placeOfFrame(frame)).toEqual(place);
  });
});
