import { Buffer } from 'node:buffer';
import type { Alert } from '../../../domain/alert.ts';
import {
  type Batch,
  type BatchResult,
  emptyTally,
  type RuleStat,
  type Tally,
} from '../../../domain/batch.ts';
import type { LogType } from '../../../domain/log-type.ts';
import type { LogRecord } from '../../../domain/record.ts';
import type { RuleFailure, RuleServices } from '../../../domain/rule.ts';
import { severityRank } from '../../../domain/severity.ts';
import type { Clock } from '../../../ports/clock.ts';
import { forEachPayload } from '../../../sources/file/split-payloads.ts';
import type { Classifier } from '../../../stages/classifier/classifier.ts';
import type { Normalizer } from '../../../stages/normalizer/normalizer.ts';
import { buildAlert, type SeenRecord } from '../../../stages/rules-engine/build-alert.ts';
import {
  type Detection,
  type Match,
  nothingDetected,
  type RulesEngine,
} from '../../../stages/rules-engine/rules-engine.ts';
import type { AlertLimit } from './alert-limit.ts';
import type { BatchDrift, DriftSampler } from './drift-sampler.ts';
import type { EventTimes } from './event-times.ts';
import { historyLine } from './history-line.ts';
import type { LonePayload } from './lone-payload.ts';
import { type QuarantineList, quarantineList } from './quarantine-list.ts';
import { passesFilter } from './record-filter.ts';
import type { GuardedJob } from './rule-guard.ts';
import type { Seen } from './seen.ts';
import type { DetectionSetup } from './setup.ts';

export interface DetectionStages {
  readonly setup: DetectionSetup;
  readonly classifier: Classifier;
  readonly normalizer: Normalizer;
  readonly rulesEngine: RulesEngine;
  /** What rules are lent: one for all records, or one for each where they are to see the past. */
  readonly servicesFor: ServicesFor;
  /** Writes into a record which indicators it holds; absent where nobody asks threat intelligence. */
  readonly markIndicators?: (record: LogRecord, cluster: string | null) => void;
  readonly stagedRules: () => ReadonlySet<string>;
  readonly eventTimes: EventTimes;
  readonly clock: Clock;
  readonly alertLimit: AlertLimit;
  readonly lonePayload: LonePayload;
  /** Absent where nobody watches over the rules. */
  readonly guard?: Pick<GuardedJob, 'see' | 'onBehalfOf'>;
  /** Absent where nobody asks what schemas lack. */
  readonly drift?: DriftSampler;
  /** Whether no record is left out, which spares asking. */
  readonly isUnfiltered: boolean;
}

/** `receivedAt` is when the record came here, milliseconds since 1970 UTC. */
export type ServicesFor = (record: LogRecord, logType: LogType, receivedAt: number) => RuleServices;

/** What is being gathered while a batch is worked on. */
interface Findings {
  readonly batch: Pick<Batch, 'origin' | 'receivedAt'>;
  readonly tally: Tally;
  readonly alerts: Alert[];
  readonly alertsNotListed: Record<string, number>;
  readonly quarantine: QuarantineList;
  readonly ruleFailures: RuleFailure[];
  readonly history: string[];
  /** Rule → records that it matched. */
  readonly matches: Map<string, number>;
  readonly pending: Promise<void>[];
  readonly drift: BatchDrift | undefined;
  /** The log type of the last records, and how many of them are not counted by name yet. */
  logType: LogType | undefined;
  ofLogType: number;
  /** The payload that alerts were last made of, read with every digit. */
  exact:
    | { readonly payload: string | Uint8Array; readonly records: readonly LogRecord[] }
    | undefined;
}

/** Classifies, normalises and detects one batch; everything in it is counted exactly once. */
export async function detectBatch(batch: Batch, stages: DetectionStages): Promise<BatchResult> {
  const found = nothingFound(batch, batch.bytes.byteLength, stages, stages.drift?.begin());
  const directives = forEachPayload(batch, (payload, position, bytes) => {
    takePayload(payload, position, bytes, stages, found);
  });
  const leftOut = directives + (batch.leftOut ?? 0);
  found.tally.records += leftOut;
  found.tally.filtered += leftOut;
  return whatWasFound(found, stages);
}

/** A payload by itself, whose place is known; its records have the places they would have had in a batch. */
export interface SinglePayload extends Pick<Batch, 'origin' | 'receivedAt'> {
  readonly payload: string | Uint8Array;
  readonly position: string;
}

/** The same for a payload that came before and could not be classified then. */
export async function detectAgain(
  { payload, position, ...arrival }: SinglePayload,
  stages: DetectionStages,
): Promise<BatchResult> {
  const bytes = Buffer.byteLength(payload);
  const found = nothingFound(arrival, bytes, stages);
  takePayload(payload, position, bytes, stages, found);
  return whatWasFound(found, stages);
}

const nothingFound = (
  batch: Findings['batch'],
  bytes: number,
  { setup }: DetectionStages,
  drift?: BatchDrift,
): Findings => ({
  batch,
  tally: { ...emptyTally(), bytes },
  alerts: [],
  alertsNotListed: {},
  quarantine: quarantineList(setup.quarantine),
  ruleFailures: [],
  history: [],
  matches: new Map(),
  pending: [],
  drift,
  logType: undefined,
  ofLogType: 0,
  exact: undefined,
});

async function whatWasFound(found: Findings, stages: DetectionStages): Promise<BatchResult> {
  countLogType(found, undefined);
  // Before others have their turn: these are of this batch alone.
  const timeProblems = stages.eventTimes.takeProblems();
  await Promise.all(found.pending);

  const { tally, alerts, alertsNotListed, quarantine, ruleFailures, history } = found;
  const quarantined = quarantine.records();
  const drift = found.drift?.result(quarantined) ?? [];
  return {
    origin: found.batch.origin,
    tally,
    alerts,
    alertsNotListed,
    quarantined,
    ruleFailures,
    ...(found.matches.size > 0 && { ruleStats: matchStats(found.matches) }),
    ...(drift.length > 0 && { drift }),
    ...(timeProblems.length > 0 && { timeProblems }),
    history: stages.setup.keepHistory ? new Uint8Array(Buffer.from(history.join(''))) : undefined,
  };
}

/** Calls and times are counted where rules are asked. */
const matchStats = (matches: ReadonlyMap<string, number>): readonly RuleStat[] =>
  [...matches].map(([ruleName, count]) => ({
    ruleName,
    calls: 0,
    matches: count,
    microseconds: 0,
  }));

function takePayload(
  payload: string | Uint8Array,
  line: number | string,
  bytes: number,
  stages: DetectionStages,
  found: Findings,
) {
  const { classifier, setup } = stages;
  const { tally, batch } = found;
  // The history keeps every digit, and so every payload is read exactly where there is one.
  const classified = setup.keepHistory
    ? classifier.classifyExactly(payload)
    : classifier.classify(payload);

  if (classified.outcome === 'unclassified') {
    tally.records++;
    tally.quarantined++;
    found.quarantine.add(classified, payload, { batch, position: String(line), bytes });
    return;
  }

  const { logType, records, invalid } = classified;
  found.drift?.see(logType, records, payload);
  if (records.length + invalid.length === 0) {
    // A comment or a directive of its format.
    tally.records++;
    tally.filtered++;
    return;
  }
  const alone = records.length + invalid.length === 1;
  tally.records += records.length + invalid.length;
  tally.quarantined += invalid.length;
  for (const refused of invalid) {
    const { index } = refused;
    const position = placeOf({ line, index, alone });
    const lone =
      setup.quarantine === 'each' ? stages.lonePayload(payload, logType, index) : undefined;
    found.quarantine.addInvalid(refused, { batch, position, bytes }, lone);
  }
  let filtered = 0;
  let ordinal = 0;
  let bad = 0;
  for (let index = 0; index < records.length; index++, ordinal++) {
    // A record's place is the one it has among all of its payload, whatever becomes of the others.
    for (; invalid[bad]?.index === ordinal; bad++) ordinal++;
    const record = records[index];
    if (record === undefined) continue;
    if (stages.isUnfiltered || passesFilter(record, logType, batch.receivedAt, stages)) {
      takeRecord(record, logType, payload, line, index, ordinal, alone, stages, found);
    } else filtered++;
  }
  tally.filtered += filtered;
  tally.classified += records.length - filtered;
  if (found.logType !== logType) countLogType(found, logType);
  found.ofLogType += records.length - filtered;
}

/** Neighbours are mostly of one log type: they are counted together, and by name only when it changes. */
function countLogType(found: Findings, next: LogType | undefined) {
  const { logType, ofLogType, tally } = found;
  if (logType !== undefined && ofLogType > 0) {
    tally.byLogType[logType.name] = (tally.byLogType[logType.name] ?? 0) + ofLogType;
  }
  found.logType = next;
  found.ofLogType = 0;
}

/** One call for each record: what is only needed for a few of them is put together when one of them comes. */
function takeRecord(
  record: LogRecord,
  logType: LogType,
  payload: string | Uint8Array,
  line: number | string,
  index: number,
  ordinal: number,
  alone: boolean,
  stages: DetectionStages,
  found: Findings,
) {
  const { normalizer, markIndicators, rulesEngine } = stages;
  const { origin, receivedAt } = found.batch;
  normalizer.normalize(record, logType);
  markIndicators?.(record, origin.cluster);
  const services = stages.servicesFor(record, logType, receivedAt);
  stages.guard?.see(line, logType);
  const detection = rulesEngine.detect(record, logType.name, services);
  const { keepHistory } = stages.setup;
  if (detection === nothingDetected && !keepHistory) return;

  const place = placeOf({ line, index: ordinal, alone });
  const seen: Seen = { record, logType, place, payload, index };
  if (detection instanceof Promise) {
    found.pending.push(detection.then((outcome) => takeDetection(outcome, seen, stages, found)));
  } else if (detection !== nothingDetected) takeDetection(detection, seen, stages, found);
  if (keepHistory) found.history.push(historyLine(found.batch, seen, stages.eventTimes));
}

/** The line, and which of several records of that line, 1-based. */
const placeOf = ({
  line,
  index,
  alone,
}: {
  line: number | string;
  index: number;
  alone: boolean;
}): string => (alone ? String(line) : `${line}:${index + 1}`);

function takeDetection(
  { matches, failures }: Detection,
  seen: Seen,
  stages: DetectionStages,
  found: Findings,
) {
  const { origin, receivedAt } = found.batch;
  const where = { logType: seen.logType.name, position: seen.place, delivery: origin.delivery };
  for (const failure of failures) found.ruleFailures.push({ ...failure, ...where });
  for (const { rule } of matches) {
    found.matches.set(rule.name, (found.matches.get(rule.name) ?? 0) + 1);
  }
  const wanted = matches.filter(({ rule }) => isWantedRule(rule, stages.setup));
  const admitted = wanted.filter(({ rule }) => stages.alertLimit.admits(rule));
  if (admitted.length < wanted.length) countUnlisted(wanted, admitted, found);
  if (admitted.length === 0) return;

  const record = exactRecord(seen, stages, found);
  const eventTime = stages.eventTimes.of(record, seen.logType, receivedAt);
  for (const match of admitted) {
    const matched: SeenRecord = {
      record,
      logType: seen.logType.name,
      parser: seen.logType.parser,
      origin,
      position: seen.place,
      createdAt: stages.clock.now(),
      eventTime,
      requiredOutputs: stages.setup.requiredOutputs,
      stagedRules: stages.stagedRules(),
      services: stages.servicesFor(record, seen.logType, receivedAt),
    };
    const build = () => buildAlert(match, matched);
    const { guard } = stages;
    const { alert, failures: built } = guard
      ? guard.onBehalfOf(match.rule, seen.place, build)
      : build();
    for (const failure of built) found.ruleFailures.push({ ...failure, ...where });
    if (isWanted(alert, stages.setup)) found.alerts.push(alert);
  }
}

/** What a rule says of all its alerts; a severity that depends on the record is known once the alert is made. */
const isWantedRule = ({ severity }: Match['rule'], { filter }: DetectionSetup): boolean =>
  typeof severity === 'function' ||
  filter.minSeverity === undefined ||
  severityRank(severity) >= severityRank(filter.minSeverity);

function countUnlisted(wanted: readonly Match[], admitted: readonly Match[], found: Findings) {
  for (const match of wanted) {
    if (admitted.includes(match)) continue;
    const { name } = match.rule;
    found.alertsNotListed[name] = (found.alertsNotListed[name] ?? 0) + 1;
  }
}

const isWanted = (alert: Alert, { filter }: DetectionSetup): boolean =>
  filter.minSeverity === undefined ||
  severityRank(alert.severity) >= severityRank(filter.minSeverity);

/** The record with every digit of its numbers; rules see doubles in fields that no schema describes. */
function exactRecord(seen: Seen, stages: DetectionStages, found: Findings): LogRecord {
  if (stages.setup.keepHistory) return seen.record;
  if (found.exact?.payload !== seen.payload) {
    const exact = stages.classifier.classifyExactly(seen.payload);
    const records = exact.outcome === 'classified' ? exact.records : [];
    for (const record of records) {
      stages.normalizer.normalize(record, seen.logType);
      stages.markIndicators?.(record, found.batch.origin.cluster);
    }
    found.exact = { payload: seen.payload, records };
  }
  return found.exact.records[seen.index] ?? seen.record;
}
