import { join } from 'node:path';
import { runRuleTests } from '../../src/rule-tests/run-rule-tests.ts';
import { openTestStages } from '../../src/rule-tests/stages.ts';
import { root } from './starter.ts';

export interface JudgedEvents {
  readonly passed: number;
  readonly failures: readonly object[];
}

/** Events of a folder, run through the starter rules as `streamalert test` runs them, fixtures and publishers included. */
export async function judgedEvents({
  configDir,
  eventsDir,
}: {
  readonly configDir: string;
  readonly eventsDir: string;
}): Promise<JudgedEvents> {
  const stages = await openTestStages({
    configDir,
    locations: {
      rules: [join(root, 'rules')],
      matchers: [join(root, 'matchers')],
      publishers: [join(root, 'publishers')],
    },
    now: () => Date.parse('2026-03-15T00:00:00Z'),
  });
  const ran = await runRuleTests(
    { folders: [eventsDir], testFiles: [], testRules: [], until: 'rules', cwd: eventsDir },
    stages,
  );
  if (ran.outcome !== 'ran') throw new Error(ran.reason);
  const { files, totals } = ran.report;
  const failures = files.flatMap(({ shown, problem, events }) => [
    ...(problem === undefined ? [] : [{ file: shown, problem }]),
    ...events
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ description, error, classification, rules }) => ({
        file: shown,
        description,
        error,
        logType: classification?.actual,
        expected: rules?.expected,
        triggered: rules?.triggered,
      })),
  ]);
  return { passed: totals.passed, failures };
}
