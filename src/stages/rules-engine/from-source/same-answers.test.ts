import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testServices } from '../../../../testing/rule-services.ts';
import { defineRule } from '../../../domain/define-rule.ts';
import type { JsonValue } from '../../../domain/json.ts';
import type { Rule } from '../../../domain/rule.ts';
import { at } from '../../../index.ts';
import { compileRules, type RulesEngine } from '../rules-engine.ts';

const logType = 'a:b';

/** Few keys and values, so that conditions hold often and are missed closely. */
const key = fc.constantFrom('a', 'b', 'c');
const constant = fc.constantFrom('"x"', '"y"', '1', 'true', 'null', 'undefined', '""', 'kind');
const value = fc.constantFrom<JsonValue>('x', 'y', 1, true, null, '', 'k', 12345678901234567890n);

const member = fc.tuple(fc.constantFrom('.', '?.'), key).map(([dot, name]) => `${dot}${name}`);
const read = fc.oneof(
  fc.array(member, { minLength: 1, maxLength: 3 }).map((parts) => `record${parts.join('')}`),
  fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => `at(record, '${keys.join("', '")}')`),
  key.map((name) => `field${name}`),
  key.map((name) => `record.${name}.length`),
);

const both =
  (operator: string) =>
  ([left, right]: [string, string]): string =>
    `(${left} ${operator} ${right})`;

const { expression } = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  expression: fc.oneof(
    { weight: 3, arbitrary: tie('leaf') },
    { weight: 2, arbitrary: fc.tuple(tie('expression'), tie('expression')).map(both('&&')) },
    { weight: 2, arbitrary: fc.tuple(tie('expression'), tie('expression')).map(both('||')) },
    { weight: 1, arbitrary: tie('expression').map((inner) => `!(${inner})`) },
  ),
  leaf: fc.oneof(
    fc.tuple(read, fc.constantFrom('===', '!==', '=='), constant).map((parts) => parts.join(' ')),
    fc.tuple(constant, read).map(([left, right]) => `${left} === ${right}`),
    fc.tuple(constant, constant, read).map(([a, b, field]) => `[${a}, ${b}].includes(${field})`),
    read.map((field) => `kinds.has(${field})`),
    read.map((field) => `typeof ${field} === 'string'`),
    read.map((field) => `Boolean(${field})`),
    read.map((field) => `${field}.startsWith('x')`),
    read,
  ),
}));

const statement = fc.oneof(
  expression.map((test_) => `if (${test_}) return false;`),
  expression.map((test_) => `if (${test_}) { return; }`),
  expression.map((test_) => `if (${test_}) return true;`),
  read.map((field) => `const other = ${field};`),
);

/** `fielda` and so on are there in any case, safe or not. */
const opening = fc.constantFrom(
  'const { a: fielda, b: fieldb, c: fieldc } = record;',
  'const fielda = record.a?.a, fieldb = record.b, fieldc = at(record, "c", "a");',
  'const { a: fielda, b: fieldb } = record.c; const fieldc = record.a;',
);
const code = fc
  .tuple(opening, fc.array(statement, { maxLength: 2 }), expression)
  .map(([first, statements, last]) => {
    const lines = statements.map((line, index) => line.replace('other', `other${index}`));
    return `(record) => { ${[first, ...lines].join(' ')} return ${last}; }`;
  });

const record = fc.dictionary(
  key,
  fc.oneof(
    value,
    fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value, { noNullPrototype: true })), {
      noNullPrototype: true,
    }),
    fc.array(value, { maxLength: 2 }),
  ),
  { noNullPrototype: true },
);

const names = `const kind = 'k'; const kinds = new Set(['x', 1, null]); import { at } from 'streamalert';`;

function ruleOf(text: string, ordinal: number): Rule {
  const make = new Function('at', 'kind', 'kinds', `return ${text}`);
  const matches = make(at, 'k', new Set(['x', 1, null])) as () => boolean;
  return defineRule({ name: `rule_${ordinal}`, logs: [logType], matches });
}

function answers(engine: RulesEngine, given: object): unknown {
  const detection = engine.detect(structuredClone(given) as never, logType);
  if (detection instanceof Promise) throw new Error('no rule here is asynchronous');
  return {
    matches: detection.matches.map(({ rule }) => rule.name),
    failures: detection.failures.map(({ ruleName, reason }) => [ruleName, reason]),
  };
}

test('a rule whose code is indexed answers, and fails, as it does without the index', () => {
  fc.assert(
    fc.property(
      fc.array(code, { minLength: 1, maxLength: 8 }),
      fc.array(record, { minLength: 1, maxLength: 12 }),
      (texts, records) => {
        const rules = texts.map(ruleOf);
        const source = [names, ...texts.map((text) => `(${text});`)].join('\n');
        const options = { services: testServices(), logTypes: [logType] };
        const plain = compileRules(rules, { ...options, index: 'declared' });
        const indexed = compileRules(rules, { ...options, index: { sourceOf: () => source } });

        for (const each of records) expect(answers(indexed, each)).toEqual(answers(plain, each));
      },
    ),
    { numRuns: 300 },
  );
});
