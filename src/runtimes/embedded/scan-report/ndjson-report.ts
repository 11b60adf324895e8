import { stringifyJson } from '../../../domain/exact-json.ts';
import type { JsonObject } from '../../../domain/json.ts';
import {
  alertPart,
  chronological,
  driftPart,
  problemPart,
  quarantinePart,
  ruleErrorPart,
  summaryPart,
  timeProblemPart,
} from './report-parts.ts';
import type { ScanOutcome } from './scan-outcome.ts';

/** The same content as the JSON report, one object on each line; `type` says what it is, the summary comes last. */
export function ndjsonReport(outcome: ScanOutcome): string {
  const { alerts, alertsNotListed, quarantine, ruleErrors, problems } = outcome;
  const { drift = [], timeProblems = [] } = outcome;
  const lines: JsonObject[] = [
    ...chronological(alerts).map((alert) => ({ type: 'alert', ...alertPart(alert) })),
    ...quarantine.map((group) => ({ type: 'quarantine', ...quarantinePart(group) })),
    ...ruleErrors.map((group) => ({ type: 'ruleError', ...ruleErrorPart(group) })),
    ...problems.map((problem) => ({ type: 'problem', ...problemPart(problem) })),
    ...drift.map((each) => ({ type: 'drift', ...driftPart(each) })),
    ...timeProblems.map((each) => ({ type: 'timeProblem', ...timeProblemPart(each) })),
    { type: 'summary', ...summaryPart(outcome), alertsNotListed: { ...alertsNotListed } },
  ];
  return lines.map((line) => stringifyJson(line, { strict: true })).join('\n');
}
