import { join } from 'node:path';
import type { RaisedAlert, WorkerMessage } from '../../rule-tests/apart/messages.ts';
import { supervise } from '../../rule-tests/apart/supervise.ts';
import type { DeliveredAlert } from '../../rule-tests/live/deliver-alerts.ts';
import { withLiveResults } from '../../rule-tests/live/live-results.ts';
import { askYesOrNo } from '../ask.ts';
import type { CommandContext } from '../command.ts';
import type { Project } from '../project.ts';
import { liveLines, planLines } from '../test-report/live.ts';
import { hasPassed, type TestRun } from '../test-report/test-run.ts';
import type { TestOptions } from './options.ts';
import { publishRun } from './publish-run.ts';
import { apartProject, runOnce } from './run-once.ts';

/** Runs the events, asks, sends their alerts to the outputs of their rules, and says what became of them. */
export async function runLive(
  given: TestOptions,
  project: Project,
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const tested = await runOnce(given, project, context);
  if (tested.outcome === 'nothing to run') {
    terminal.error(`streamalert: nothing was tested: ${tested.reason}`);
    return 1;
  }
  const { run, apart } = tested;
  if (!hasPassed(run)) {
    await publishRun(run, given, context);
    terminal.error('Nothing was sent: it has to pass first.');
    return 1;
  }
  const { rules = [], problems = [] } = apart.livePlan ?? {};
  if (problems.length > 0) {
    const list = problems.map((problem) => `  ${problem}`).join('\n');
    terminal.error(`streamalert: nothing was sent, as these outputs cannot be tried:\n${list}`);
    return 1;
  }
  if (apart.alerts.length === 0) {
    terminal.error('streamalert: nothing was sent: no event raises an alert');
    return 1;
  }
  terminal.error(planLines(rules).join('\n'));
  if (!given.yes && !(await isAgreed(context))) return 1;
  const sent = await send(given, project, apart.alerts, context);
  const live: TestRun = { ...run, report: withLiveResults(run.report, apart.alerts, sent) };
  await publishRun(live, given, context);
  if (!given.json) terminal.print(liveLines(sent).join('\n'));
  return hasPassed(live) ? 0 : 1;
}

async function isAgreed({ terminal }: CommandContext): Promise<boolean> {
  const answer = await askYesOrNo('Send them?', terminal);
  if (answer === true) return true;
  const why = answer === undefined ? 'nobody answered; --yes sends without asking' : 'as you said';
  terminal.error(`Nothing was sent: ${why}.`);
  return false;
}

/** Where outputs put files that they name relative to the data directory. */
const dataDir = '.streamalert';

async function send(
  { ruleSeconds, json }: TestOptions,
  project: Project,
  raised: readonly RaisedAlert[],
  { terminal, cwd, env }: CommandContext,
): Promise<readonly DeliveredAlert[]> {
  const sent: DeliveredAlert[] = [];
  const onMessage = (message: WorkerMessage) => {
    if (message.kind === 'delivered') sent.push(message.delivered);
    // A program that reads the report does not want to read alerts between its lines.
    else if (message.kind === 'printed' && json) terminal.error(message.line);
    else if (message.kind === 'printed') terminal.print(message.line);
  };
  const end = await supervise(
    {
      project: apartProject(project, ruleSeconds),
      suspended: new Map(),
      endless: [],
      task: {
        kind: 'deliver',
        alerts: raised.map(({ alert }) => alert),
        dataDir: join(cwd, dataDir),
        env: { ...env },
      },
    },
    { onMessage, onPrint: (text) => terminal.error(text.trimEnd()) },
  );
  if (end.outcome === 'finished') return sent;
  // What is not known to be sent counts as failed.
  const known = new Set(sent.map(({ alertId, output }) => `${alertId} ${output}`));
  const open = raised.flatMap(({ alert }) =>
    alert.outputs
      .filter((output) => !known.has(`${alert.id} ${output}`))
      .map((output) => ({
        alertId: alert.id,
        ruleName: alert.ruleName,
        output,
        failure: `the sending ${end.what}`,
      })),
  );
  return [...sent, ...open];
}
