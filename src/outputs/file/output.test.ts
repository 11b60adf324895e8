import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { localOutputFiles } from '../../adapters/local/output-files.ts';
import { parseJson } from '../../domain/exact-json.ts';
import { fileOutput } from './output.ts';

test('appends the publication as a line of JSON to the file that outputs.json names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-file-'));
  const ports = { ...testOutputPorts().ports, files: localOutputFiles(folder) };
  const record = { text: 'two\nlines', big: 2n ** 70n };
  try {
    for (const id of ['1', '2']) {
      const request = aDelivery({
        alert: anAlert({ id, record }),
        resource: 'alerts.jsonl',
        ports,
      });
      expect(await fileOutput.deliver(request)).toEqual({ outcome: 'delivered' });
    }

    const lines = readFileSync(join(folder, 'alerts.jsonl'), 'utf8').split('\n');
    expect(lines).toHaveLength(3);
    expect(parseJson(lines[1] ?? '')).toMatchObject({ id: '2', rule_name: 'a_rule', record });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('instructions to other outputs are not written', async () => {
  const { ports, appended } = testOutputPorts();

  await fileOutput.deliver(
    aDelivery({ publication: { a: 1, '@slack.text': 'x' }, resource: 'f', ports }),
  );

  expect(appended).toEqual([{ path: 'f', line: '{"a":1}' }]);
});

test('a file that cannot be written keeps the alert waiting, and the reason says why', async () => {
  const ports = { ...testOutputPorts().ports, files: localOutputFiles('/dev/null') };

  expect(await fileOutput.deliver(aDelivery({ resource: 'alerts.jsonl', ports }))).toEqual({
    outcome: 'failed',
    reason: expect.stringContaining('/dev/null'),
    retryable: true,
  });
});

test('a destination without a path keeps the alert waiting', async () => {
  expect(await fileOutput.deliver(aDelivery())).toMatchObject({
    outcome: 'failed',
    reason: 'outputs.json names no path for file:soc',
    retryable: true,
  });
});
