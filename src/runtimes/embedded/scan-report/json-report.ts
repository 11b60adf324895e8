import { stringifyJson } from '../../../domain/exact-json.ts';
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

/** Grows when a key is removed or changes its meaning; keys may be added without that. */
const scanReportVersion = 1;

/** The report for programs: one JSON document, described by docs/reference/scan-report.schema.json. */
export const jsonReport = (outcome: ScanOutcome): string =>
  stringifyJson(
    {
      version: scanReportVersion,
      summary: summaryPart(outcome),
      alerts: chronological(outcome.alerts).map(alertPart),
      alertsNotListed: { ...outcome.alertsNotListed },
      quarantine: outcome.quarantine.map(quarantinePart),
      ruleErrors: outcome.ruleErrors.map(ruleErrorPart),
      problems: outcome.problems.map(problemPart),
      drift: (outcome.drift ?? []).map(driftPart),
      timeProblems: (outcome.timeProblems ?? []).map(timeProblemPart),
    },
    { indent: 2, strict: true },
  );
