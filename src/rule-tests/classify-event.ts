import type { LogType } from '../domain/log-type.ts';
import type { LogRecord } from '../domain/record.ts';
import type { Classification } from '../stages/classifier/classifier.ts';
import { nearMissLines } from './near-miss-lines.ts';
import type { ClassificationResult } from './results.ts';
import type { TestStages } from './stages.ts';
import type { TestEvent } from './test-event.ts';

/** A payload that has become records. */
export interface Classified {
  readonly logType: LogType;
  readonly records: readonly LogRecord[];
}

type Payload = string | Uint8Array;

/** What the payloads of an event are; the first one that is anything counts. */
export function classifyEvent(
  event: TestEvent,
  payloads: readonly Payload[],
  logTypes: readonly LogType[],
  stages: TestStages,
): { classification: ClassificationResult; classified: Classified | undefined } {
  const expected = event.log;
  const unwanted = unwantedFits(event, payloads, stages);
  const found = firstClassified(payloads, logTypes, stages);
  if (found.outcome === 'unclassified') {
    if (expected === undefined && event.notLogs.length > 0) {
      const passed = unwanted.length === 0;
      return {
        classification: { passed, expected, actual: undefined, why: unwanted },
        classified: undefined,
      };
    }
    const why = whyNot(event, payloads, logTypes, stages);
    const detail = why.length > 0 ? why : [`${found.reason}: ${found.detail}`];
    return {
      classification: { passed: false, expected, actual: undefined, why: detail },
      classified: undefined,
    };
  }
  const { logType, records } = found;
  const isExpected = expected === undefined || logType.name === expected;
  const passed = isExpected && unwanted.length === 0;
  const why = [...(isExpected ? [] : whyNot(event, payloads, logTypes, stages)), ...unwanted];
  return {
    classification: { passed, expected, actual: logType.name, why },
    classified: { logType, records },
  };
}

function firstClassified(
  payloads: readonly Payload[],
  logTypes: readonly LogType[],
  { classifierOf }: TestStages,
): Classification {
  const classifier = classifierOf(logTypes);
  let found = classifier.classifyExactly(payloads[0] ?? '');
  for (const payload of payloads.slice(1)) {
    if (found.outcome === 'classified') break;
    found = classifier.classifyExactly(payload);
  }
  return found;
}

/** Log types that the event says it must not fit, and fits when tried with them alone. */
function unwantedFits(
  { notLogs }: TestEvent,
  payloads: readonly Payload[],
  stages: TestStages,
): readonly string[] {
  const fits = notLogs.filter((name) => {
    const logType = stages.logTypes.get(name);
    if (logType === undefined) return false;
    return firstClassified(payloads, [logType], stages).outcome === 'classified';
  });
  return fits.map((name) => `${name} fits, which "not_logs" rules out`);
}

/** What keeps the payload from being of the expected log type. */
function whyNot(
  { log, source }: TestEvent,
  [payload = '']: readonly Payload[],
  logTypes: readonly LogType[],
  { logTypes: all, classifierOf }: TestStages,
): readonly string[] {
  const expected = log === undefined ? undefined : all.get(log);
  if (expected === undefined) return [];
  if (!logTypes.includes(expected)) {
    return [`"${source?.resource}" does not carry ${expected.name}: see its logs in data_sources`];
  }
  const [report] = classifierOf([expected]).explain(payload);
  if (report?.fits === true) {
    return [`${expected.name} fits too, but the other is tried first: see "priority"`];
  }
  return report?.nearMiss ? nearMissLines(report.nearMiss) : [];
}
