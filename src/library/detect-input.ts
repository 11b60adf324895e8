import type { Alert } from '../domain/alert.ts';
import {
  type BatchResult,
  emptyTally,
  type QuarantinedRecord,
  type QuarantineReason,
} from '../domain/batch.ts';
import type { Origin } from '../domain/record.ts';
import type { RuleFailure } from '../domain/rule.ts';
import { detectAgain, detectBatch } from '../runtimes/embedded/detection/detect-batch.ts';
import { withParserFailures } from '../runtimes/embedded/detection/parser-failures.ts';
import type { DetectorStages } from './detector-stages.ts';
import type { Detected, DetectedCounts, DetectOptions, DetectorInput } from './detector.ts';
import { type InputItem, readInput } from './read-input.ts';

/** Where payloads come from when nobody says. */
const unknownOrigin: Origin = {
  service: 'library',
  resource: 'detect',
  cluster: null,
  delivery: 'input',
};

/** Sends everything in an input past schemas and rules. */
export async function detectInput(
  input: DetectorInput,
  { source, logType, receivedAt }: DetectOptions,
  stages: DetectorStages,
): Promise<Detected> {
  const origin: Origin = { ...unknownOrigin, ...source };
  const gathering = new Gathering();
  // Asked for at once, so that a log type that does not exist is told whatever the input is.
  const forPayloads = stages.forPayloads(logType);
  for await (const item of readInput(input, logType)) {
    const arrival = { origin, receivedAt: receivedAt ?? stages.now() };
    const result = await detectItem(item, arrival, { ...stages, forPayloads: () => forPayloads });
    gathering.add(withParserFailures(result, stages.takeParserFailures()));
  }
  return gathering.detected();
}

interface Arrival {
  readonly origin: Origin;
  readonly receivedAt: number;
}

function detectItem(
  item: InputItem,
  arrival: Arrival,
  stages: DetectorStages,
): Promise<BatchResult> | BatchResult {
  switch (item.kind) {
    case 'content':
      return item.read.kind === 'batch'
        ? detectBatch({ ...item.read.batch, ...arrival }, stages.forPayloads(undefined))
        : refused(item.read, arrival);
    case 'payload': {
      const { payload, position } = item;
      return detectAgain({ payload, position, ...arrival }, stages.forPayloads(undefined));
    }
    case 'record': {
      const { json: payload, position } = item;
      return detectAgain({ payload, position, ...arrival }, stages.forRecords(item.logType));
    }
    case 'unusable':
      return refused({ ...item, reason: 'unreadable', bytes: 0 }, arrival);
  }
}

interface Refusal {
  readonly position: string;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly bytes: number;
  readonly raw?: string;
}

const refused = (
  { position, reason, detail, bytes, raw }: Refusal,
  { origin, receivedAt }: Arrival,
): BatchResult => ({
  origin,
  tally: { ...emptyTally(), records: 1, quarantined: 1, bytes },
  alerts: [],
  quarantined: [{ origin, position, reason, detail, nearest: null, raw, bytes, receivedAt }],
  ruleFailures: [],
  history: undefined,
});

/** Puts the results of all items together. */
class Gathering {
  readonly #alerts: Alert[] = [];
  readonly #unclassified: QuarantinedRecord[] = [];
  readonly #ruleFailures: RuleFailure[] = [];
  readonly #tally = emptyTally();

  add({ alerts, quarantined, ruleFailures, tally }: BatchResult): void {
    for (const alert of alerts) this.#alerts.push(alert);
    for (const record of quarantined) this.#unclassified.push(record);
    for (const failure of ruleFailures) this.#ruleFailures.push(failure);
    this.#tally.records += tally.records;
    this.#tally.classified += tally.classified;
    this.#tally.quarantined += tally.quarantined;
    this.#tally.filtered += tally.filtered;
    for (const [logType, count] of Object.entries(tally.byLogType)) {
      this.#tally.byLogType[logType] = (this.#tally.byLogType[logType] ?? 0) + count;
    }
  }

  detected(): Detected {
    const { records, classified, quarantined: unclassified, filtered, byLogType } = this.#tally;
    const counts: DetectedCounts = { records, classified, unclassified, filtered, byLogType };
    return {
      alerts: this.#alerts,
      unclassified: this.#unclassified,
      ruleFailures: this.#ruleFailures,
      counts,
    };
  }
}
