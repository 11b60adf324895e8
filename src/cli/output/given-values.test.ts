import { expect, test } from 'vitest';
import { jira } from '../../outputs/jira/output.ts';
import { givenValues, objectIn } from './given-values.ts';
import { propertiesOf } from './properties.ts';

const nothing = { set: [], setEnv: [], setFile: [], fromStdin: false };
const place = { cwd: '/', env: { PASSWORD: 'a=b c:d' } };

test('a value is everything behind the first equals sign', () => {
  const given = givenValues(
    {
      ...nothing,
      set: ['username=a=b', 'issue_type=Security task'],
      setEnv: ['password=PASSWORD'],
    },
    propertiesOf(jira),
    place,
  );

  expect(Object.fromEntries(given)).toEqual({
    username: 'a=b',
    issue_type: 'Security task',
    password: 'a=b c:d',
  });
});

test.each([
  ['{"url": canary', 'no JSON'],
  ['["canary"]', 'no JSON object'],
  ['"canary"', 'no JSON object'],
  ['null', 'no JSON object'],
  ['', 'no JSON'],
  ['{"url": "canary", "url": "canary"}', 'a key twice'],
  [`{"url": "${'canary'.repeat(200_000)}"}`, 'more than 1 MB'],
  ['{"a":'.repeat(200), 'nested more than'],
])('what is no JSON object is refused without a word of it: %#', (text, message) => {
  expect(() => objectIn(text)).toThrow(message);
  expect(() => objectIn(text)).not.toThrow('canary');
});

test('a key that means something to programs is a key like others', () => {
  expect(Object.keys(objectIn('{"__proto__": "x"}'))).toEqual(['__proto__']);
});
