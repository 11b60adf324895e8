import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { outputs } from '../../outputs/index.ts';
import { renderedCalls } from './render-calls.ts';
import { callText } from './render-words.ts';

const alert = anAlert({
  context: { carbonblack: { action: 'ban', value: 'd41d8cd98f00b204e9800998ecf8427e' } },
});

const target = (service: string) => ({
  service,
  descriptor: 'soc',
  resource: null,
  isOfRule: true,
});

test.each(outputs.map((output) => [output.service, output] as const))(
  'what goes out to %s is shown, without anything being configured',
  async (service, output) => {
    const publication = output.defaultPublication(alert);

    const { calls, stopped } = await renderedCalls(output, alert, publication, target(service));

    expect(stopped).toBeUndefined();
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const { heading } = callText(call);
      expect(heading).toMatch(/\S/);
    }
    expect(calls.map((call) => callText(call).body ?? '').join('')).toMatch(/\S/);
  },
);
