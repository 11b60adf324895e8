import type { StoredAlert } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { paintedSeverity } from '../paint-severity.ts';
import type { Paint } from '../paint.ts';
import type { Terminal } from '../terminal.ts';
import { deliveryWords, marksOf, shortId } from './words.ts';

export interface Listing {
  readonly paint: Paint;
  readonly terminal: Pick<Terminal, 'isInteractive' | 'width'>;
  readonly now: number;
}

/** What stands before a title, for the eye to run down. */
const indent = ' '.repeat(17);

/** Titles are cut where somebody watches; what is piped on is kept, up to this. */
const titleCharactersMax = 300;
const titleCharactersMin = 20;

/** One alert in a list: a line of its own, and one for each output that does not simply have it. */
export function alertLines(stored: StoredAlert, listing: Listing): string[] {
  const { paint, now } = listing;
  const delivered = stored.deliveries.filter(isPlainlyDelivered).map(({ output }) => cell(output));
  const others = stored.deliveries.filter((status) => !isPlainlyDelivered(status));
  return [
    headLine(stored, listing),
    ...others.map((status) => `${indent}${cell(status.output)}  ${deliveryWords(status, now)}`),
    ...(delivered.length > 0
      ? [paint(`${indent}delivered to ${delivered.join(', ')}`, 'dim')]
      : []),
  ];
}

/**
 * A group in one piece: where its first alert was sent by itself, that one and the merged alert are the same thing to
 * a reader. What has not got through of either is said.
 */
export function withoutFirstOfGroups(listed: readonly StoredAlert[]): readonly StoredAlert[] {
  const byId = new Map(listed.map((stored) => [stored.alert.id, stored]));
  const firsts = new Set<string>();
  const joined = listed.map((stored) => {
    const { group } = stored.alert;
    const first = group?.isFirstSent === true ? byId.get(group.firstId) : undefined;
    if (first === undefined) return stored;
    firsts.add(first.alert.id);
    return { ...stored, deliveries: deliveriesOfBoth(first, stored) };
  });
  return joined.filter(({ alert }) => !firsts.has(alert.id));
}

function deliveriesOfBoth(first: StoredAlert, merged: StoredAlert): StoredAlert['deliveries'] {
  const open = first.deliveries.filter(({ state }) => state !== 'delivered');
  const told = new Set([...open, ...merged.deliveries].map(({ output }) => output));
  const plain = first.deliveries.filter(({ output }) => !told.has(output));
  const isOpen = new Set(open.map(({ output, action }) => `${action} ${output}`));
  const rest = merged.deliveries.filter(({ output, action }) => !isOpen.has(`${action} ${output}`));
  return [...open, ...plain, ...rest];
}

const isPlainlyDelivered = ({
  state,
  action,
  attempts,
}: StoredAlert['deliveries'][number]): boolean =>
  state === 'delivered' && action === 'deliver' && attempts <= 1;

export function headLine(stored: StoredAlert, { paint, terminal }: Listing): string {
  const { id, severity, eventTime, ruleName, title } = stored.alert;
  const time = `${new Date(eventTime).toISOString().slice(0, 19)}Z`;
  const marks = marksOf(stored).join(' · ');
  const rule = cell(ruleName);
  const taken = 2 + shortId(id).length + 2 + 8 + 2 + time.length + 2 + rule.length + 2;
  const room = terminal.isInteractive
    ? Math.max(titleCharactersMin, terminal.width - taken - (marks === '' ? 0 : marks.length + 1))
    : titleCharactersMax;
  const head = `  ${shortId(id)}  ${paintedSeverity(severity, paint)}  ${time}  ${rule}`;
  return `${head}${marks === '' ? '' : ` ${paint(marks, 'dim')}`}  ${shortened(cell(title), room)}`;
}

const shortened = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, room - 1).toWellFormed()}…`;
