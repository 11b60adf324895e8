import { firstOf, textAt } from './reading.ts';

/** The audit logs of GitHub.com and of GitHub Enterprise Server, which have their main fields in common. */
export const githubAuditLogs = ['github:audit', 'ghe:general'] as const;

export const githubActor = (record: unknown): string => firstOf(textAt(record, 'actor'));

/** The repository, organisation or enterprise an event is about. */
export const githubPlace = (record: unknown): string =>
  firstOf(textAt(record, 'repo'), textAt(record, 'org'), textAt(record, 'business'));
