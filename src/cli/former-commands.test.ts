import { expect, test } from 'vitest';
import { formerCommand } from './former-commands.ts';

test.each([
  ['validate-schemas', 'test classifier'],
  ['validate-schemas --test-files a.json', 'test classifier --test-files a.json'],
  ['lambda test', 'test rules'],
  ['lambda test --processor rule --rules a b', 'test rules --rules a b'],
  ['lambda test --processor all -s', 'test rules --publish -s'],
  ['lambda test --processor=alert --repeat 3', 'test rules --publish --repeat 3'],
  ['lambda test -p alert', 'test rules --publish'],
  ['live-test --cluster prod --rules a', 'test live --cluster prod --rules a'],
  ['live-test --rules a --cluster=prod', 'test live --cluster prod --rules a'],
  ['live-test --help', 'test live --help'],
  ['output slack', 'output set slack'],
  ['output aws-sns -u', 'output set aws-sns -u'],
  ['output new --service slack', 'output set slack'],
  ['output new -s slack --update', 'output set slack --update'],
  ['output new --service=slack', 'output set slack'],
  ['output new --help', 'output set --help'],
])('%s is %s', (former, today) => {
  expect(formerCommand(former.split(' '))?.words.join(' ')).toBe(today);
});

test.each(['test rules', 'lambda deploy', 'scan .', ''])('%j is no former command', (words) => {
  expect(formerCommand(words.split(' '))).toBeUndefined();
});

test('what was required is still asked for', () => {
  expect(() => formerCommand(['live-test'])).toThrow('live-test needs --cluster');
  expect(() => formerCommand(['lambda', 'test', '--processor', 'x'])).toThrow(
    '--processor: expected one of rule, alert, all, found "x"',
  );
});

test.each(['output', 'output --help', 'output set slack', 'output lst', 'output list'])(
  '%j is a command of today, or one that is misspelt',
  (words) => {
    const names = ['output set', 'output list', 'scan'];

    expect(formerCommand(words.split(' '), names)).toBeUndefined();
  },
);
