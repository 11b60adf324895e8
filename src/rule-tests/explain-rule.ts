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
import type { ExplainedStep, RuleExplanation } from './results.ts';
import { showValue } from './show-value.ts';
import { watchRecord } from './watched-record.ts';

/**
 * Goes with one rule through everything that has to hold before it alerts, and says what it found. It asks
 * the parts again, one by one; the judgement itself is the engine's.
 */
export async function explainRule(
  rule: Rule,
  { record, logType, services }: { record: LogRecord; logType: string; services: RuleServices },
  expected: RuleExplanation['expected'],
): Promise<RuleExplanation> {
  const explanation = { ruleName: rule.name, expected, place: rule.place };
  const { logs = [] } = rule;
  if (logs.length > 0 && !logs.includes(logType)) {
    const found = `the record is ${logType}`;
    const step = {
      part: 'logs' as const,
      subject: logs.join(', '),
      holds: false,
      found,
      notes: [],
    };
    return { ...explanation, steps: [step] };
  }
  const declared = [
    ...datatypeSteps(rule, record),
    ...subkeySteps(rule, record),
    ...whereSteps(rule, record, logType),
  ];
  const matchers = rule.matchers.map((matcher) => matcherStep(matcher, record, services));
  const steps = [...matchers, ...declared];
  const isAsked = steps.every(({ holds }) => holds);
  const matches = isAsked ? await matchesStep(rule, { record, logType, services }) : undefined;
  return { ...explanation, steps: matches ? [...steps, matches] : steps };
}

function datatypeSteps({ datatypes = [] }: Rule, record: LogRecord): readonly ExplainedStep[] {
  if (datatypes.length === 0) return [];
  const values = record[normalizationKey];
  const present = isJsonObject(values)
    ? Object.keys(values).filter((type) => type !== 'streamalert_record_id')
    : [];
  const holds = datatypes.some((type) => present.includes(type));
  const found = `the record has ${present.length > 0 ? present.join(', ') : 'no normalised values'}`;
  return [{ part: 'datatypes', subject: datatypes.join(' or '), holds, found, notes: [] }];
}

function subkeySteps({ reqSubkeys = {} }: Rule, record: LogRecord): readonly ExplainedStep[] {
  return Object.entries(reqSubkeys).map(([key, subkeys]) => {
    const value = at(record, key);
    const missing = isJsonObject(value)
      ? subkeys.filter((subkey) => !Object.hasOwn(value, subkey))
      : subkeys;
    const holds = isJsonObject(value) && missing.length === 0;
    const found = isJsonObject(value) ? `lacks ${missing.join(', ')}` : `is ${showValue(value)}`;
    return { part: 'reqSubkeys', subject: key, holds, found: holds ? 'there' : found, notes: [] };
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
    return { part: 'where', subject: path, holds, found, notes: [] };
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
  matcher: Rule['matchers'][number],
  record: LogRecord,
  services: RuleServices,
): ExplainedStep {
  const watched = watchRecord(record);
  try {
    const answer: unknown = matcher.matches(watched.record, services);
    const holds = Boolean(answer);
    const notes = holds ? [] : [...readNote(watched.reads()), ...watched.mistakes()];
    return { part: 'matcher', subject: matcher.name, holds, found: String(holds), notes };
  } catch (error) {
    const notes = [...readNote(watched.reads()), ...watched.mistakes()];
    const found = `threw ${reasonOf(error)}`;
    return { part: 'matcher', subject: matcher.name, holds: false, found, notes };
  }
}

async function matchesStep(
  { matches, context }: Rule,
  { record, logType, services }: { record: LogRecord; logType: string; services: RuleServices },
): Promise<ExplainedStep | undefined> {
  if (!matches) return undefined;
  const watched = watchRecord(record);
  const step = { part: 'matches' as const, subject: '' };
  const notes = () => [...readNote(watched.reads()), ...watched.mistakes()];
  try {
    const fresh = structuredClone(context ?? {});
    const answer: unknown = await matches(watched.record, fresh, services, logType);
    const holds = Boolean(answer);
    return { ...step, holds, found: String(holds), notes: notes() };
  } catch (error) {
    return { ...step, holds: false, found: `threw ${reasonOf(error)}`, notes: notes() };
  }
}

const readNote = (reads: readonly string[]): readonly string[] =>
  reads.length > 0 ? [`read ${reads.join(', ')}`] : ['read nothing of the record'];
