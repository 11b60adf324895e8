import { relative } from 'node:path';
import { systemClock } from '../adapters/local/clock.ts';
import type { LoadedContent } from '../adapters/local/content-loader.ts';
import type { Config } from '../config/config.ts';
import { allDataSources } from '../config/data-sources.ts';
import type { Alert } from '../domain/alert.ts';
import {
  type BatchResult,
  emptyTally,
  type QuarantinedRecord,
  type Tally,
} from '../domain/batch.ts';
import { isStreamAlertError, reasonOf } from '../domain/errors.ts';
import { severityRank } from '../domain/severity.ts';
import type { Embedded } from '../runtimes/embedded/embedded.ts';
import type { PipelineObserver } from '../runtimes/embedded/pipeline.ts';
import type { NewDrift } from '../ports/state-store.ts';
import { paintedSeverity } from './paint-severity.ts';
import { type Paint, painter } from './paint.ts';
import type { Project } from './project.ts';
import { deliveryWords } from './delivery-words.ts';
import { ruleStatisticsLog } from './rules/rule-statistics-log.ts';
import { newDriftLines } from './schema/state-drift.ts';
import type { Terminal } from './terminal.ts';

export interface StartFacts {
  readonly project: Project;
  readonly config: Config;
  readonly content: LoadedContent;
  readonly dataDir: string;
  readonly version: string;
  /** What the sample logs are, in a phrase. */
  readonly sampleStory: string;
}

/** Tells the person at the terminal what the running product does. */
export interface StartReport {
  readonly observer: PipelineObserver;
  /** The sample logs are behind us: what was in them and what they raised. */
  sampleDone(embedded: Embedded): void;
  listening(embedded: Embedded): void;
  stopping(): void;
  stopped(): void;
  trouble(error: unknown): void;
}

const count = (value: number): string => value.toLocaleString('en-US');

const many = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

export function startReport(terminal: Terminal, facts: StartFacts): StartReport {
  const paint = painter(terminal.color);
  const seen = {
    tally: emptyTally(),
    alerts: [] as Alert[],
    quarantined: [] as QuarantinedRecord[],
    drift: [] as NewDrift[],
  };
  const deliveries = deliveryWords();
  const began = performance.now();
  let live = false;
  const statistics = facts.config.functions.rulesEngine?.logRuleStatistics
    ? ruleStatisticsLog((line) => terminal.print(`  ${line}`))
    : undefined;
  printHead(terminal, paint, facts);

  return {
    observer: {
      committed(result, { newAlerts, newDrift = [], floodAlerts = [] }) {
        addUp(seen.tally, result.tally);
        statistics?.add(result, systemClock.now());
        const isNew = new Set(newAlerts);
        const added = [...result.alerts.filter(({ id }) => isNew.has(id)), ...floodAlerts];
        if (live) {
          for (const alert of added) terminal.print(alertLine(alert, paint));
          printLiveQuarantine(terminal, result);
          for (const line of newDriftLines(newDrift, result.origin)) terminal.print(line);
        } else {
          seen.alerts.push(...added);
          seen.quarantined.push(...result.quarantined);
          seen.drift.push(...newDrift);
        }
      },
      floodsOver(alerts) {
        for (const alert of alerts) terminal.print(alertLine(alert, paint));
      },
      delivered(run) {
        for (const line of deliveries(run)) terminal.error(line);
      },
      outputsFail(alerts) {
        for (const alert of alerts) terminal.print(alertLine(alert, paint));
      },
    },
    sampleDone(embedded) {
      live = true;
      printSample(terminal, paint, seen, embedded, facts, performance.now() - began);
    },
    listening(embedded) {
      live = true;
      printNext(terminal, paint, embedded, facts);
    },
    stopping: () => terminal.print('\n  Stopping: what is under way is finished first.'),
    stopped() {
      for (const line of statistics?.rest() ?? []) terminal.print(`  ${line}`);
      const { records, classified, quarantined, filtered } = seen.tally;
      const balance = `classified ${count(classified)} + quarantined ${count(quarantined)} + filtered ${count(filtered)}`;
      terminal.print(`  Stopped. This run: in ${count(records)} = ${balance}`);
    },
    trouble(error) {
      terminal.error(`  ! ${isStreamAlertError(error) ? error.message : reasonOf(error)}`);
      if (isStreamAlertError(error) && error.hint !== undefined)
        terminal.error(`    ${error.hint}`);
    },
  };
}

function addUp(sum: Tally, { records, classified, quarantined, filtered, byLogType }: Tally) {
  sum.records += records;
  sum.classified += classified;
  sum.quarantined += quarantined;
  sum.filtered += filtered;
  for (const [logType, n] of Object.entries(byLogType)) {
    sum.byLogType[logType] = (sum.byLogType[logType] ?? 0) + n;
  }
}

function printHead(
  terminal: Terminal,
  paint: Paint,
  { project, config, content, dataDir, version }: StartFacts,
) {
  const sources = allDataSources(config).length;
  const starter = project.isStarter ? 'the starter configuration' : project.configDir;
  terminal.print(
    [
      '',
      `  ${paint(`StreamAlert ${version}`, 'bold')} · embedded runtime · ${dataDir}`,
      `  config   ${starter} ok: ${many(config.clusters.length, 'cluster')}, ${many(sources, 'source')}, ${many(config.logTypes.length, 'log type')}, ${many(content.rules.length, 'rule')}`,
    ].join('\n'),
  );
}

function printSample(
  terminal: Terminal,
  paint: Paint,
  {
    tally,
    alerts,
    quarantined,
    drift,
  }: { tally: Tally; alerts: Alert[]; quarantined: QuarantinedRecord[]; drift: NewDrift[] },
  embedded: Embedded,
  { sampleStory }: StartFacts,
  milliseconds: number,
) {
  const { records, classified, filtered, byLogType } = tally;
  if (records === 0) {
    const stored = embedded.alerts.list({ limit: 1000 }).length;
    terminal.print(
      `  sample   read before; its ${count(stored)} alerts are in ${embedded.dataDir} and are not raised again`,
    );
    return;
  }
  const types = Object.entries(byLogType)
    .sort(([, a], [, b]) => b - a)
    .map(([logType, n]) => `${logType} ${count(n)}`);
  terminal.print(
    [
      `  sample   ${sampleStory}`,
      '',
      `  records  in ${count(records)} = classified ${count(classified)} + quarantined ${count(tally.quarantined)} + filtered ${count(filtered)}     ${Math.round(milliseconds)} ms`,
      ...wrapped(types.join(' · '), terminal.width - 12).map((line) => `           ${line}`),
      `  alerts   ${many(alerts.length, 'alert')} of ${many(new Set(alerts.map(({ ruleName }) => ruleName)).size, 'rule')}`,
      '',
      ...alerts.toSorted(mostUrgentFirst).map((alert) => alertLine(alert, paint)),
      '',
      ...quarantineLines(quarantined),
      ...newDriftLines(drift, { service: 'file', resource: 'samples' }),
    ].join('\n'),
  );
}

const mostUrgentFirst = (a: Alert, b: Alert): number =>
  severityRank(b.severity) - severityRank(a.severity) || a.eventTime - b.eventTime;

function alertLine({ severity, eventTime, ruleName, title, staged }: Alert, paint: Paint): string {
  const time = new Date(eventTime).toISOString().slice(11, 19);
  const mark = staged ? `${paint('staged', 'dim')} ` : '';
  return `  ${paintedSeverity(severity, paint)}  ${time}Z  ${ruleName.padEnd(38)} ${mark}${title}`;
}

/** Alike records in one line each: how many, why, and which schema came nearest. */
function quarantineLines(quarantined: readonly QuarantinedRecord[]): readonly string[] {
  if (quarantined.length === 0) return [];
  const kinds = Map.groupBy(quarantined, ({ reason, detail }) => `${reason}: ${detail}`);
  return [
    `  ${count(quarantined.length)} records fit no schema; they are kept and can be replayed once a schema fits them`,
    ...[...kinds].map(([kind, records]) => `    ${records.length} × ${kind}`),
    '      see them:  npx streamalert quarantine list',
    '',
  ];
}

function printLiveQuarantine(terminal: Terminal, { quarantined, origin }: BatchResult) {
  if (quarantined.length === 0) return;
  const [first] = quarantined;
  const why = first === undefined ? '' : ` (${first.reason}: ${first.detail})`;
  terminal.print(`  quarantined  ${count(quarantined.length)} records of ${origin.resource}${why}`);
}

function printNext(
  terminal: Terminal,
  paint: Paint,
  { server, dataDir }: Embedded,
  { config, project }: StartFacts,
) {
  const http = allDataSources(config).filter(({ service }) => service === 'http');
  const source = http.find(({ resource }) => resource === 'sample') ?? http[0];
  const shownDir = relative(process.cwd(), dataDir) || '.';
  const resource = source?.resource ?? '<source>';
  terminal.print(
    [
      `  ${paint('Next', 'bold')}`,
      `    send your own    curl --data-binary @my.log ${server.url}/ingest/${resource} -H "authorization: Bearer $(cat ${shownDir}/token)"`,
      '    scan a folder    npx streamalert scan ./logs',
      `    write a rule     npx streamalert ${project.isStarter ? 'new my-detections' : 'rules new NAME --log-type TYPE'}`,
      '  Listening. Ctrl-C stops; nothing is lost.',
    ].join('\n'),
  );
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' · ')) {
    const longer = line === '' ? word : `${line} · ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
