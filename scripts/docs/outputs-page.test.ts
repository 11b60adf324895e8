import { expect, test } from 'vitest';
import { z } from 'zod';
import { defaultPublication } from '../../src/domain/default-publication.ts';
import { outputs } from '../../src/outputs/index.ts';
import { defineOutput, plain, secret } from '../../src/outputs/output.ts';
import { faultsOf } from '../../testing/output-faults.ts';
import { outputPage } from './output-page.ts';
import { outputsPage } from './outputs-page.ts';

const pager = defineOutput({
  service: 'pager',
  summary: 'Call whoever is on duty',
  protocol: 'Pages API v7 | JSON',
  documentation: 'https://pager.example/docs',
  repetition: '`page_key`',
  limits: 'texts of 100 characters',
  fields: z.object({
    text: z.string().describe('what is read out'),
    urgency: z.enum(['now', 'soon']).describe('how soon'),
  }),
  rateLimit: { calls: 10, seconds: 60 },
  shape: 'map',
  resourceDescription: 'team that is called',
  credentials: z.object({
    key: secret('key of the account'),
    region: plain('where the account is').optional(),
  }),
  uses: ['http'],
  defaultPublication,
  deliver: async () => ({ outcome: 'delivered' }),
  resolve: async () => ({ outcome: 'delivered' }),
});

test('a page has all that the definition says', () => {
  const page = outputPage(pager);

  expect(page).toContain('# pager\n');
  expect(page).toContain('Call whoever is on duty.');
  expect(page).toContain('| protocol | Pages API v7 \\| JSON |');
  expect(page).toContain('| documented at | <https://pager.example/docs> |');
  expect(page).toContain('`"pager": {"<descriptor>": "<resource>"}`');
  expect(page).toContain('where the resource is the team that is called');
  expect(page).toContain("`outputs: ['pager:<descriptor>']`");
  expect(page).toContain('| a repeated delivery is known by | `page_key` |');
  expect(page).toContain('| limits | texts of 100 characters; what is larger is shortened |');
  expect(page).toContain('| sent at most | 10 calls in 60 seconds; more waits here |');
  expect(page).toContain('| `key` | string | required | key of the account (secret) |');
  expect(page).toContain('| `region` | string |  | where the account is |');
  expect(page).toContain('| `@pager.text` | `string` | what is read out |');
  expect(page).toContain("| `@pager.urgency` | `'now' \\| 'soon'` | how soon |");
  expect(page).toContain('- **Update**: no.');
  expect(page).toContain('- **Resolve**: yes.');
});

test('a page has a line for every error that is tested, with what becomes of the alert', () => {
  const page = outputPage(pager);

  expect(page).toContain('| 401 | given up, with the reason |');
  expect(page).toContain('| 429 | tried again |');
  expect(page).toContain('| an expired certificate | tried again |');
  for (const { name } of faultsOf(['http']))
    expect(page).toContain(name.replace('the address ', ''));
  expect(page).toMatch(/metadata: \S+ [^|]*https:\/\/169\.254\.169\.254 [^|]*\| tried again \|/);
});

test('what means something else to an output is said with the reason', () => {
  const webhook = outputs.find(({ service }) => service === 'webhook') ?? pager;

  expect(outputPage(webhook)).toContain('| a page | delivered: the endpoint is');
});

test('the index has a line for every output, and every error that is tested', () => {
  const page = outputsPage([...outputs, pager]);

  expect(page).toContain(
    `| [\`pager\`](outputs/pager.md) | Pages API v7 \\| JSON | – | – | yes | texts of 100 characters | [${faultsOf(['http']).length} over HTTP](#over-http) |`,
  );
  for (const { service } of outputs) expect(page).toContain(`\n| [\`${service}\`](outputs/`);
  for (const { uses } of outputs) {
    for (const { name } of faultsOf(uses)) expect(page).toContain(name.replace('the address ', ''));
  }
});

test('an output that stays on this machine claims no tests of a network', () => {
  const [local] = outputs.filter(({ service }) => service === 'console');

  expect(outputsPage(local ? [local] : [])).toContain('| none: it stays on this machine |');
  expect(outputPage(local ?? pager)).toContain('what fails is tried again');
});
