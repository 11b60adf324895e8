import { expect, test } from 'vitest';
import type { DeliveryRun } from '../stages/alert-processor/alert-processor.ts';
import { deliveryWords } from './delivery-words.ts';

const aRun = (changes: Partial<DeliveryRun>): DeliveryRun => ({
  delivered: 0,
  failed: 0,
  givenUp: 0,
  problems: [],
  accepting: [],
  recovered: [],
  ...changes,
});
const problem = {
  output: 'slack:soc',
  reason: 'invalid_auth',
  since: Date.UTC(2026, 2, 14, 12, 4, 59),
  waiting: 31,
  givenUp: 0,
};

test('an output that takes nothing is told once, with what to do, and that it is over', () => {
  const words = deliveryWords();
  const down = aRun({ problems: [problem] });
  const up = aRun({ accepting: ['slack:soc'], recovered: ['slack:soc'] });

  expect(words(down)).toEqual([
    '  ! slack:soc does not accept alerts since 12:04Z (invalid_auth). 31 alerts wait, other outputs go on.',
    '      npx streamalert output set slack soc --update     give it other credentials',
    '      npx streamalert alerts retry --output slack:soc',
  ]);
  expect(words(down)).toEqual([]);
  expect(words(up)).toEqual(['  slack:soc accepts alerts again.']);
  expect(words(up)).toEqual([]);
  expect(words(down)).toHaveLength(3);
});

test('another reason is told again', () => {
  const words = deliveryWords();
  words(aRun({ problems: [problem] }));

  const [line] = words(aRun({ problems: [{ ...problem, reason: 'answered 503', waiting: 1 }] }));
  expect(line).toContain('(answered 503). 1 alert waits,');
});

test('what is given up is told, with how it comes back', () => {
  const unknown = { ...problem, output: 'slak:soc', reason: 'there is no output service "slak"' };

  expect(
    deliveryWords()(aRun({ problems: [{ ...unknown, since: null, waiting: 0, givenUp: 3 }] })),
  ).toEqual([
    '  ! slak:soc does not get 3 alerts: there is no output service "slak"',
    '      npx streamalert alerts dead-letter retry --output slak:soc     once that is mended',
  ]);
  const [line] = deliveryWords()(aRun({ problems: [{ ...problem, givenUp: 1 }] }));
  expect(line).toContain('1 alert is given up, 31 alerts wait,');
});

test('an alert whose publisher throws is told once', () => {
  const words = deliveryWords();
  const run = aRun({ problems: [{ ...problem, since: null, reason: 'publisher x threw' }] });

  expect(words(run)).toEqual([
    '  ! slack:soc: an alert cannot be sent (publisher x threw). It is tried again, others are sent.',
  ]);
  expect(words(run)).toEqual([]);
});
