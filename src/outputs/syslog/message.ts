import type { Alert } from '../../domain/alert.ts';
import type { Severity } from '../../domain/severity.ts';

/** Facilities by name (RFC 5424, table 1) that a program may use. */
export const facilities = {
  user: 1,
  daemon: 3,
  auth: 4,
  authpriv: 10,
  audit: 13,
  alert: 14,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const;

export type Facility = keyof typeof facilities;

/** RFC 5424, table 2. 0 and 1, for systems that cannot be used, are not ours to say. */
const severities: Readonly<Record<Severity, number>> = {
  critical: 2,
  high: 3,
  medium: 4,
  low: 5,
  info: 6,
};

/** Fields of the header end at a blank, and have an end (RFC 5424, 6.2). */
const hostCharactersMax = 255;
const messageIdCharactersMax = 32;

/** Everything before the message: at the time of the event, with the rule as the kind of message. */
export function syslogHeader(alert: Alert, facility: Facility, hostname: string): string {
  const priority = facilities[facility] * 8 + severities[alert.severity];
  const time = new Date(alert.eventTime).toISOString();
  const host = headerField(hostname, hostCharactersMax);
  const messageId = headerField(alert.ruleName, messageIdCharactersMax);
  return `<${priority}>1 ${time} ${host} streamalert - ${messageId} [origin software="StreamAlert"] `;
}

const headerField = (text: string, lengthMax: number): string =>
  text.replace(/[^\x21-\x7e]/g, '_').slice(0, lengthMax) || '-';
