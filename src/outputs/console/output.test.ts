import { expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { consoleOutput } from './output.ts';

async function printed(request: Parameters<typeof aDelivery>[0]) {
  const { ports, printed: lines } = testOutputPorts();
  expect(await consoleOutput.deliver(aDelivery({ ...request, ports }))).toEqual({
    outcome: 'delivered',
  });
  return lines;
}

test('prints severity, time, rule and title on one line', async () => {
  const eventTime = Date.UTC(2026, 2, 14, 11, 42, 7, 999);

  expect(await printed({ alert: anAlert({ eventTime, severity: 'info' }) })).toEqual([
    'INFO      2026-03-14 11:42:07Z  a_rule  Something happened to ann',
  ]);
});

test('a merged alert says once how many it stands for', async () => {
  const title = 'Something happened to ann (12 merged)';
  const [line] = await printed({ alert: aMergedAlert({ title }) });

  expect(line).toMatch(/Something happened to ann \(12 merged\)$/);
});

test('prints the line that a publisher wrote', async () => {
  expect(await printed({ publication: { '@console.line': 'mine' } })).toEqual(['mine']);
});

test('what an attacker wrote into a log does not steer the terminal', async () => {
  const title = 'ann\u001b[2J\u001b]0;x\u0007\r\nCRITICAL fake\u202e \u2028end\u009b1m';

  const [line = ''] = await printed({ alert: anAlert({ title }) });

  expect(line).toMatch(/ann \[2J \]0;x CRITICAL fake +end 1m$/);
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
});
