import type { LogType } from '../domain/log-type.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { LogRecord } from '../domain/record.ts';
import type { Detection } from '../stages/rules-engine/rules-engine.ts';
import { logTypesOf } from './event-source.ts';
import { explainRule } from './explain-rule.ts';
import { publishAndCheck } from './publisher-tests.ts';
import { nearMissLines } from './near-miss-lines.ts';
import type { ClassificationResult, EventResult, RuleExplanation, RulesResult } from './results.ts';
import type { TestStages } from './stages.ts';
import type { ReadEvent, TestEvent } from './test-event.ts';

export interface EventOptions {
  /** `classifier` stops after classification. */
  readonly until: 'classifier' | 'rules';
  /** Only events that expect one of these rules are judged. */
  readonly testRules: readonly string[];
}

/** Runs one event through classifier, rules and publishers, and judges what came of it. */
export async function runEvent(
  read: ReadEvent,
  stages: TestStages,
  options: EventOptions,
): Promise<EventResult> {
  const { number, line, description, warnings } = read;
  const unjudged: EventResult = {
    number,
    line,
    description,
    warnings,
    outcome: 'failed',
    error: undefined,
    classification: undefined,
    classifyOnly: false,
    rules: undefined,
    publishers: undefined,
  };
  if (read.outcome === 'refused') return { ...unjudged, error: read.message };
  const { event } = read;
  if (isSuppressed(event, stages, options)) return { ...unjudged, outcome: 'suppressed' };

  const { classifyOnly } = event;
  const source = logTypesOf(event.source, stages.config);
  if (source.outcome === 'unknown') return { ...unjudged, error: source.message };

  const { classification, classified } = classify(event, source.logTypes, stages);
  const judged: EventResult = { ...unjudged, classification, classifyOnly };
  if (classifyOnly || options.until === 'classifier') {
    return { ...judged, outcome: classification.passed ? 'passed' : 'failed' };
  }
  if (!classified) return judged;
  return judgeRules(judged, classification, classified, event, stages);
}

function isSuppressed(event: TestEvent, stages: TestStages, { testRules }: EventOptions): boolean {
  if (testRules.length === 0) return false;
  return !event.expectedRules.some(
    (name) => testRules.includes(name) && stages.rules.get(name)?.disabled !== true,
  );
}

/** A payload that has become records. */
interface Classified {
  readonly logType: LogType;
  readonly records: readonly LogRecord[];
}

function classify(
  event: TestEvent,
  logTypes: readonly LogType[],
  stages: TestStages,
): { classification: ClassificationResult; classified: Classified | undefined } {
  const expected = event.log;
  const unwanted = unwantedFits(event, stages);
  const found = stages.classifierOf(logTypes).classifyExactly(event.payload);
  if (found.outcome === 'unclassified') {
    if (expected === undefined && event.notLogs.length > 0) {
      const passed = unwanted.length === 0;
      return {
        classification: { passed, expected, actual: undefined, why: unwanted },
        classified: undefined,
      };
    }
    const why = whyNot(event, logTypes, stages);
    const detail = why.length > 0 ? why : [`${found.reason}: ${found.detail}`];
    return {
      classification: { passed: false, expected, actual: undefined, why: detail },
      classified: undefined,
    };
  }
  const { logType, records } = found;
  const isExpected = expected === undefined || logType.name === expected;
  const passed = isExpected && unwanted.length === 0;
  const why = [...(isExpected ? [] : whyNot(event, logTypes, stages)), ...unwanted];
  return {
    classification: { passed, expected, actual: logType.name, why },
    classified: { logType, records },
  };
}

/** Log types that the event says it must not fit, and fits when tried with them alone. */
function unwantedFits(
  { notLogs, payload }: TestEvent,
  { logTypes, classifierOf }: TestStages,
): readonly string[] {
  const fits = notLogs.filter((name) => {
    const logType = logTypes.get(name);
    if (logType === undefined) return false;
    return classifierOf([logType]).classifyExactly(payload).outcome === 'classified';
  });
  return fits.map((name) => `${name} fits, which "not_logs" rules out`);
}

/** What keeps the payload from being of the expected log type. */
function whyNot(
  { log, payload, source }: TestEvent,
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

async function judgeRules(
  judged: EventResult,
  classification: ClassificationResult,
  { logType, records }: Classified,
  event: TestEvent,
  stages: TestStages,
): Promise<EventResult> {
  for (const record of records) stages.normalizer.normalize(record, logType);
  const detections: Detection[] = [];
  for (const record of records) {
    detections.push(await stages.rulesEngine.detect(record, logType.name));
  }
  const rules = await rulesResult(event, detections, { logType, records }, stages);
  if (!rules.passed && event.fixtures.length > 0) {
    return { ...judged, rules, error: needsFixtures(event.fixtures) };
  }
  const publishers = publishAndCheck(event, detections, { logType, records }, stages);
  const passed = classification.passed && rules.passed && (publishers?.failures.length ?? 0) === 0;
  return { ...judged, rules, publishers, outcome: passed ? 'passed' : 'failed' };
}

const needsFixtures = (fixtures: readonly string[]): string =>
  `not supported yet: the event brings ${fixtures.join(' and ')}, which rules cannot ask about so far; take it out of the run or write the rule without them`;

async function rulesResult(
  event: TestEvent,
  detections: readonly Detection[],
  classified: Classified,
  stages: TestStages,
): Promise<RulesResult> {
  const matches = detections.flatMap((detection) => detection.matches);
  const failures = detections.flatMap((detection) => detection.failures);
  const triggered = [...new Set(matches.map(({ rule }) => rule.name))].sort();
  const disabled = event.expectedRules.filter((name) => stages.rules.get(name)?.disabled === true);
  const expected = event.expectedRules.filter((name) => !disabled.includes(name)).sort();
  const unknown = expected
    .filter((name) => !stages.rules.has(name))
    .map((name) => ({ name, suggestion: nearestName(name, stages.rules.keys()) }));
  const problems = countProblems(event, expected, matches.length);
  const same =
    triggered.length === expected.length && triggered.every((name) => expected.includes(name));
  return {
    passed: same && failures.length === 0 && problems.length === 0,
    triggered,
    expected,
    disabled,
    unknown,
    failures: failures.map(({ ruleName, reason }) => ({ ruleName, reason })),
    explanations: await explain({ triggered, expected }, classified, stages),
    problems,
  };
}

/** The oldest format says how many alerts there must be. */
function countProblems(
  { expectedAlerts }: TestEvent,
  expected: readonly string[],
  alerts: number,
): readonly string[] {
  if (expectedAlerts === undefined || expected.length === 0) return [];
  return alerts === expectedAlerts ? [] : [`expected ${expectedAlerts} alerts, got ${alerts}`];
}

async function explain(
  { triggered, expected }: { triggered: readonly string[]; expected: readonly string[] },
  { logType, records }: Classified,
  { rules, services }: TestStages,
): Promise<readonly RuleExplanation[]> {
  const [record] = records;
  if (record === undefined) return [];
  const seen = { record, logType: logType.name, services };
  const explanations: RuleExplanation[] = [];
  for (const name of new Set([...expected, ...triggered])) {
    const rule = rules.get(name);
    const isExpected = expected.includes(name);
    if (rule === undefined || isExpected === triggered.includes(name)) continue;
    explanations.push(await explainRule(rule, seen, isExpected ? 'alert' : 'no alert'));
  }
  return explanations;
}
