import { StreamAlertError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { GatheredResults } from './gathered-results.ts';
import type { ApartProject, ApartTask, WorkerMessage } from './messages.ts';
import { stopText } from './run-tests-apart.ts';
import { supervise } from './supervise.ts';

/** Rules that do not come to an end are left out one by one; with more of them something else is wrong. */
const stopsMax = 8;

/** Has one question answered in a thread of its own, so that a rule that never ends is told as one. */
export async function askApart(
  project: ApartProject,
  task: ApartTask,
  on: { message(message: WorkerMessage): void; print(text: string): void },
): Promise<{ readonly findings: readonly Finding[] }> {
  const suspended = new Map<string, string>();
  const endless: string[] = [];
  for (let stops = 0; stops <= stopsMax; stops++) {
    const gathered = new GatheredResults(undefined);
    const end = await supervise(
      { project, suspended, endless, task },
      {
        onMessage(message) {
          gathered.take(message);
          on.message(message);
        },
        onPrint: (text) => on.print(text),
      },
    );
    if (end.outcome === 'finished') return { findings: gathered.findings };
    const ruleName = gathered.isOpened ? gathered.ruleOf(end) : undefined;
    const { loading = '', isOpened } = gathered;
    if (!isOpened && loading !== '' && !endless.includes(loading)) endless.push(loading);
    else if (ruleName !== undefined && !suspended.has(ruleName)) {
      suspended.set(ruleName, stopText(end));
    } else {
      const subject = isOpened ? whatIsAsked[task.kind] : `loading the project ${loading}`.trim();
      throw new StreamAlertError('CONTENT_INVALID', `${subject} ${stopText(end)}`);
    }
  }
  const names = [...suspended.keys()].join(', ');
  throw new StreamAlertError('CONTENT_INVALID', `too many rules do not come to an end: ${names}`);
}

const whatIsAsked: Readonly<Record<ApartTask['kind'], string>> = {
  test: 'the tests',
  deliver: 'the delivery',
  explain: 'what is explained',
  render: 'what is rendered',
};
