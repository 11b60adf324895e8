import type { DeliverySettings } from '../../config/lambda/alert-processor.ts';
import type { Alert } from '../../domain/alert.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryRun } from '../../stages/alert-processor/alert-processor.ts';
import type { Destination } from '../../stages/alert-processor/attempt-delivery.ts';
import type { DeliveryProblem } from '../../stages/alert-processor/delivery-problems.ts';
import { failingOutputAlert, failingOutputRuleName } from './failing-output-alert.ts';

export interface FailingOutputsPorts {
  readonly alertStore: Pick<AlertStore, 'add' | 'due' | 'list' | 'settle'>;
  readonly clock: Clock;
  readonly destinations: readonly Destination[];
  readonly archives: readonly string[];
  /** Whether an output can be told that an alert is settled. */
  readonly canResolve: (output: string) => boolean;
  readonly settings: Pick<DeliverySettings, 'failingOutputMinutes' | 'failingOutputAlertsTo'>;
}

/** Alerts that say where other alerts should go; so many of them name all that are of interest. */
const namingAlertsMax = 100;
const openAlertsMax = 1_000;
const minuteMilliseconds = 60_000;

/**
 * Tells other outputs of one that takes nothing, and takes it back when it does. Hears of each run of deliveries; gives
 * back the alerts that were raised. What was raised before a restart is known.
 */
export function failingOutputs(ports: FailingOutputsPorts): (run: DeliveryRun) => readonly Alert[] {
  const { alertStore, clock, settings, canResolve } = ports;
  const raised = new Map(openAlerts(alertStore));
  const patience = settings.failingOutputMinutes * minuteMilliseconds;

  const isFailing = ({ since, waiting, givenUp }: DeliveryProblem, now: number) =>
    givenUp > 0 || (since !== null && waiting > 0 && now - since >= patience);

  return ({ problems, accepting }) => {
    const now = clock.now();
    const sick = new Set(problems.flatMap(({ output, since }) => (since === null ? [] : [output])));
    const added: Alert[] = [];
    for (const problem of problems) {
      const { output } = problem;
      if (raised.has(output) || !isFailing(problem, now)) continue;
      const tell = whomToTell(output, sick, ports);
      const alert = failingOutputAlert({ ...problem, tell }, now);
      // Not a second one in the same hour: it would come and go.
      if (alertStore.add([alert]).length === 0) continue;
      raised.set(output, alert.id);
      added.push(alert);
    }
    for (const output of accepting) {
      const alertId = raised.get(output);
      if (alertId === undefined || problems.some((problem) => problem.output === output)) continue;
      const note = `${output} accepts alerts again`;
      const lifecycle = { state: 'resolved', by: 'streamalert', note, at: now } as const;
      alertStore.settle(alertId, lifecycle, canResolve);
      raised.delete(output);
    }
    return added;
  };
}

function openAlerts(alertStore: Pick<AlertStore, 'list'>): readonly (readonly [string, string])[] {
  const open = alertStore.list({
    ruleName: failingOutputRuleName,
    isOpen: true,
    limit: openAlertsMax,
  });
  return open.flatMap(({ alert }) => {
    const output = alert.record['output'];
    return typeof output === 'string' ? [[output, alert.id] as const] : [];
  });
}

/** Never the one that fails, nor others that do. */
function whomToTell(
  failing: string,
  sick: ReadonlySet<string>,
  { alertStore, destinations, archives, settings }: FailingOutputsPorts,
): readonly string[] {
  const isSound = (output: string) => output !== failing && !sick.has(output);
  const chosen = settings.failingOutputAlertsTo.filter(isSound);
  if (chosen.length > 0) return sorted(chosen);

  const listed = destinations
    .map(({ service, descriptor }) => `${service}:${descriptor}`)
    .filter((output) => isSound(output) && !archives.includes(output));
  const named = alertsFor(failing, alertStore).flatMap(({ outputs }) => outputs);
  const others = listed.filter((output) => named.includes(output));
  return sorted(others.length > 0 ? others : listed.filter((output) => !isSample(output)));
}

function alertsFor(output: string, alertStore: Pick<AlertStore, 'due' | 'list'>): readonly Alert[] {
  const waiting = alertStore.due(output, Number.MAX_SAFE_INTEGER, namingAlertsMax);
  if (waiting.length > 0) return waiting.map(({ alert }) => alert);
  const givenUp = alertStore.list({ output, state: 'given up', limit: namingAlertsMax });
  return givenUp.map(({ alert }) => alert);
}

/** Those of the starter configuration lead nowhere. */
const isSample = (output: string): boolean => output.slice(output.indexOf(':')).includes('sample');

const sorted = (outputs: readonly string[]): readonly string[] => [...new Set(outputs)].sort();
