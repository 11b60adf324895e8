import { isActive } from '../../domain/silence.ts';
import type { SilenceCount } from '../../ports/alert-lifecycle.ts';
import { type DeliveryState, deliveryStates } from '../../ports/alert-store.ts';
import type { DeliveryReport, OutputStatus } from '../../runtimes/embedded/delivery-status.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { Paint } from '../paint.ts';
import { matcherText } from './silence-words.ts';
import { counted, timeAndAge } from './words.ts';

const number = (value: number): string => value.toLocaleString('en-US');

/** As a reader of the sum wants them: what is done, what is open, what was never sent. */
const order: readonly DeliveryState[] = ['delivered', 'waiting', 'given up'];

/** What became of every alert at every output; the parts add up to the whole. */
export function deliveryBalance({ deliveries, pairs }: DeliveryReport): string {
  const states = [...order, ...deliveryStates.filter((state) => !order.includes(state))];
  const parts = states
    .filter((state) => order.includes(state) || deliveries[state] > 0)
    .map((state) => `${state} ${number(deliveries[state])}`);
  return `for every alert and output: ${number(pairs)} = ${parts.join(' + ')}`;
}

/** One line for each output, and what to do about those that do not take alerts. */
export function outputLines(outputs: readonly OutputStatus[], paint: Paint, now: number): string[] {
  const width = Math.max(0, ...outputs.map(({ output }) => cell(output).length));
  return outputs.flatMap((status) => {
    const { output, givenUp, lastError, oldestWaitingSince } = status;
    const name = cell(output);
    const oldest =
      oldestWaitingSince === null
        ? []
        : [`the oldest since ${timeAndAge(oldestWaitingSince, now)}`];
    const error = lastError === null ? [] : [`    last error: ${cell(lastError)}`];
    const retry =
      lastError !== null && status.waiting > 0
        ? [`    mended? streamalert alerts retry --output ${name}`]
        : [];
    const dead =
      givenUp > 0 ? [`    given up: streamalert alerts dead-letter list --output ${name}`] : [];
    return [
      `  ${paint(name.padEnd(width), 'bold')}  ${[countsText(status), ...oldest].join(' · ')}`,
      ...error,
      ...retry,
      ...dead,
    ];
  });
}

function countsText({ waiting, givenUp, lastDay }: OutputStatus): string {
  const { delivered, failedAttempts } = lastDay;
  return [
    `waiting ${number(waiting)}`,
    `given up ${number(givenUp)}`,
    `last 24 h: delivered ${number(delivered)}, ${counted(failedAttempts, 'failed attempt')}`,
  ].join(' · ');
}

/** More silences than these are a list of their own. */
const silencesMax = 10;

export function silencesInForce(
  silences: readonly SilenceCount[],
  paint: Paint,
  now: number,
): string[] {
  const active = silences.filter(({ silence }) => isActive(silence, now));
  const more = active.length - silencesMax;
  return [
    ...active.slice(0, silencesMax).map(({ silence, muted }) => {
      const { id, matcher, author, reason, expiresAt } = silence;
      const head = `${paint(`silence ${cell(id)}`, 'bold')}  ${matcherText(matcher)}`;
      return `  ${head} · ends ${timeAndAge(expiresAt, now)} · muted ${number(muted)} · ${cell(`${author}: ${reason}`)}`;
    }),
    ...(more > 0 ? [`  and ${counted(more, 'silence')} more: streamalert alerts silences`] : []),
  ];
}
