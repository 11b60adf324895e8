import { z } from 'zod';
import { type Candidate, defineParser, Rejected } from '../parser.ts';

/** Reads `Mon DD HH:MM:SS host application[pid]: message`, as most daemons write it. */
export const syslogParser = defineParser({
  type: 'syslog',
  summary: 'Lines of the form `Mon DD HH:MM:SS host application[pid]: message`',
  options: z.object({}),
  takes: [],
  shape: () => ({
    key: 'syslog',
    measure: (text) => (timestampEnd(text) === -1 ? 0 : 1),
    expected: 1,
    mayBegin: (code) => code >= 128 || ((kinds[code] ?? 0) & word) !== 0,
  }),
  compile: () => (content) => (typeof content === 'string' ? [readLine(content)] : []),
});

const word = 1;
const digit = 2;
const hyphen = 4;
const dot = 8;
const slash = 16;

/** What each ASCII character may be part of. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return word | digit;
  if (/\w/.test(character)) return word;
  return { '-': hyphen, '.': dot, '/': slash }[character] ?? 0;
});

const colon = 0x3a;
const blank = 0x20;

/** A scan from left to right that never goes back, so that it takes time in proportion to the line. */
function readLine(text: string): Candidate {
  const line = withoutLineEnd(text);
  const hostAt = timestampEnd(line) + 1;
  if (hostAt === 0 || line.charCodeAt(hostAt - 1) !== blank) return notSyslog(text);
  const hostEnd = runEnd(line, hostAt, word | hyphen | dot);
  if (hostEnd === hostAt || line.charCodeAt(hostEnd) !== blank) return notSyslog(text);

  const applicationAt = hostEnd + 1;
  const applicationEnd = runEnd(line, applicationAt, word | hyphen | slash);
  if (applicationEnd === applicationAt) return notSyslog(text);
  const end = processIdsEnd(line, applicationEnd);
  if (line.charCodeAt(end) !== colon || line.charCodeAt(end + 1) !== blank) return notSyslog(text);
  if (line.indexOf('\n', end) !== -1) return notSyslog(text);

  return {
    timestamp: line.slice(0, hostAt - 1),
    host: line.slice(hostAt, hostEnd),
    application: line.slice(applicationAt, applicationEnd),
    message: line.slice(end + 2),
  };
}

const notSyslog = (text: string): Rejected => new Rejected('not a syslog line', text);

function withoutLineEnd(text: string): string {
  if (!text.endsWith('\n')) return text;
  return text.slice(0, text.endsWith('\r\n') ? -2 : -1);
}

/** Past `Mon DD HH:MM:SS`; -1 when the line does not begin like that. */
function timestampEnd(line: string): number {
  for (let at = 0; at < 3; at++) if (!is(line, at, word)) return -1;
  if (line.charCodeAt(3) !== blank) return -1;
  // Daemons pad the day with a zero or a blank.
  if (!is(line, 4, digit) && line.charCodeAt(4) !== blank) return -1;
  if (!is(line, 5, digit) || line.charCodeAt(6) !== blank) return -1;
  let at = 7;
  for (let group = 0; group < 3; group++) {
    if (group > 0 && line.charCodeAt(at) === colon) at++;
    if (!is(line, at, digit) || !is(line, at + 1, digit)) return -1;
    at += 2;
  }
  return at;
}

/** Past any number of words in brackets. */
function processIdsEnd(line: string, from: number): number {
  let at = from;
  while (line[at] === '[') {
    const end = runEnd(line, at + 1, word);
    if (end === at + 1 || line[end] !== ']') return at;
    at = end + 1;
  }
  return at;
}

function runEnd(line: string, from: number, allowed: number): number {
  let at = from;
  while (is(line, at, allowed)) at++;
  return at;
}

function is(line: string, at: number, allowed: number): boolean {
  const code = line.charCodeAt(at);
  if (code < 128) return ((kinds[code] ?? 0) & allowed) !== 0;
  // Not a number past the end. Letters of all scripts are word characters.
  return code >= 128 && (allowed & word) !== 0 && /[\p{L}\p{N}]/u.test(line.charAt(at));
}
