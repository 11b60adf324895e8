import { problemsOf } from '../../domain/content-kind.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Rule, RuleServices } from '../../domain/rule.ts';
import {
  Candidates,
  compileConditionIndex,
  type Conditional,
  type FindCandidates,
} from './condition-index.ts';
import { type Condition, conditionsOf } from './conditions.ts';
import { type Detection, Examination, nothingDetected } from './detection.ts';
import { derivedConditions } from './from-source/derived-conditions.ts';
import { moduleFacts } from './from-source/module-facts.ts';
import type { ModuleFacts } from './from-source/names.ts';
import { askClocked, ClockedGroup, type RuleClock } from './rule-clock.ts';
import { RunnableRule } from './run-rule.ts';

export type { Detection, Failure, Match } from './detection.ts';
export { nothingDetected } from './detection.ts';

export interface RulesEngine {
  readonly rules: readonly Rule[];
  /**
   * Asks the rules of a log type about a record. The answer is a promise only when a rule that was asked is
   * asynchronous. The record is frozen as soon as code of a rule is to see it, and belongs to the engine from
   * then on; a rule that throws counts as false. `services` stand in for those of the engine, as in a replay.
   */
  detect(
    record: LogRecord,
    logType: string,
    services?: RuleServices,
  ): Detection | Promise<Detection>;
}

export interface EngineOptions {
  readonly services: RuleServices;
  readonly logTypes: readonly string[];
  /**
   * What rules are sorted by besides what they declare: comparisons that their code begins with. `sourceOf` gives the
   * source of a rule's file without types, for constants and helpers that the code names. `declared`: nothing else.
   */
  readonly index?: 'declared' | { sourceOf(file: string): string | undefined };
  /** Is told whose code runs; absent where nobody watches. */
  readonly clock?: RuleClock | undefined;
}

/** The rules of one log type, sorted by what has to happen before they are asked. */
interface Program {
  /** Rules that declare no conditions. */
  readonly always: readonly RunnableRule[];
  /** The same where somebody watches. */
  readonly clocked:
    | { readonly clock: RuleClock; readonly always: ClockedGroup<Examination> }
    | undefined;
  /** Finds the other rules whose conditions hold; undefined when there are none. */
  readonly findCandidates: FindCandidates<RunnableRule> | undefined;
}

/**
 * Sorts rules out once, so that a record meets only those that can match it. Throws when a rule is not sound;
 * the content loader leaves such rules out and reports them.
 */
export function compileRules(
  rules: readonly Rule[],
  { services, logTypes, index, clock }: EngineOptions,
): RulesEngine {
  refuseUnsound(rules);
  const asked = rules.filter(({ disabled }) => !disabled);
  const conditions = allConditions(index);
  const questions = asked.map((rule, order) => ({
    item: new RunnableRule(rule, order, clock),
    conditions: conditions(rule),
  }));
  const programs = new Map<string, Program>();
  const programOf = (logType: string): Program => {
    const program = compileProgram(logType, questions, clock);
    programs.set(logType, program);
    return program;
  };
  logTypes.forEach(programOf);
  return {
    rules,
    detect: (record, logType, other = services) =>
      detect(record, programs.get(logType) ?? programOf(logType), logType, other),
  };
}

function refuseUnsound(rules: readonly Rule[]): void {
  const problems = rules.flatMap((rule) =>
    problemsOf(rule).map(({ path, message }) => `${rule.name}: ${path}: ${message}`),
  );
  for (const [name, sharing] of Map.groupBy(rules, (rule) => rule.name)) {
    if (sharing.length > 1) problems.push(`${name}: ${sharing.length} rules have this name`);
  }
  if (problems.length > 0) {
    throw new StreamAlertError('CONTENT_INVALID', `Rules are not sound:\n${problems.join('\n')}`);
  }
}

/** What a rule declares, and what its code begins with. */
function allConditions(index: EngineOptions['index']): (rule: Rule) => readonly Condition[] {
  if (index === 'declared') return conditionsOf;
  const modules = new Map<string, ModuleFacts | undefined>();
  const moduleOf = (rule: Rule): ModuleFacts | undefined => {
    const file = rule.place?.file;
    if (file === undefined || index === undefined) return undefined;
    if (!modules.has(file)) {
      const text = index.sourceOf(file);
      modules.set(file, text === undefined ? undefined : moduleFacts(text));
    }
    return modules.get(file);
  };
  return (rule) => {
    const declared = conditionsOf(rule);
    // A rule that is found by its `where` gains little by more, and reading modules takes its time at every start.
    const isIndexed = declared.some(({ keys }) => keys !== undefined);
    return [...declared, ...derivedConditions(rule, isIndexed ? undefined : moduleOf(rule))];
  };
}

function compileProgram(
  logType: string,
  questions: readonly Conditional<RunnableRule>[],
  clock: RuleClock | undefined,
): Program {
  const selected = questions.filter(({ item: { rule } }) => {
    const { logs = [] } = rule;
    return logs.length === 0 || logs.includes(logType);
  });
  const conditional = selected.filter(({ conditions }) => conditions.length > 0);
  const always = selected
    .filter(({ conditions }) => conditions.length === 0)
    .map(({ item }) => item);
  return {
    always,
    clocked: clock && { clock, always: new ClockedGroup(always, clock) },
    findCandidates: conditional.length > 0 ? compileConditionIndex(conditional) : undefined,
  };
}

/** Taken while a record is examined: a rule may run an engine of its own. */
let idleCandidates: Candidates<RunnableRule> | undefined;

function detect(
  record: LogRecord,
  program: Program,
  logType: string,
  services: RuleServices,
): Detection | Promise<Detection> {
  const { always, findCandidates } = program;
  if (findCandidates === undefined && always.length === 0) return nothingDetected;
  const candidates = idleCandidates ?? new Candidates<RunnableRule>();
  idleCandidates = undefined;
  if (findCandidates) findCandidates(record, candidates);
  else candidates.count = 0;
  const detection =
    always.length === 0 && candidates.count === 0
      ? nothingDetected
      : examine(new Examination(record, logType, services), program, candidates);
  idleCandidates = candidates;
  return detection;
}

function examine(
  examination: Examination,
  { always, clocked }: Program,
  candidates: Candidates<RunnableRule>,
): Detection | Promise<Detection> {
  // Rules cannot see each other, so only their answers are put in order.
  if (clocked) clocked.always.ask(examination);
  else for (const rule of always) rule.ask(examination);
  for (let index = 0; index < candidates.count; index++) {
    for (const rule of candidates.lists[index] ?? []) {
      if (clocked) askClocked(clocked.clock, rule, examination);
      else rule.ask(examination);
    }
  }
  return examination.detection();
}
