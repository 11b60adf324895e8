import { expect, test } from 'vitest';
import { recordText } from './slack-record-text.ts';

test('a record becomes lines that a person can read', () => {
  const record = {
    user: 'ann',
    active: true,
    admin: false,
    boss: null,
    count: 3,
    big: 2n ** 70n,
    empty: {},
    none: [],
    address: { city: 'Bern', geo: { lat: 46.9 } },
    list: ['a', { b: 1 }, [2], {}],
    text: 'two\nlines',
  };

  expect(recordText(record).split('\n')).toEqual([
    '*active:* True',
    '*address:*',
    '\t*city:* Bern',
    '\t*geo:*',
    '\t\t*lat:* 46.9',
    '*admin:* False',
    '*big:* 1180591620717411303424',
    '*boss:* None',
    '*count:* 3',
    '*empty:* {}',
    '*list:*',
    '\t*[1]* a',
    '\t*[2]*',
    '\t\t*b:* 1',
    '\t*[3]*',
    '\t\t*[1]* 2',
    '\t*[4]* {}',
    '*none:* []',
    '*text:* two',
    'lines',
    '*user:* ann',
  ]);
});

test.each([
  [{}, ''],
  ['text', 'text'],
  [null, 'None'],
])('%j is written as %j', (value, text) => {
  expect(recordText(value)).toBe(text);
});
