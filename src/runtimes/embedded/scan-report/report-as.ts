import { jsonReport } from './json-report.ts';
import { ndjsonReport } from './ndjson-report.ts';
import { sarifReport } from './sarif-report.ts';
import type { ScanOutcome } from './scan-outcome.ts';
import { type TableLayout, tableReport } from './table-report.ts';

export type ReportFormat = 'table' | 'json' | 'ndjson' | 'sarif';

const reports: Readonly<
  Record<ReportFormat, (outcome: ScanOutcome, layout: TableLayout) => string>
> = { table: tableReport, json: jsonReport, ndjson: ndjsonReport, sarif: sarifReport };

/** The report as text, without a line feed at its end. The layout matters for `table` only. */
export const reportAs = (format: ReportFormat, outcome: ScanOutcome, layout: TableLayout): string =>
  reports[format](outcome, layout);
