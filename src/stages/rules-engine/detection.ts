import type { JsonObject } from '../../domain/json.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Rule, RuleFailure, RuleServices } from '../../domain/rule.ts';
import { deepFreeze } from './deep-freeze.ts';

/** A rule that holds for a record, with the context it filled. */
export interface Match {
  readonly rule: Rule;
  readonly context: JsonObject;
}

/** A part of a rule that threw; the place of the record is known to the caller. */
export type Failure = Pick<RuleFailure, 'ruleName' | 'part' | 'reason'>;

/** What the rules say about one record, both lists in the order of the rules. */
export interface Detection {
  readonly matches: readonly Match[];
  readonly failures: readonly Failure[];
}

/** Nothing matched and nothing failed, which is nearly always so. */
export const nothingDetected: Detection = Object.freeze({
  matches: Object.freeze([]),
  failures: Object.freeze([]),
});

/** What asking one rule came to, when it holds or fails; `order` is its place among the rules. */
export interface Answer {
  readonly order: number;
  readonly match?: Match;
  readonly failure?: Failure;
}

type PendingAnswer = Promise<Answer | undefined>;

/** One record on its way past the rules. */
export class Examination {
  readonly record: LogRecord;
  readonly logType: string;
  readonly services: RuleServices;
  isFrozen = false;
  answers: Answer[] | undefined = undefined;
  pending: PendingAnswer[] | undefined = undefined;

  constructor(record: LogRecord, logType: string, services: RuleServices) {
    this.record = record;
    this.logType = logType;
    this.services = services;
  }

  /** The record for the eyes of a rule's code: a rule cannot change what the next one sees. */
  frozenRecord(): LogRecord {
    if (!this.isFrozen) {
      deepFreeze(this.record);
      this.isFrozen = true;
    }
    return this.record;
  }

  add(answer: Answer): void {
    this.answers ??= [];
    this.answers.push(answer);
  }

  await(answer: PendingAnswer): void {
    this.pending ??= [];
    this.pending.push(answer);
  }

  detection(): Detection | Promise<Detection> {
    const { answers = [], pending } = this;
    if (!pending) return this.answers ? inOrder(answers) : nothingDetected;
    return Promise.all(pending).then((late) => inOrder([...answers, ...late]));
  }
}

function inOrder(given: readonly (Answer | undefined)[]): Detection {
  const answers = given.filter((answer) => answer !== undefined);
  if (answers.length === 0) return nothingDetected;
  answers.sort((a, b) => a.order - b.order);
  return {
    matches: answers.flatMap(({ match }) => match ?? []),
    failures: answers.flatMap(({ failure }) => failure ?? []),
  };
}
