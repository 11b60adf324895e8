import { z } from 'zod';
import { type Candidate, defineParser } from '../parser.ts';

/** Reads `Mon DD HH:MM:SS host application[pid]: message`, as most daemons write it. */
export const syslogParser = defineParser({
  type: 'syslog',
  summary: 'Lines of the form `Mon DD HH:MM:SS host application[pid]: message`',
  options: z.object({}),
  takes: [],
  compile: () => (content) => (typeof content === 'string' ? [readLine(content)] : []),
});

/** Sticky expressions without nested repetition: each takes time in proportion to the line. */
const timestamp = /\w{3} (?:\d\d| \d|\d) \d\d:?\d\d:?\d\d/y;
const host = /[\w.-]+/y;
const application = /[\w./-]+/y;
const processIds = /(?:\[\w+\])*/y;

function readLine(text: string): Candidate {
  const line = text.replace(/\r?\n$/, '');
  const rejected: Candidate = { outcome: 'rejected', reason: 'not a syslog line', raw: text };
  if (line.includes('\n')) return rejected;

  const time = matchAt(timestamp, line, 0);
  if (time === undefined || line[time.length] !== ' ') return rejected;
  const hostAt = time.length + 1;
  const name = matchAt(host, line, hostAt);
  if (name === undefined || line[hostAt + name.length] !== ' ') return rejected;
  const programAt = hostAt + name.length + 1;
  const program = matchAt(application, line, programAt);
  if (program === undefined) return rejected;
  const idsAt = programAt + program.length;
  const end = idsAt + (matchAt(processIds, line, idsAt) ?? '').length;
  if (line[end] !== ':' || line[end + 1] !== ' ') return rejected;

  const record = {
    timestamp: time,
    host: name,
    application: program,
    message: line.slice(end + 2),
  };
  return { outcome: 'parsed', record };
}

function matchAt(pattern: RegExp, line: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0];
}
