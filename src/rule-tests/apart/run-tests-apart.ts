import type { RuleNames } from '../../config/record-types.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Place } from '../../domain/rule.ts';
import { shownPath } from '../../adapters/local/content-files.ts';
import type { Coverage } from '../coverage/coverage.ts';
import type { LivePlan } from '../live/live-plan.ts';
import type { TestReport } from '../results.ts';
import type { RuleTime } from '../rule-times.ts';
import { reportOf, type RuleTests } from '../run-rule-tests.ts';
import { GatheredResults } from './gathered-results.ts';
import type { ApartProject, ApartTask, EventIndex, RaisedAlert } from './messages.ts';
import { supervise, type WorkerEnd } from './supervise.ts';

export interface ApartRun {
  readonly tests: RuleTests;
  readonly isTimed: boolean;
  readonly measuresCoverage: boolean;
  /** Credentials of outputs, where alerts are to be sent later; undefined: nothing is planned. */
  readonly live?: { readonly env: Readonly<Record<string, string | undefined>> } | undefined;
  /** Hears of the configuration as soon as it is read, while the rules are being loaded. */
  onConfigured?(names: RuleNames): void;
  /** Hears what rules print. */
  onPrint(text: string): void;
}

export type ApartOutcome =
  | {
      readonly outcome: 'ran';
      readonly report: TestReport;
      readonly findings: readonly Finding[];
      /** Files of fixtures for all events that could not be read; what rules look up is not what it should be. */
      readonly fixtureProblems: readonly string[];
      readonly ruleTimes: readonly RuleTime[];
      readonly coverage: Coverage | undefined;
      readonly alerts: readonly RaisedAlert[];
      readonly livePlan: LivePlan | undefined;
    }
  | {
      readonly outcome: 'nothing to run';
      readonly reason: string;
      readonly findings: readonly Finding[];
    };

/** A project with more rules of this kind has one mistake that all of them share. */
const stopsMax = 8;

/**
 * Runs test events in a thread of its own. A rule that never comes to an end, or ends its program, fails the event it
 * was asked about and is left out from then on; everything else goes on.
 */
export async function runTestsApart(project: ApartProject, run: ApartRun): Promise<ApartOutcome> {
  const began = performance.now();
  const gathered = new GatheredResults(run.onConfigured);
  const suspended = new Map<string, string>();
  const endless = new Map<string, Place | undefined>();
  for (let stops = 0; ; stops++) {
    const end = await supervise(
      { project, suspended, endless: [...endless.keys()], task: taskOf(run, gathered.next()) },
      { onMessage: (message) => gathered.take(message), onPrint: run.onPrint },
    );
    if (end.outcome === 'finished') break;
    if (stops === stopsMax) throw tooManyStops(suspended);
    if (gathered.isOpened) takeStop(end, gathered, suspended);
    else takeEndlessFile(end, gathered, endless);
  }
  const findings = gathered.findings.map((finding) => placed(finding, endless));
  if (gathered.nothing !== undefined) {
    return { outcome: 'nothing to run', reason: gathered.nothing, findings };
  }
  const seconds = (performance.now() - began) / 1000;
  const outcome = reportOf(run.tests, gathered.files(), gathered.tested.untested, seconds);
  if (outcome.outcome === 'nothing to run') return { ...outcome, findings };
  const { ruleTimes, coverage, livePlan } = gathered.tested;
  const { alerts, fixtureProblems } = gathered;
  return { ...outcome, findings, fixtureProblems, ruleTimes, coverage, alerts, livePlan };
}

const taskOf = (
  { tests, isTimed, measuresCoverage, live }: ApartRun,
  from: EventIndex,
): ApartTask => ({ kind: 'test', tests, from, isTimed, measuresCoverage, live });

/** Finds out whose fault it was that the thread had to be ended, and sees to it that it does not happen again. */
function takeStop(
  end: Extract<WorkerEnd, { outcome: 'stopped' }>,
  gathered: GatheredResults,
  suspended: Map<string, string>,
): void {
  const what = stopText(end);
  const ruleName = gathered.ruleOf(end);
  if (ruleName !== undefined && !suspended.has(ruleName)) {
    suspended.set(ruleName, what);
    gathered.blame({ ruleName, reason: what });
  } else if (!gathered.failNext(`what it runs through ${what}`)) {
    throw new StreamAlertError('CONTENT_INVALID', `the work on all events ${what}`);
  }
}

export const stopText = ({ what, place }: Extract<WorkerEnd, { outcome: 'stopped' }>): string =>
  place ? `${what} (${place.file}:${place.line}:${place.column})` : what;

/** The file is left out from then on, and told of like any other that cannot be loaded. */
function takeEndlessFile(
  end: Extract<WorkerEnd, { outcome: 'stopped' }>,
  { loading }: GatheredResults,
  endless: Map<string, Place | undefined>,
): void {
  if (loading === undefined) {
    throw new StreamAlertError('CONFIG_INVALID', `reading the configuration ${stopText(end)}`);
  }
  if (endless.has(loading)) {
    throw new StreamAlertError('CONTENT_INVALID', `${loading}: loading it ${stopText(end)}`);
  }
  endless.set(loading, end.place);
}

/** Where a file was that did not come to an end, nobody but us could see. */
function placed(finding: Finding, endless: ReadonlyMap<string, Place | undefined>): Finding {
  for (const [file, place] of endless) {
    const isOfFile = finding.file === shownPath(file) && finding.level === 'load';
    if (!isOfFile || place === undefined || finding.line !== undefined) continue;
    return { ...finding, file: shownPath(place.file), line: place.line, column: place.column };
  }
  return finding;
}

const tooManyStops = (suspended: ReadonlyMap<string, string>): StreamAlertError =>
  new StreamAlertError(
    'CONTENT_INVALID',
    ['too many rules do not come to an end:', ...[...suspended].map((pair) => pair.join(' '))].join(
      '\n  ',
    ),
    { hint: 'Nothing else was judged. Mend these first.' },
  );
