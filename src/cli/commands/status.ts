import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { emptyTally, type Tally } from '../../domain/batch.ts';
import { isActive } from '../../domain/silence.ts';
import { deliveryReport } from '../../runtimes/embedded/delivery-status.ts';
import { silenceJson } from '../alerts/silence-words.ts';
import { deliveryBalance, outputLines, silencesInForce } from '../alerts/status-lines.ts';
import { jsonText } from '../alerts/words.ts';
import { painter } from '../paint.ts';
import { defineCommand } from '../command.ts';
import { driftLines, timeLines } from '../schema/state-drift.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { floodLines, suspensionLines } from '../rules/guard-lines.ts';

const counted = (value: number): string => value.toLocaleString('en-US');

export const status = defineCommand({
  name: 'status',
  summary: 'What came in, what became of it, and what waits',
  options: z.object({
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [{ command: 'streamalert status', explanation: 'of the runtime of this folder' }],
  run({ dataDir, json }, { cwd, terminal }) {
    const { state, alerts, close } = existingState(cwd, dataDir);
    try {
      const ledger = state.ledger();
      const now = systemClock.now();
      const delivery = deliveryReport(alerts, now);
      const { deliveries, outputs } = delivery;
      const silences = alerts.silences();
      const ruleFailures = state.ruleFailureCounts();
      const suspendedRules = state.suspendedRules();
      const floods = state.floods();
      const drift = state.drift();
      const timeProblems = state.timeProblems();
      if (json) {
        const inForce = silences.filter(({ silence }) => isActive(silence, now));
        terminal.print(
          jsonText({
            ledger,
            deliveries,
            outputs,
            silences: inForce.map((each) => silenceJson(each, now)),
            ruleFailures,
            suspendedRules,
            floods,
            drift,
            timeProblems,
          }),
        );
        return 0;
      }
      const sources = Map.groupBy(ledger, ({ service, resource }) => `${service}:${resource}`);
      const width = Math.max(10, ...[...sources.keys()].map((name) => name.length));
      for (const [name, entries] of sources) {
        terminal.print(`  ${name.padEnd(width)}  ${balance(sumOf(entries.map((e) => e.tally)))}`);
      }
      if (sources.size === 0) terminal.print('  nothing has come in yet');
      const paint = painter(terminal.color);
      terminal.print(`  ${'alerts'.padEnd(width)}  ${deliveryBalance(delivery)}`);
      const told = [...outputLines(outputs, paint, now), ...silencesInForce(silences, paint, now)];
      for (const line of told) terminal.print(line);
      for (const { hour, count, last } of ruleFailures) {
        terminal.print(
          `  ${last.part === 'parser' || last.part === 'lookup table' ? last.part : 'rule'} ${last.ruleName} failed ${counted(count)} × in hour ${hour}: ${cell(last.reason)}`,
        );
      }
      for (const line of [...suspensionLines(suspendedRules), ...floodLines(floods)]) {
        terminal.print(line);
      }
      for (const line of [...driftLines(drift), ...timeLines(timeProblems)]) terminal.print(line);
      return 0;
    } finally {
      close();
    }
  },
});

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const { records, classified, quarantined, filtered } of tallies) {
    sum.records += records;
    sum.classified += classified;
    sum.quarantined += quarantined;
    sum.filtered += filtered;
  }
  return sum;
}

function balance({ records, classified, quarantined, filtered }: Tally): string {
  const adds = classified + quarantined + filtered === records;
  const text = `in ${counted(records)} = classified ${counted(classified)} + quarantined ${counted(quarantined)} + filtered ${counted(filtered)}`;
  return adds ? text : `${text}   these do not add up: please report it`;
}
