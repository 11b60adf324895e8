import type { Finding } from '../domain/finding.ts';
import type { Terminal } from './terminal.ts';

/** Commands that go on without what does not load say that they do. */
export function warnOfBroken(
  findings: readonly Pick<Finding, 'level'>[],
  terminal: Terminal,
): void {
  const broken = findings.filter(({ level }) => level === 'load').length;
  if (broken === 0) return;
  const what =
    broken === 1 ? '1 rule or file does not load' : `${broken} rules or files do not load`;
  terminal.error(`warning: ${what}; see: streamalert test`);
}
