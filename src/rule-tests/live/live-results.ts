import type { RaisedAlert } from '../apart/messages.ts';
import type { EventResult, LiveResult, TestReport } from '../results.ts';
import { totalsOf } from '../totals.ts';
import type { DeliveredAlert } from './deliver-alerts.ts';

/** A report with what became of the alerts of each event; an event with one that was not sent has failed. */
export function withLiveResults(
  report: TestReport,
  raised: readonly RaisedAlert[],
  delivered: readonly DeliveredAlert[],
): TestReport {
  const byAlert = Map.groupBy(delivered, ({ alertId }) => alertId);
  const byEvent = Map.groupBy(raised, ({ at }) => `${at.file} ${at.event}`);
  const files = report.files.map((file, index) => ({
    ...file,
    events: file.events.map((result, event): EventResult => {
      const alerts = byEvent.get(`${index} ${event}`);
      if (alerts === undefined) return result;
      const live = resultOf(alerts.flatMap(({ alert }) => byAlert.get(alert.id) ?? []));
      const outcome = live.failed.length > 0 ? 'failed' : result.outcome;
      return { ...result, live, outcome };
    }),
  }));
  return { ...report, files, totals: totalsOf(files) };
}

const resultOf = (delivered: readonly DeliveredAlert[]): LiveResult => ({
  sent: delivered.flatMap(({ ruleName, output, failure }) =>
    failure === undefined ? [{ ruleName, output }] : [],
  ),
  failed: delivered.flatMap(({ ruleName, output, failure }) =>
    failure === undefined ? [] : [{ ruleName, output, reason: failure }],
  ),
});
