import { defineRule } from '../domain/define-rule.ts';
import { reasonOf } from '../domain/errors.ts';
import { isJsonObject } from '../domain/json.ts';
import { normalizationKey } from '../domain/log-type.ts';
import { noLookups } from '../domain/lookups.ts';
import type { LogRecord } from '../domain/record.ts';
import type { Rule, RuleServices } from '../domain/rule.ts';
import { splitWherePath, type Where } from '../domain/where.ts';
import { at } from '../helpers/at.ts';
import { compileRules } from '../stages/rules-engine/rules-engine.ts';
import { OutOfTime } from '../stages/rules-engine/rule-clock.ts';
import { recordedServices } from './event-services.ts';
import type { ExplainedStep, RuleExplanation } from './results.ts';
import { showValue } from './show-value.ts';
import type { TestClock } from './test-clock.ts';
import { watchRecord } from './watched-record.ts';

/** A record on its way past a rule. */
export interface SeenByRule {
  readonly record: LogRecord;
  readonly logType: string;
  readonly services: RuleServices;
  readonly clock: TestClock;
  /** Reads that are listed for one piece of code. */
  readonly readsMax?: number;
}

/**
 * Goes with one rule through everything that has to hold before it alerts, and says what it found. It asks
 * the parts again, one by one; the judgement itself is the engine's.
 */
export async function explainRule(
  rule: Rule,
  seen: SeenByRule,
  expected: RuleExplanation['expected'],
): Promise<RuleExplanation> {
  const { record, logType } = seen;
  const explanation = { ruleName: rule.name, expected, place: rule.place };
  const { logs = [] } = rule;
  if (logs.length > 0 && !logs.includes(logType)) {
    const found = `the record is ${logType}`;
    return { ...explanation, steps: [declaredStep('logs', logs.join(', '), false, found)] };
  }
  const declared = [
    ...datatypeSteps(rule, record),
    ...subkeySteps(rule, record),
    ...whereSteps(rule, record, logType),
  ];
  const matchers = rule.matchers.map((matcher) => matcherStep(rule, matcher, seen));
  const steps = [...matchers, ...declared];
  const isAsked = steps.every(({ holds }) => holds);
  const matches = isAsked ? await matchesStep(rule, seen) : undefined;
  return { ...explanation, steps: matches ? [...steps, matches] : steps };
}

const declaredStep = (
  part: ExplainedStep['part'],
  subject: string,
  holds: boolean,
  found: string,
): ExplainedStep => ({ part, subject, holds, found, reads: [], lookups: [], mistakes: [] });

function datatypeSteps({ datatypes = [] }: Rule, record: LogRecord): readonly ExplainedStep[] {
  if (datatypes.length === 0) return [];
  const values = record[normalizationKey];
  const present = isJsonObject(values)
    ? Object.keys(values).filter((type) => type !== 'streamalert_record_id')
    : [];
  const holds = datatypes.some((type) => present.includes(type));
  const found = `the record has ${present.length > 0 ? present.join(', ') : 'no normalised values'}`;
  return [declaredStep('datatypes', datatypes.join(' or '), holds, found)];
}

function subkeySteps({ reqSubkeys = {} }: Rule, record: LogRecord): readonly ExplainedStep[] {
  return Object.entries(reqSubkeys).map(([key, subkeys]) => {
    const value = at(record, key);
    const missing = isJsonObject(value)
      ? subkeys.filter((subkey) => !Object.hasOwn(value, subkey))
      : subkeys;
    const holds = isJsonObject(value) && missing.length === 0;
    const found = isJsonObject(value) ? `lacks ${missing.join(', ')}` : `is ${showValue(value)}`;
    return declaredStep('reqSubkeys', key, holds, holds ? 'there' : found);
  });
}

function whereSteps(
  { where = {} }: Rule,
  record: LogRecord,
  logType: string,
): readonly ExplainedStep[] {
  return Object.entries(where).map(([path, test]) => {
    const holds = whereHolds({ [path]: test }, record, logType);
    const value = showValue(at(record, ...splitWherePath(path)));
    const found = holds ? value : `${value}, expected ${expectation(test)}`;
    return declaredStep('where', path, holds, found);
  });
}

/** One entry as the engine judges it: a rule that consists of nothing else. */
function whereHolds(where: Where, record: LogRecord, logType: string): boolean {
  const probe = defineRule({ name: 'probe', logs: [logType], where });
  const services = { now: () => 0, random: () => true, ...noLookups };
  const engine = compileRules([probe], { services, logTypes: [logType] });
  const detection = engine.detect(record, logType);
  return !(detection instanceof Promise) && detection.matches.length > 0;
}

function expectation(test: Where[string]): string {
  if (Array.isArray(test)) return `one of ${test.map((value) => showValue(value)).join(', ')}`;
  if (typeof test !== 'object' || test === null) return showValue(test);
  return Object.entries(test)
    .map(([operator, operand]) => `${operator} ${showValue(operand)}`)
    .join(' and ');
}

function matcherStep(
  { name }: Rule,
  matcher: Rule['matchers'][number],
  seen: SeenByRule,
): ExplainedStep {
  const watched = watchCode(seen);
  const step = (holds: boolean, found: string): ExplainedStep => {
    return { part: 'matcher', subject: matcher.name, holds, found, ...watched.noted() };
  };
  try {
    const answer: unknown = seen.clock.during(name, () =>
      matcher.matches(watched.record, watched.services),
    );
    return step(Boolean(answer), String(Boolean(answer)));
  } catch (error) {
    return step(false, `threw ${reasonOf(error)}`);
  }
}

async function matchesStep(rule: Rule, seen: SeenByRule): Promise<ExplainedStep | undefined> {
  const { matches, context, name } = rule;
  if (!matches) return undefined;
  const { clock, logType } = seen;
  const watched = watchCode(seen);
  const step = (holds: boolean, found: string): ExplainedStep => {
    return { part: 'matches', subject: '', holds, found, ...watched.noted() };
  };
  try {
    const fresh = structuredClone(context ?? {});
    const answer: unknown = await Promise.race([
      clock.during(name, () => matches(watched.record, fresh, watched.services, logType)),
      clock.patience(clock.ordinalOf(rule)).outOfTime,
    ]);
    if (answer instanceof OutOfTime) return step(false, answer.reason);
    return step(Boolean(answer), String(Boolean(answer)));
  } catch (error) {
    return step(false, `threw ${reasonOf(error)}`);
  }
}

/** What one piece of code is given, and what it did with it. */
function watchCode({ record, services, readsMax }: SeenByRule) {
  const watched = watchRecord(record);
  const recorded = recordedServices(services);
  return {
    record: watched.record,
    services: recorded.services,
    noted: () => ({
      reads: watched.reads(readsMax),
      lookups: recorded.lookups(),
      mistakes: watched.mistakes(),
    }),
  };
}
