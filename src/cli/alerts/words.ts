import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Lifecycle } from '../../ports/alert-lifecycle.ts';
import type { DeliveryStatus, StoredAlert } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { timeText, visible } from '../quarantine/words.ts';
import { durationText } from './duration.ts';

/** Of the hexadecimal digits of an id, twelve: two of a million alerts hardly ever share them. */
const shortIdCharacters = 13;

/** Enough of an id to be told from all others; every command takes it for the whole. */
export const shortId = (id: string): string => cell(id.slice(0, shortIdCharacters));

/** `2026-03-14 11:42:07Z (3 h ago)` */
export function timeAndAge(instant: number, now: number): string {
  const distance = now - instant;
  return `${timeText(instant)} (${distance >= 0 ? `${durationText(distance)} ago` : `in ${durationText(distance)}`})`;
}

/** JSON for another program: all of it, and nothing in it that a terminal would act on. */
export const jsonText = (value: unknown): string =>
  visible(stringifyJson(value, { indent: 2, strict: true }));

const actions = { deliver: '', acknowledge: 'acknowledgement ', resolve: 'resolution ' } as const;

/** How far one delivery has come: `waiting after 3 attempts, next in 4 min: invalid_auth`. */
export function deliveryWords(status: DeliveryStatus, now: number): string {
  const { action, attempts, lastError } = status;
  const why = lastError === null ? '' : `: ${cell(lastError)}`;
  const tries = attempts === 0 ? '' : ` after ${counted(attempts, 'attempt')}`;
  return `${actions[action]}${stateWords(status, tries, now)}${why}`;
}

function stateWords(
  { state, attempts, nextAttemptAt }: DeliveryStatus,
  tries: string,
  now: number,
) {
  switch (state) {
    case 'waiting': {
      if (attempts === 0) return 'waiting';
      const wait = nextAttemptAt > now ? `next in ${durationText(nextAttemptAt - now)}` : 'due now';
      return `waiting${tries}, ${wait}`;
    }
    case 'given up':
      return `given up${tries}`;
    case 'delivered':
      return attempts > 1 ? `delivered${tries}` : 'delivered';
    case 'merging':
      return 'held until its group is told';
    case 'merged':
      return 'told by the merged alert';
    default:
      return state;
  }
}

/** `1 attempt`, `4,206 alerts` */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

/** What is special about an alert, in a word each. */
export function marksOf({ alert, lifecycle, silencedBy, mergedInto }: StoredAlert): string[] {
  const others = mergedCount(alert);
  return [
    ...(others > 0 ? [`+${others.toLocaleString('en-US')} merged`] : []),
    ...(alert.group?.isOpen ? ['more may join'] : []),
    ...(mergedInto === null ? [] : [`merged into ${shortId(mergedInto)}`]),
    ...(alert.staged ? ['staged'] : []),
    ...(alert.isHeldBack ? ['held back'] : []),
    ...(silencedBy === null ? [] : ['silenced']),
    ...(lifecycle === null ? [] : [`${lifecycle.state} by ${cell(lifecycle.by)}`]),
  ];
}

/** How many a merged alert stands for beside its first. */
export const mergedCount = ({ group }: Alert): number =>
  group === undefined ? 0 : group.count - 1;

/** `acknowledged by ann, 2026-03-14 11:42:07Z (3 h ago): looks like a drill` */
export function lifecycleWords({ state, by, note, at }: Lifecycle, now: number): string {
  const said = note === null ? '' : `: ${cell(note)}`;
  return `${state} by ${cell(by)}, ${timeAndAge(at, now)}${said}`;
}

/** What a destination calls the alert: `key SEC-12, id 10002`. */
export const referenceWords = (reference: JsonObject): string =>
  cell(
    Object.entries(reference)
      .map(([name, value]) => `${name} ${typeof value === 'string' ? value : stringifyJson(value)}`)
      .join(', '),
  );
