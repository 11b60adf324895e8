import { csvParser } from './csv/parser.ts';
import { jsonParser } from './json/parser.ts';
import { kvParser } from './kv/parser.ts';
import type { Parser } from './parser.ts';
import { syslogParser } from './syslog/parser.ts';

/** Every parser, by the word that schemas use. A test fails when a folder is not in this list. */
export const parsers: readonly Parser[] = [jsonParser, csvParser, kvParser, syslogParser];
