import { expect, test } from 'vitest';
import { type Import, violations } from './check.ts';

const edge = (from: string, to: string): Import => ({ from, to });

test.each([
  ['domain-is-pure', 'src/domain/alert.ts', 'node:crypto'],
  ['domain-is-pure', 'src/domain/alert.ts', 'src/ports/clock.ts'],
  ['ports-know-the-domain', 'src/ports/clock.ts', 'src/adapters/local/clock.ts'],
  ['stages-know-contracts', 'src/stages/classifier/classifier.ts', 'src/parsers/csv/parser.ts'],
  ['stages-are-strangers', 'src/stages/classifier/classifier.ts', 'src/stages/normalizer/x.ts'],
  ['members-are-strangers', 'src/outputs/slack/output.ts', 'src/outputs/webhook/output.ts'],
  ['adapters-know-ports', 'src/adapters/local/clock.ts', 'src/stages/classifier/classifier.ts'],
  ['aws-in-one-place', 'src/outputs/slack/output.ts', '@aws-sdk/client-sns'],
  ['runtimes-have-no-terminal', 'src/runtimes/embedded/scan.ts', 'src/cli/main.ts'],
  ['content-uses-exports', 'rules/aws/root.ts', 'src/domain/rule.ts'],
  ['tests-stay-outside', 'src/domain/alert.ts', 'src/domain/alert.test.ts'],
])('%s: %s must not import %s', (name, from, to) => {
  expect(violations([edge(from, to)]).join('\n')).toContain(name);
});

test.each([
  ['src/stages/classifier/classifier.ts', 'src/parsers/parser.ts'],
  ['src/stages/classifier/classifier.ts', 'src/stages/classifier/decide.ts'],
  ['src/outputs/slack/output.ts', 'src/outputs/output.ts'],
  ['src/outputs/index.ts', 'src/outputs/slack/output.ts'],
  ['src/outputs/slack/output.test.ts', 'src/adapters/local/http-client.ts'],
  ['rules/aws/root.ts', 'streamalert'],
])('%s may import %s', (from, to) => {
  expect(violations([edge(from, to)])).toEqual([]);
});

test('a cycle is named with all its files', () => {
  const found = violations([
    edge('src/config/a.ts', 'src/config/b.ts'),
    edge('src/config/b.ts', 'src/config/a.ts'),
  ]);

  expect(found).toEqual(['cycle: src/config/a.ts → src/config/b.ts → src/config/a.ts']);
});
