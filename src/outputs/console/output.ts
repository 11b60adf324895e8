import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { instantText } from '../../domain/instant.ts';
import { defineOutput } from '../output.ts';

const severityWidth = 'CRITICAL'.length;

/** Prints a line for each alert. A publisher may write its own as `@console.line`. */
export const consoleOutput = defineOutput({
  service: 'console',
  summary: 'Print one line for each alert',
  shape: 'list',
  credentials: z.object({}),
  uses: ['terminal'],
  defaultPublication,

  async deliver({ alert, publication, ports }) {
    const line = publication['@console.line'];
    ports.terminal.print(printable(typeof line === 'string' ? line : lineOf(alert)));
    return { outcome: 'delivered' };
  },
});

/** `CRITICAL  2026-03-14 11:42:07Z  cloudtrail_root_account_usage  Root signed in` */
function lineOf({ severity, eventTime, ruleName, title }: Alert): string {
  const time = instantText(eventTime)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  return [severity.toUpperCase().padEnd(severityWidth), time, ruleName, title].join('  ');
}

/** Titles quote log data; whoever wrote that must not steer the reader's terminal. */
const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trimEnd();
