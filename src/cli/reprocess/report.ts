import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDataDir } from '../../adapters/local/data-dir.ts';
import { openHistory } from '../../adapters/local/history/open-history.ts';
import type { Config } from '../../config/config.ts';
import { isStreamAlertError } from '../../domain/errors.ts';
import type { StateStore } from '../../ports/state-store.ts';
import type { DetectionSetup } from '../../runtimes/embedded/detection/setup.ts';
import { historyColumns } from '../../runtimes/embedded/history-columns.ts';
import type { ReprocessReport } from '../../runtimes/embedded/reprocess/reprocess-outcome.ts';
import { duration } from '../../runtimes/embedded/scan-report/quantities.ts';
import { takeWaitingHistory } from '../../runtimes/embedded/waiting-history.ts';
import type { Paint } from '../paint.ts';
import { many, refusalWords } from '../quarantine/words.ts';

const counted = (count: number): string => count.toLocaleString('en-US');

/** More kinds than this are for `quarantine list`. */
const kindsMax = 10;

/** What a reprocessing came to, or would come to, in numbers that add up. */
export function reprocessLines(
  report: ReprocessReport,
  { dryRun, paint }: { readonly dryRun: boolean; readonly paint: Paint },
): string {
  const { records, released, seconds, isStopped } = report;
  const verb = dryRun ? 'would now be classified' : 'classified';
  const head = `${counted(released)} of ${many(records, 'record')} ${verb}`;
  return [
    `  ${paint(head, 'bold')}   ${duration(seconds)}`,
    ...classifiedLines(report),
    ...alertLines(report, dryRun),
    ...stayLines(report, dryRun),
    ...(isStopped
      ? ['  Stopped before the end: what is told here is done. Run it again for the rest.']
      : []),
    ...(dryRun ? ['  Nothing was changed. To do it, leave out --dry-run.'] : []),
  ].join('\n');
}

function classifiedLines({ byLogType, filtered, newlyQuarantined, gone }: ReprocessReport) {
  const types = Object.entries(byLogType).sort(([, a], [, b]) => b - a);
  const width = Math.max(0, ...types.map(([name]) => name.length));
  return [
    ...types.map(([name, count]) => `    ${name.padEnd(width)}  ${counted(count)}`),
    ...(filtered > 0 ? [`    ${many(filtered, 'comment')} of their format, filtered`] : []),
    ...(newlyQuarantined > 0
      ? [`    ${many(newlyQuarantined, 'record')} beside them in the same payloads fit nothing`]
      : []),
    ...(gone > 0 ? [`    ${many(gone, 'record')} taken out by another reprocess meanwhile`] : []),
  ];
}

function alertLines({ alertsByRule, alertsKnown, ruleFailures }: ReprocessReport, dryRun: boolean) {
  const rules = Object.entries(alertsByRule).sort(([, a], [, b]) => b - a);
  const total = rules.reduce((sum, [, count]) => sum + count, 0);
  const verb = dryRun ? 'would be raised' : 'raised';
  return [
    `  ${many(total, 'alert')} ${verb}${rules.length > 0 ? ':' : ''}`,
    ...rules.map(([name, count]) => `    ${name}  ${counted(count)}`),
    ...(alertsKnown > 0
      ? [`    ${many(alertsKnown, 'alert')} known before, not raised again`]
      : []),
    ...(ruleFailures > 0
      ? [`    rules failed ${counted(ruleFailures)} ×: streamalert status says which`]
      : []),
  ];
}

function stayLines({ stay, notKept }: ReprocessReport, dryRun: boolean): string[] {
  const count = stay.reduce((sum, kind) => sum + kind.count, 0);
  const missing = notKept.reduce((sum, kind) => sum + kind.count, 0);
  if (count + missing === 0) return [];
  const shown = stay.slice(0, kindsMax);
  const more = stay.length - shown.length;
  return [
    `  ${many(count + missing, 'record')} ${dryRun ? 'would stay' : 'stay'} in quarantine:`,
    ...shown.map((kind) => {
      const near = kind.nearest === null ? '' : `, nearest ${kind.nearest.logType}`;
      return `    ${counted(kind.count)} ×  ${refusalWords(kind)}${near}  (example ${kind.exampleId})`;
    }),
    ...(more > 0 ? [`    and ${more} kinds more: streamalert quarantine list`] : []),
    ...notKept.map(
      ({ why, count: n, exampleId }) => `    ${counted(n)} ×  ${why}  (example ${exampleId})`,
    ),
  ];
}

/** Takes the history along where nobody else has the data directory, and says what happens to the alerts. */
export async function afterReprocess(
  state: StateStore,
  dataDir: string,
  { config, configDir, locations }: DetectionSetup & { readonly config: Config },
  { alertsByRule }: ReprocessReport,
): Promise<readonly string[]> {
  const folder = dataDirIfFree(dataDir);
  const hasAlerts = Object.keys(alertsByRule).length > 0;
  if (folder === undefined) {
    const since = startedAt(dataDir);
    const changed = [configDir, ...Object.values(locations).flat()].some((dir) =>
      isNewer(dir, since),
    );
    return [
      ...(hasAlerts ? ['  The running StreamAlert delivers them.'] : []),
      ...(changed
        ? [
            '  The running StreamAlert still has the configuration it was started with: restart it, so that what',
            '  arrives from now on is classified like this as well.',
          ]
        : []),
    ];
  }
  try {
    // Also what a reprocessing before this one left when it was stopped.
    if (state.waitingHistory(1).length > 0) await writeHistory(state, folder.path, config);
  } finally {
    folder.close();
  }
  return hasAlerts ? ['  They are delivered when StreamAlert runs: streamalert start'] : [];
}

/** Undefined when a running StreamAlert has it, which takes the history along by itself. */
function dataDirIfFree(path: string) {
  try {
    return openDataDir(path);
  } catch (error) {
    if (isStreamAlertError(error)) return undefined;
    throw error;
  }
}

/** Larger files are better for searching, and so much waits for a flush of a running StreamAlert as well. */
const flushBytes = 64 * 1024 * 1024;

async function writeHistory(state: StateStore, dataDir: string, config: Config) {
  const history = openHistory({ dataDir, columns: historyColumns(config) });
  try {
    while (!takeWaitingHistory(state, history)) {
      if (history.stagedBytes() > flushBytes) await history.flush();
    }
    // What cannot be written now is kept and tried again by the next start.
    await history.flush();
  } finally {
    await history.close();
  }
}

/** The file with the number of the process is written when it takes the data directory. */
const startedAt = (dataDir: string): number =>
  statSync(join(dataDir, 'pid'), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;

function isNewer(folder: string, since: number): boolean {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [folder, ...names.map((name) => join(folder, name))].some(
    (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since,
  );
}
