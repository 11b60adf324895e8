import { cefParser } from './cef/parser.ts';
import { csvParser } from './csv/parser.ts';
import { jsonParser } from './json/parser.ts';
import { kvParser } from './kv/parser.ts';
import { leefParser } from './leef/parser.ts';
import type { Parser } from './parser.ts';
import { regexParser } from './regex/parser.ts';
import { syslogParser } from './syslog/parser.ts';
import { w3cParser } from './w3c/parser.ts';
import { xmlParser } from './xml/parser.ts';
import { zeekParser } from './zeek/parser.ts';

/** Every parser, by the word that schemas use. A test fails when a folder is not in this list. */
export const parsers: readonly Parser[] = [
  jsonParser,
  csvParser,
  kvParser,
  syslogParser,
  cefParser,
  leefParser,
  w3cParser,
  zeekParser,
  xmlParser,
  regexParser,
];
