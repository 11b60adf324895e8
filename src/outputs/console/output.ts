import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { readableInstant } from '../alert-facts.ts';
import { withoutControls } from '../one-line.ts';
import { defineOutput } from '../output.ts';

const severityWidth = 'CRITICAL'.length;

/** Prints a line for each alert. A publisher may write its own as `@console.line`. */
export const consoleOutput = defineOutput({
  service: 'console',
  summary: 'Print one line for each alert',
  protocol: 'a line in the terminal',
  documentation: null,
  repetition: null,
  limits: null,
  fields: z.object({ line: z.string().describe('the line to print') }),
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
function lineOf(alert: Alert): string {
  const { severity, eventTime, ruleName, title } = alert;
  const word = severity.toUpperCase().padEnd(severityWidth);
  return [word, readableInstant(eventTime), ruleName, title].join('  ');
}

/** Titles quote log data; whoever wrote that must not steer the reader's terminal. */
const printable = (line: string): string => withoutControls(line).trimEnd();
