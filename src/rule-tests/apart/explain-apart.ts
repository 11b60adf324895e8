import { StreamAlertError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import type { ExplainedInput } from '../explain/explain.ts';
import type { ExplainRequest } from '../explain/explain-request.ts';
import { GatheredResults } from './gathered-results.ts';
import type { ApartProject } from './messages.ts';
import { stopText } from './run-tests-apart.ts';
import { supervise } from './supervise.ts';

/** Rules that do not come to an end are left out one by one; with more of them something else is wrong. */
const stopsMax = 8;

/** Explains events or records in a thread of its own, so that a rule that never ends is told as one. */
export async function explainApart(
  project: ApartProject,
  request: ExplainRequest,
  onPrint: (text: string) => void,
): Promise<{ readonly inputs: readonly ExplainedInput[]; readonly findings: readonly Finding[] }> {
  const suspended = new Map<string, string>();
  const endless: string[] = [];
  for (let stops = 0; stops <= stopsMax; stops++) {
    const gathered = new GatheredResults(undefined);
    let inputs: readonly ExplainedInput[] = [];
    const end = await supervise(
      { project, suspended, endless, task: { kind: 'explain', request } },
      {
        onMessage(message) {
          gathered.take(message);
          if (message.kind === 'explained') inputs = message.inputs;
        },
        onPrint,
      },
    );
    if (end.outcome === 'finished') return { inputs, findings: gathered.findings };
    const ruleName = gathered.isOpened ? gathered.ruleOf(end) : undefined;
    const { loading = '', isOpened } = gathered;
    if (!isOpened && loading !== '' && !endless.includes(loading)) endless.push(loading);
    else if (ruleName !== undefined && !suspended.has(ruleName)) {
      suspended.set(ruleName, stopText(end));
    } else {
      const subject = isOpened ? 'what is explained' : `loading the project ${loading}`.trim();
      throw new StreamAlertError('CONTENT_INVALID', `${subject} ${stopText(end)}`);
    }
  }
  const names = [...suspended.keys()].join(', ');
  throw new StreamAlertError('CONTENT_INVALID', `too many rules do not come to an end: ${names}`);
}
