import type { JsonObject } from '../../domain/json.ts';
import type { Matcher, Rule, RuleFailure } from '../../domain/rule.ts';
import type { Answer, Examination } from './detection.ts';
import { failureReason } from './failure-reason.ts';
import { copyContext } from './json-copy.ts';
import { functionCode } from './from-source/function-code.ts';
import { isPlainlyReadOnly } from './read-only-code.ts';
import { OutOfTime, type RuleClock } from './rule-clock.ts';
import { disregard, isThenable } from './thenable.ts';

/** A rule that declares no context and takes none gets this, so that a call allocates nothing. */
const noContext: JsonObject = Object.freeze({});

/** A rule with everything sorted out that can be before a record comes. */
export class RunnableRule {
  readonly rule: Rule;
  readonly order: number;
  readonly matchers: readonly Matcher[] | undefined;
  readonly matches: Rule['matches'];
  readonly needsContext: boolean;
  /** Whether `matches`, and all matchers, can be handed the record as it is. */
  readonly isReadOnly: boolean;
  readonly areMatchersReadOnly: boolean;
  readonly clock: RuleClock | undefined;
  /** The rule's place with its clock. */
  readonly ordinal: number;

  constructor(rule: Rule, order: number, clock?: RuleClock) {
    this.rule = rule;
    this.order = order;
    this.clock = clock;
    this.ordinal = clock?.ordinalOf(rule) ?? order;
    this.matchers = rule.matchers.length > 0 ? rule.matchers : undefined;
    this.matches = rule.matches;
    this.needsContext =
      rule.context !== undefined || rule.matches === undefined || takesContext(rule.matches);
    this.isReadOnly = rule.matches !== undefined && isPlainlyReadOnly(rule.matches);
    this.areMatchersReadOnly = rule.matchers.every(({ matches }) => isPlainlyReadOnly(matches));
  }

  /** Asks the rule, whose conditions hold, about a record. */
  ask(examination: Examination): void {
    const { services, logType } = examination;
    if (this.matchers && !this.#matchersHold(this.matchers, examination)) return;
    const context = this.needsContext ? this.#freshContext() : noContext;
    if (!this.matches) return examination.add(this.#match(context));
    try {
      const { matches } = this;
      const record = this.isReadOnly ? examination.record : examination.frozenRecord();
      const result: unknown = matches(record, context, services, logType);
      if (result === false || !result) return;
      if (isThenable(result)) examination.await(this.#whenSettled(result, context));
      else examination.add(this.#match(context));
    } catch (error) {
      // Many hands write rules: a broken one must not silence the others.
      examination.add(this.#failure('matches', error));
    }
  }

  #matchersHold(matchers: readonly Matcher[], examination: Examination): boolean {
    const record = this.areMatchersReadOnly ? examination.record : examination.frozenRecord();
    for (const matcher of matchers) {
      try {
        const answer: unknown = matcher.matches(record, examination.services);
        if (isThenable(answer)) {
          disregard(answer);
          const reason = `${matcher.name}: gave a promise; a matcher has to answer at once`;
          examination.add(this.#failed('matcher', reason));
          return false;
        }
        if (!answer) return false;
      } catch (error) {
        examination.add(this.#failure('matcher', error, `${matcher.name}: `));
        return false;
      }
    }
    return true;
  }

  async #whenSettled(
    result: PromiseLike<unknown>,
    context: JsonObject,
  ): Promise<Answer | undefined> {
    try {
      // An answer that comes late is not waited for, and what it throws then is taken note of by nobody.
      const patience = this.clock?.patience(this.ordinal);
      const answer = await (patience ? Promise.race([result, patience.outOfTime]) : result);
      if (answer instanceof OutOfTime) {
        patience?.gaveUp();
        return this.#failed('time budget', answer.reason);
      }
      return answer ? this.#match(context) : undefined;
    } catch (error) {
      return this.#failure('matches', error);
    }
  }

  #freshContext(): JsonObject {
    return this.rule.context ? copyContext(this.rule.context) : {};
  }

  #match(context: JsonObject): Answer {
    const match = { rule: this.rule, context: context === noContext ? {} : context };
    return { order: this.order, match };
  }

  #failure(part: RuleFailure['part'], error: unknown, prefix = ''): Answer {
    return this.#failed(part, `${prefix}${failureReason(error, this.rule)}`);
  }

  #failed(part: RuleFailure['part'], reason: string): Answer {
    return { order: this.order, failure: { ruleName: this.rule.name, part, reason } };
  }
}

/** Whether code looks at more than the record; unless its source shows plainly that it does not, it does. */
function takesContext(code: NonNullable<Rule['matches']>): boolean {
  const source = functionCode(code);
  if (source === undefined || source.text.includes('arguments')) return true;
  const [first] = source.parameters;
  return source.parameters.length > 1 || first?.type === 'RestElement';
}
