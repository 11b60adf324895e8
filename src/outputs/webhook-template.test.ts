import { expect, test } from 'vitest';
import { filledTemplate, isBodyTemplate } from './webhook-template.ts';

const content = {
  rule_name: 'a_rule',
  record: { user: 'ann "x"', list: [{ id: 2n ** 70n }], 'a.b': 1, none: null },
  'dotted.key': true,
};

test.each([
  ['"{{ rule_name }}"', 'a_rule'],
  ['"{{record.list}}"', [{ id: 2n ** 70n }]],
  ['"{{ record.list.0.id }}"', 2n ** 70n],
  ['"{{ dotted.key }}"', true],
  ['"{{ . }}"', content],
  ['"{{ record.nothing }}"', null],
  ['"{{ __proto__ }}"', null],
  ['"{{ record.user.length }}"', null],
  [
    '"<{{ rule_name }}|{{ record.user }}|{{ record.none }}|{{ record.list }}>"',
    '<a_rule|ann "x"||[{"id":1180591620717411303424}]>',
  ],
  [
    '{"a": ["{{ rule_name }}", 1, null], "{{ b }}": {"c": "plain"}}',
    { a: ['a_rule', 1, null], '{{ b }}': { c: 'plain' } },
  ],
  ['"{{ rule_name }} {{ "', 'a_rule {{ '],
])('%s', (template, body) => {
  expect(filledTemplate(template, content)).toEqual(body);
});

test('what is put in is not looked at again', () => {
  expect(filledTemplate('"{{ a }} {{ b }}"', { a: '{{ b }}', b: 'secret' })).toBe('{{ b }} secret');
});

test.each([
  ['{"a": 1}', true],
  ['{"a": {{ b }}}', false],
  ['', false],
])('%s is a template: %s', (text, isOne) => {
  expect(isBodyTemplate(text)).toBe(isOne);
});
