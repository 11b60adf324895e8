import type { Alert } from '../domain/alert.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { Detection, Failure } from '../stages/rules-engine/rules-engine.ts';
import { alertsOf } from './event-alerts.ts';
import { explainRule } from './explain-rule.ts';
import type { PreparedRecords } from './prepare-event.ts';
import { publishAndCheck } from './publisher-tests.ts';
import type { EventResult, RuleExplanation, RulesResult } from './results.ts';
import type { EventOptions, JudgedEvent } from './event-options.ts';
import type { TestStages } from './stages.ts';
import type { TestEvent } from './test-event.ts';

/** Asks all rules about the records of an event, and judges what they and their publishers say. */
export async function judgeRules(
  judged: EventResult,
  prepared: PreparedRecords,
  event: TestEvent,
  stages: TestStages,
  { publishAll = false }: EventOptions,
): Promise<JudgedEvent> {
  const { records, logType, services } = prepared;
  const detections: Detection[] = [];
  for (const record of records) {
    detections.push(await stages.rulesEngine.detect(record, logType.name, services));
    stages.clock.beat();
  }
  const made = alertsOf(detections, prepared, stages);
  const rules = await rulesResult(event, detections, made, prepared, stages);
  const publishers = await publishAndCheck(event, made.alerts, { services, publishAll }, stages);
  const passed =
    judged.classification?.passed === true &&
    rules.passed &&
    (publishers?.failures.length ?? 0) === 0;
  const outcome = passed ? 'passed' : 'failed';
  return { result: { ...judged, rules, publishers, outcome }, alerts: made.alerts };
}

async function rulesResult(
  event: TestEvent,
  detections: readonly Detection[],
  { alerts, failures: ofAlerts }: { alerts: readonly Alert[]; failures: readonly Failure[] },
  prepared: PreparedRecords,
  stages: TestStages,
): Promise<RulesResult> {
  const triggered = [...new Set(alerts.map(({ ruleName }) => ruleName))].sort();
  const disabled = event.expectedRules.filter((name) => stages.rules.get(name)?.disabled === true);
  const expected = event.expectedRules.filter((name) => !disabled.includes(name)).sort();
  const unknown = expected
    .filter((name) => !stages.rules.has(name))
    .map((name) => ({ name, suggestion: nearestName(name, stages.rules.keys()) }));
  const failures = [
    ...detections.flatMap((detection) => detection.failures.map(describedFailure)),
    ...ofAlerts.map(describedFailure),
    ...leftOut(expected, stages),
  ];
  const problems = countProblems(event, expected, alerts.length);
  const same =
    triggered.length === expected.length && triggered.every((name) => expected.includes(name));
  return {
    passed: same && failures.length === 0 && problems.length === 0,
    triggered,
    expected,
    disabled,
    unknown,
    failures,
    explanations: await explain({ triggered, expected }, prepared, stages),
    problems,
  };
}

/** Code of a rule that makes up its alert is named; the code that decides is simply the rule. */
const describedFailure = ({ ruleName, part, reason }: Failure) => ({
  ruleName,
  reason: part === 'matches' || part === 'matcher' ? reason : `${part}: ${reason}`,
});

/** Rules that did not come to an end once are not asked again; who expects them must not be told they said no. */
const leftOut = (expected: readonly string[], { suspended }: TestStages) =>
  expected.flatMap((ruleName) => {
    const reason = suspended.get(ruleName);
    return reason === undefined ? [] : [{ ruleName, reason: `was not asked, as it ${reason}` }];
  });

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
  { logType, records, services }: PreparedRecords,
  { rules, clock, suspended }: TestStages,
): Promise<readonly RuleExplanation[]> {
  const [record] = records;
  if (record === undefined) return [];
  const seen = { record, logType: logType.name, services, clock };
  const explanations: RuleExplanation[] = [];
  for (const name of new Set([...expected, ...triggered])) {
    const rule = rules.get(name);
    const isExpected = expected.includes(name);
    if (rule === undefined || suspended.has(name)) continue;
    if (isExpected === triggered.includes(name)) continue;
    explanations.push(await explainRule(rule, seen, isExpected ? 'alert' : 'no alert'));
  }
  return explanations;
}
