/** A kind of line that is met everywhere and that no parser reads by itself. */
export interface LinePattern {
  readonly name: string;
  readonly pattern: string;
}

const isoTime = String.raw`\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?`;
const syslogTime = String.raw`[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}`;
const weekdayTime = String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d+)? \d{4}`;
const quoted = (name: string): string => String.raw`"(?<${name}>(?:[^"\\]|\\.)*)"`;
const tag = String.raw`(?<application>[^\s:\[]+)(?:\[(?<pid>\d+)\])?:`;

/** From the most particular to the most general. */
export const linePatterns: readonly LinePattern[] = [
  {
    name: 'access logs of Apache and nginx',
    pattern: String.raw`(?<client>\S+) (?<ident>\S+) (?<user>\S+) \[(?<time>[^\]]+)\] ${quoted('request')} (?<status>\d{3}) (?<bytes>\d+|-)(?: ${quoted('referer')} ${quoted('user_agent')})?`,
  },
  {
    name: 'messages of auditd',
    pattern: String.raw`(?:node=(?<node>\S+) )?type=(?<type>\S+) msg=audit\((?<time>\d+\.\d+):(?<serial>\d+)\): ?(?<message>.*)`,
  },
  {
    name: 'syslog of RFC 5424',
    pattern: String.raw`<(?<priority>\d{1,3})>1 (?<timestamp>\S+) (?<host>\S+) (?<application>\S+) (?<pid>\S+) (?<message_id>\S+) (?<structured_data>-|\[.*\])(?: (?<message>.*))?`,
  },
  {
    name: 'syslog with a priority',
    pattern: String.raw`<(?<priority>\d{1,3})>(?<timestamp>${syslogTime}|${isoTime}) (?<host>\S+) ${tag} ?(?<message>.*)`,
  },
  {
    name: 'syslog with the time in ISO 8601',
    pattern: String.raw`(?<timestamp>${isoTime}) (?<host>\S+) ${tag} ?(?<message>.*)`,
  },
  {
    name: 'syslog',
    pattern: String.raw`(?<timestamp>${syslogTime}) (?<host>\S+) ${tag} ?(?<message>.*)`,
  },
  {
    name: 'syslog without a program',
    pattern: String.raw`(?<timestamp>${syslogTime}) (?<host>\S+) (?<message>.*)`,
  },
  {
    name: 'error logs of nginx',
    pattern: String.raw`(?<time>\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}) \[(?<level>\w+)\] (?<pid>\d+)#(?<tid>\d+): (?<message>.*)`,
  },
  {
    name: 'lines of time, level and message',
    pattern: String.raw`\[?(?<time>${isoTime})\]?[ \t|-]+\[?(?<level>[A-Z]{4,9}|[a-z]{4,9})\]?[ \t|:-]+(?<message>.*)`,
  },
  {
    name: 'lines of weekday, time and message',
    pattern: String.raw`\[?(?<time>${weekdayTime})\]?[ \t|:-]+(?<message>.*)`,
  },
  {
    name: 'lines of time and message',
    pattern: String.raw`\[?(?<time>${isoTime})\]?[ \t|:-]+(?<message>.*)`,
  },
];
