import { expect, test } from 'vitest';
import { batchesOf } from './batch.ts';
import { partialFailure } from './partial-failure.ts';
import type { AwsDelivery } from './delivery.ts';
import { ignored, payload, placed } from './pieces.ts';

test('payloads come in few batches and keep their positions', () => {
  const pieces = placed([
    payload('a'),
    payload('b\nc'),
    ignored('empty record', ''),
    payload('d'),
    payload('with \u001e in it'),
    payload('e'),
  ]);

  const batches = batchesOf({ pieces });

  expect(
    batches.map(({ framing, bytes, firstPosition }) => [
      framing,
      Buffer.from(bytes).toString(),
      firstPosition,
    ]),
  ).toEqual([
    ['documents', '\u001ea\n\u001eb\nc\n', 1],
    ['documents', '\u001ed\n', 4],
    ['whole', 'with \u001e in it', 5],
    ['documents', '\u001ee\n', 6],
  ]);
});

test('only records that AWS can send again are asked for, each once', () => {
  const delivery = (itemIdentifier: string | undefined): AwsDelivery => ({
    service: 'sqs',
    resource: 'q',
    delivery: 'd',
    receivedAt: undefined,
    itemIdentifier,
    pieces: [],
  });

  expect(
    partialFailure([delivery('1'), delivery('1'), delivery(undefined), delivery('2')]),
  ).toEqual({
    batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }],
  });
});
