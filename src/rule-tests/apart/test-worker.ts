import { parentPort, workerData } from 'node:worker_threads';
import { leaveOutEndless } from '../../adapters/local/import-files.ts';
import type { Alert } from '../../domain/alert.ts';
import { isStreamAlertError, reasonOf } from '../../domain/errors.ts';
import { measureCoverage } from '../coverage/coverage.ts';
import { explainInputs } from '../explain/explain.ts';
import { readGlobalFixtures } from '../global-fixtures.ts';
import { deliverAlert, deliveryPorts } from '../live/deliver-alerts.ts';
import { planLive } from '../live/live-plan.ts';
import { renderAlert } from '../render/render.ts';
import type { FileResult } from '../results.ts';
import { runEvent, unjudgedResult } from '../run-event.ts';
import { readTestFiles } from '../run-rule-tests.ts';
import { openTestStages, type TestStages } from '../stages.ts';
import type { EventFile } from '../test-event.ts';
import { untestedRules } from '../untested-rules.ts';
import type { ApartTask, WorkerMessage, WorkerRequest } from './messages.ts';
import { strayFailures } from './stray-failures.ts';

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread only');

// What arrives here was put together by this same build.
const request = workerData as WorkerRequest;
const strays = strayFailures((stray) => say({ kind: 'stray', ...stray }));

void work();

async function work() {
  try {
    await perform(await opened());
    await printed();
    say({ kind: 'finished' });
  } catch (error) {
    if (isStreamAlertError(error)) {
      const { code, message, hint } = error;
      say({ kind: 'refused', code, message, hint });
    } else {
      const trace = error instanceof Error ? error.stack : undefined;
      say({ kind: 'broken', message: trace ?? reasonOf(error) });
    }
  }
}

/** Lines that rules print travel on their own, and would be lost with the thread. */
async function printed(): Promise<void> {
  const streams = [process.stdout, process.stderr];
  await Promise.all(streams.map((stream) => new Promise((done) => stream.write('', done))));
}

async function opened(): Promise<TestStages> {
  const { project, task, memory, suspended, endless } = request;
  leaveOutEndless(endless);
  const { configDir, locations, ruleMilliseconds, globalFixturesFolder } = project;
  const stages = await openTestStages({
    configDir,
    locations,
    now: Date.now,
    globalFixtures: readGlobalFixtures(globalFixturesFolder),
    isTimed: task.kind === 'test' && task.isTimed,
    suspended,
    memory,
    ruleMilliseconds,
    onConfig({ logTypes, normalizedTypes, lookupTables }) {
      say({ kind: 'configured', names: { logTypes, normalizedTypes, lookupTables } });
    },
    onImport: (file) => say({ kind: 'loading', file }),
  });
  const rules = stages.content.rules.map(({ name, place }) => ({ name, place }));
  strays.knowRules(rules);
  const { problems: fixtureProblems } = stages.globalFixtures;
  say({ kind: 'opened', rules, findings: stages.content.findings, fixtureProblems });
  return stages;
}

async function perform(stages: TestStages): Promise<void> {
  const { task } = request;
  if (task.kind === 'test') return runTests(task, stages);
  if (task.kind === 'deliver') return deliver(task, stages);
  if (task.kind === 'render') {
    return say({ kind: 'rendered', rendered: await renderAlert(task.request, stages) });
  }
  say({ kind: 'explained', inputs: await explainInputs(task.request, stages) });
}

/** An endpoint may take its time; the clock shows that nothing is stuck. */
const aliveMilliseconds = 500;

async function deliver(
  { alerts, dataDir, env }: Extract<ApartTask, { kind: 'deliver' }>,
  stages: TestStages,
): Promise<void> {
  const surroundings = { env, dataDir, print: (line: string) => say({ kind: 'printed', line }) };
  const alive = setInterval(() => stages.clock.beat(), aliveMilliseconds);
  for (const alert of alerts) {
    for await (const delivered of deliverAlert(alert, stages, surroundings)) {
      say({ kind: 'delivered', delivered });
    }
  }
  clearInterval(alive);
}

async function runTests(task: Extract<ApartTask, { kind: 'test' }>, stages: TestStages) {
  const read = readTestFiles(task.tests, stages);
  if (read.outcome === 'nothing to run') {
    return say({ kind: 'nothing to run', reason: read.reason });
  }
  say({ kind: 'files', files: read.files.map(unjudgedFile) });
  const raised: Alert[] = [];
  for (const [file, { events, shown }] of read.files.entries()) {
    for (const [event, each] of events.entries()) {
      const at = { file, event };
      if (file < task.from.file || (file === task.from.file && event < task.from.event)) continue;
      const run = () => runEvent(each, stages, task.tests, `${shown}#${event + 1}`);
      const { result, alerts } = await strays.during(at, run);
      stages.clock.beat();
      raised.push(...alerts);
      say({ kind: 'judged', at, result, alerts });
    }
  }
  await strays.settled();
  const coverage = task.measuresCoverage ? await measureCoverage(read.files, stages) : undefined;
  const untested = untestedRules(read.files, stages);
  const ruleTimes = stages.ruleTimes.list();
  const ports = task.live && deliveryPorts(stages, { ...task.live, dataDir: '', print: () => {} });
  const livePlan = ports && (await planLive(raised, ports));
  say({ kind: 'tested', untested, ruleTimes, coverage, livePlan });
}

const unjudgedFile = ({ shown, problem, warnings, events }: EventFile): FileResult => ({
  shown,
  problem,
  warnings,
  events: events.map(unjudgedResult),
});

function say(message: WorkerMessage) {
  port?.postMessage(message);
}
