import type { RuleNames } from '../../config/record-types.ts';
import type { Finding } from '../../domain/finding.ts';
import type { EventResult, FileResult } from '../results.ts';
import type { EventIndex, OpenedStages, RaisedAlert, WorkerMessage } from './messages.ts';
import { ruleAt } from './stray-failures.ts';
import type { WorkerEnd } from './supervise.ts';

interface RuleFailure {
  readonly ruleName: string;
  readonly reason: string;
}

type Tested = Omit<Extract<WorkerMessage, { kind: 'tested' }>, 'kind'>;

const notTested: Tested = { untested: [], ruleTimes: [], coverage: undefined, livePlan: undefined };

/** What workers have said so far about one run, though it may have taken several of them. */
export class GatheredResults {
  readonly alerts: RaisedAlert[] = [];
  /** The file that was being loaded last. */
  loading: string | undefined;
  nothing: string | undefined;
  tested = notTested;
  readonly #onConfigured: ((names: RuleNames) => void) | undefined;
  #opened: OpenedStages | undefined;
  #files: readonly FileResult[] = [];
  readonly #judged = new Map<string, EventResult>();
  /** Failures of rules at events that are not judged yet. */
  readonly #blamed = new Map<string, RuleFailure[]>();

  constructor(onConfigured: ((names: RuleNames) => void) | undefined) {
    this.#onConfigured = onConfigured;
  }

  get isOpened(): boolean {
    return this.#opened !== undefined;
  }

  get findings(): readonly Finding[] {
    return this.#opened?.findings ?? [];
  }

  get fixtureProblems(): readonly string[] {
    return this.#opened?.fixtureProblems ?? [];
  }

  take(message: WorkerMessage): void {
    switch (message.kind) {
      case 'configured':
        if (this.#opened === undefined) this.#onConfigured?.(message.names);
        break;
      case 'loading':
        this.loading = message.file;
        break;
      case 'opened':
        this.#opened = message;
        break;
      case 'files':
        this.#files = message.files;
        break;
      case 'judged':
        this.#judge(message.at, message.result);
        this.alerts.push(...message.alerts.map((alert) => ({ at: message.at, alert })));
        break;
      case 'stray':
        this.#fail(message.at, { ruleName: message.ruleName ?? '', reason: message.reason });
        break;
      case 'tested':
        this.tested = message;
        break;
      case 'nothing to run':
        this.nothing = message.reason;
        break;
      default:
        break;
    }
  }

  /** Files with the results of their events; an event that was not judged stays failed. */
  files(): readonly FileResult[] {
    return this.#files.map((file, index) => ({
      ...file,
      events: file.events.map(
        (unjudged, event) => this.#judged.get(keyOf({ file: index, event })) ?? unjudged,
      ),
    }));
  }

  /** The first event that nothing is known of; one past the last when all are judged. */
  next(): EventIndex {
    for (const [file, { events }] of this.#files.entries()) {
      for (let event = 0; event < events.length; event++) {
        if (!this.#judged.has(keyOf({ file, event }))) return { file, event };
      }
    }
    return { file: this.#files.length, event: 0 };
  }

  /** The rule whose code ran when a worker was ended. */
  ruleOf({ ordinal, place }: Extract<WorkerEnd, { outcome: 'stopped' }>): string | undefined {
    const rules = this.#opened?.rules ?? [];
    if (ordinal !== undefined) return rules[ordinal]?.name;
    // Code that went on after an `await` runs outside of the engine; the file tells whose it is.
    return place && ruleAt(place, rules);
  }

  /** The event that was being run fails by this rule, whatever the others say. */
  blame(failure: RuleFailure): void {
    const next = this.next();
    const key = keyOf(this.#files[next.file] === undefined ? this.#last() : next);
    if (this.#judged.has(key)) return this.#fail(this.#last(), failure);
    this.#blamed.set(key, [...(this.#blamed.get(key) ?? []), failure]);
  }

  /** The event that was being run fails, and the next one is up; false when there is none. */
  failNext(message: string): boolean {
    const at = this.next();
    const unjudged = this.#files[at.file]?.events[at.event];
    if (unjudged === undefined) return false;
    this.#judged.set(keyOf(at), { ...unjudged, error: message });
    return true;
  }

  #last(): EventIndex {
    const file = this.#files.length - 1;
    return { file, event: (this.#files[file]?.events.length ?? 1) - 1 };
  }

  #judge(at: EventIndex, result: EventResult): void {
    const failures = this.#blamed.get(keyOf(at)) ?? [];
    this.#judged.set(keyOf(at), failures.reduce(withFailure, result));
  }

  #fail(at: EventIndex, failure: RuleFailure): void {
    const result = this.#judged.get(keyOf(at));
    if (result !== undefined) this.#judged.set(keyOf(at), withFailure(result, failure));
    else this.#blamed.set(keyOf(at), [...(this.#blamed.get(keyOf(at)) ?? []), failure]);
  }
}

const keyOf = ({ file, event }: EventIndex): string => `${file} ${event}`;

function withFailure(result: EventResult, failure: RuleFailure): EventResult {
  const { rules } = result;
  if (rules === undefined) {
    const error = result.error ?? `${failure.ruleName} ${failure.reason}`.trim();
    return { ...result, outcome: 'failed', error };
  }
  // After a restart the same event says the same again.
  const isKnown = rules.failures.some(
    ({ ruleName, reason }) => ruleName === failure.ruleName && reason === failure.reason,
  );
  const failures = isKnown ? rules.failures : [...rules.failures, failure];
  return { ...result, outcome: 'failed', rules: { ...rules, passed: false, failures } };
}
