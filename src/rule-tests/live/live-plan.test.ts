import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { environmentSecrets } from '../../adapters/local/secrets.ts';
import { webhook } from '../../outputs/webhook/output.ts';
import { planLive } from './live-plan.ts';

const destination = (service: string, descriptor: string) => ({
  service,
  descriptor,
  resource: null,
});

const ports = (env: Record<string, string> = {}) => ({
  outputs: [webhook],
  destinations: [destination('webhook', 'soc'), destination('pigeon', 'x')],
  archives: ['archive:alerts'],
  secrets: environmentSecrets(env),
});

const url = '{"url": "https://example.com"}';

test('alerts are counted by rule, with the outputs that any of them has', async () => {
  const { rules, problems } = await planLive(
    [
      anAlert({ ruleName: 'b', outputs: ['webhook:soc'] }),
      anAlert({ ruleName: 'a', outputs: [] }),
      anAlert({ ruleName: 'b', outputs: ['archive:alerts'] }),
    ],
    ports({ STREAMALERT_OUTPUT_WEBHOOK_SOC: url }),
  );

  expect(rules).toEqual([
    { ruleName: 'a', alerts: 1, outputs: [] },
    { ruleName: 'b', alerts: 2, outputs: ['archive:alerts', 'webhook:soc'] },
  ]);
  expect(problems).toEqual([]);
});

test.each([
  ['pigeon:x', {}, 'no output "pigeon" is built in'],
  ['webhook:sco', {}, 'outputs.json does not list it. Did you mean "webhook:soc"?'],
  ['webhook:soc', {}, "it has no credentials; set STREAMALERT_OUTPUT_WEBHOOK_SOC='{ … }' with url"],
  ['webhook:soc', { STREAMALERT_OUTPUT_WEBHOOK_SOC: '{}' }, 'its credentials do not fit: url'],
  ['webhook:soc', { STREAMALERT_OUTPUT_WEBHOOK_SOC: 'x' }, 'is not JSON'],
])('%s with %j cannot be tried, and it is said why', async (output, env, message) => {
  const alert = anAlert({ ruleName: 'a', outputs: [output] });

  const { problems } = await planLive([alert], ports(env));

  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${output} (a): `);
  expect(problems[0]).toContain(message);
});
