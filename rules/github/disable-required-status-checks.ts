import { at, rule } from 'streamalert';
import { githubActor, githubAuditLogs, githubPlace } from '../../matchers/github.ts';

const level = 'required_status_checks_enforcement_level';

/** 1 is for users, 2 for administrators as well; GitHub.com writes words. */
const off: ReadonlySet<unknown> = new Set([0, '0', 'off']);

export const githubDisableRequiredStatusChecks = rule({
  name: 'github_disable_required_status_checks',
  description: 'A protected branch no longer waits for status checks before merging',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562', 'TA0001:T1195.002'],
  references: [
    'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
  ],
  falsePositives: ['Checks that are replaced by others'],
  runbook:
    'Look at what was merged since: tests and scanners had no say. Switch the checks on again ' +
    'unless the owners of the repository decided otherwise.',
  logs: githubAuditLogs,
  where: { action: 'protected_branch.update_required_status_checks_enforcement_level' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${githubActor(record)} switched off required status checks of ${githubPlace(record)}`,
  matches: (record) => off.has(at(record, 'data', level) ?? at(record, level)),
});
