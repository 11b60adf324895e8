import type { Place, Rule } from '../../domain/rule.ts';
import type { ExplainedStep } from '../results.ts';

/** What is missing for one rule. */
export interface RuleCoverage {
  readonly ruleName: string;
  readonly place: Place | undefined;
  /** Events that must alert. */
  readonly alerting: number;
  /** Events of its log types that must not. */
  readonly silent: number;
  readonly gaps: readonly Gap[];
}

/** Something about a rule that no event shows. */
export interface Gap {
  readonly kind:
    | 'no event that alerts'
    | 'no event that does not alert'
    /** A condition that holds in every event, so that nothing shows what it keeps out. */
    | 'always holds'
    | 'never holds'
    /** A field that code reads, with the same value in every event. */
    | 'always the same';
  /** `where device.managed`, `outcome.result`, or empty. */
  readonly subject: string;
  /** The one value that was seen. */
  readonly value: string | undefined;
}

export interface MatcherCoverage {
  readonly name: string;
  readonly never: 'true' | 'false' | 'asked';
  /** Rules that use it. */
  readonly rules: number;
}

interface Answers {
  wasTrue: boolean;
  wasFalse: boolean;
}

/** Values of one field that are told apart; two are enough to know that it differs. */
const valuesMax = 2;

/** Gathers what the events show of one rule. */
export class RuleReads {
  readonly #rule: Rule;
  #alerting = 0;
  #silent = 0;
  readonly #conditions = new Map<string, Answers>();
  readonly #matchers = new Map<string, Answers>();
  /** Field → the values that the rule's code found there. */
  readonly #fields = new Map<string, Set<string>>();

  constructor(rule: Rule) {
    this.#rule = rule;
    for (const { name } of rule.matchers) this.#matchers.set(name, noAnswers());
  }

  count(alerts: boolean): void {
    if (alerts) this.#alerting++;
    else this.#silent++;
  }

  see(steps: readonly ExplainedStep[]): void {
    for (const { part, subject, holds, reads } of steps) {
      if (part === 'matcher') note(this.#matchers, subject, holds);
      else if (part === 'matches') this.#noteReads(reads);
      else if (part !== 'logs') note(this.#conditions, `${part} ${subject}`, holds);
    }
  }

  #noteReads(reads: readonly string[]) {
    for (const read of reads) {
      const at = read.indexOf(' = ');
      if (at === -1) continue;
      // Elements of a list are one field.
      const field = read.slice(0, at).replaceAll(/\[\d+\]/g, '[]');
      const values = this.#fields.get(field) ?? new Set();
      if (values.size < valuesMax) values.add(read.slice(at + ' = '.length));
      this.#fields.set(field, values);
    }
  }

  matchers(): readonly ({ readonly name: string } & Answers)[] {
    return [...this.#matchers].map(([name, answers]) => ({ name, ...answers }));
  }

  coverage(): RuleCoverage {
    const { name: ruleName, place } = this.#rule;
    const counts = { alerting: this.#alerting, silent: this.#silent };
    return { ruleName, place, ...counts, gaps: this.#gaps() };
  }

  #gaps(): readonly Gap[] {
    const gap = (kind: Gap['kind'], subject = '', value?: string): Gap => ({
      kind,
      subject,
      value,
    });
    const events = [
      ...(this.#alerting === 0 ? [gap('no event that alerts')] : []),
      ...(this.#silent === 0 ? [gap('no event that does not alert')] : []),
    ];
    // Without events of both kinds everything else is missing too, and needs no telling.
    if (events.length > 0) return events;
    const conditions = [...this.#conditions].flatMap(([subject, { wasTrue, wasFalse }]) =>
      wasTrue && wasFalse ? [] : [gap(wasTrue ? 'always holds' : 'never holds', subject)],
    );
    const fields = [...this.#fields].flatMap(([field, values]) => {
      const above = ancestorsOf(field).flatMap((path) => [...(this.#fields.get(path) ?? [])]);
      const all = new Set([...values, ...above]);
      // What other fields stand in differs with them.
      const leads = [...this.#fields.keys()].some((other) => ancestorsOf(other).includes(field));
      return all.size > 1 || leads ? [] : [gap('always the same', field, [...all][0])];
    });
    const isAbsent = ({ value }: Gap) => Number(value === absent);
    return [...conditions, ...fields.toSorted((a, b) => isAbsent(a) - isAbsent(b))];
  }
}

/** How a field that is not there is shown. */
export const absent = 'nothing';

/** `a.b[].c` → `a`, `a.b`, `a.b[]`: where one of these holds nothing, so does the field. */
const ancestorsOf = (field: string): readonly string[] =>
  [...field.matchAll(/[.[]/g)].map(({ index }) => field.slice(0, index));

const noAnswers = (): Answers => ({ wasTrue: false, wasFalse: false });

function note(all: Map<string, Answers>, name: string, holds: boolean) {
  const answers = all.get(name) ?? noAnswers();
  if (holds) answers.wasTrue = true;
  else answers.wasFalse = true;
  all.set(name, answers);
}
