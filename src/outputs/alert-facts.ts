import type { Alert } from '../domain/alert.ts';
import { type AlertLink, alertLinks } from '../domain/alert-links.ts';
import { instantText } from '../domain/instant.ts';
import type { JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { oneLine } from './one-line.ts';
import { partOf } from './part-of.ts';
import { shownRecord } from './shown-record.ts';

/** Something to know of an alert at a glance. */
export interface AlertFact {
  /** `event_time`, as in the default publication. */
  readonly name: string;
  /** `Event time`. */
  readonly label: string;
  readonly value: string;
  /** A few words at most, which may share a line with others. */
  readonly isShort: boolean;
}

/** `2026-03-14 11:42:07Z`; empty for what is no instant. */
export const readableInstant = (millis: number): string => readable(instantText(millis));

const readable = (instant: string): string => instant.replace('T', ' ').replace(/\.\d+Z$/, 'Z');

/** ` (12 alerts)`, for the end of a title; empty for an alert that stands for itself. */
export const countMark = ({ group }: Pick<Alert, 'group'>): string =>
  group === undefined ? '' : ` (${group.count} ${group.count === 1 ? 'alert' : 'alerts'})`;

/** The title quotes log data: where a publisher dropped it, it is not shown, and this is empty. */
export function shownTitle({ title }: Publication): string {
  return typeof title === 'string' ? oneLine(title) : '';
}

/** `HIGH: Root signed in` */
export function headline({ severity }: Pick<Alert, 'severity'>, publication: Publication): string {
  const title = shownTitle(publication);
  return title === '' ? severity.toUpperCase() : `${severity.toUpperCase()}: ${title}`;
}

/**
 * When, what it is in ATT&CK, what to do and where to read on; of a merged alert how many and since when. `linked` writes
 * a link as the destination wants it.
 */
export function alertFacts(
  alert: Alert,
  publication: Publication,
  linked: (link: AlertLink) => string,
): readonly AlertFact[] {
  const { attack, runbook, eventTime } = alert;
  const links = alertLinks(alert);
  const isLinked = links.some(({ url }) => url === runbook?.trim());
  const facts = [
    ...(alert.group === undefined
      ? [short('event_time', 'Event time', readableInstant(eventTime))]
      : groupFacts(alert.group.count, shownRecord(publication))),
    short('attack', 'ATT&CK', attack.join(', ')),
    long('runbook', 'Runbook', isLinked ? '' : (runbook ?? '')),
    long('links', 'Links', links.map(linked).join(' · ')),
  ];
  return facts.filter(({ value }) => value !== '');
}

const short = (name: string, label: string, value: string): AlertFact => ({
  name,
  label,
  value,
  isShort: true,
});

const long = (name: string, label: string, value: string): AlertFact => ({
  ...short(name, label, value),
  isShort: false,
});

function groupFacts(count: number, record: JsonValue): readonly AlertFact[] {
  const instantAt = (key: string): string => {
    const instant = partOf(record, key);
    return typeof instant === 'string' ? readable(oneLine(instant)) : '';
  };
  return [
    short('alert_count', 'Alerts', String(count)),
    short('alert_time_first', 'First', instantAt('AlertTimeFirst')),
    short('alert_time_last', 'Last', instantAt('AlertTimeLast')),
  ];
}
