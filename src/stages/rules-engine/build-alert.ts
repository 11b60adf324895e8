import { createHash } from 'node:crypto';
import type { Alert } from '../../domain/alert.ts';
import type { JsonObject } from '../../domain/json.ts';
import type {
  PublisherChoice,
  PublisherRef,
  Rule,
  RuleFailure,
  RuleServices,
} from '../../domain/rule.ts';
import type { LogRecord, Origin } from '../../domain/record.ts';
import { isSeverity } from '../../domain/severity.ts';
import { canonicalRecord } from './canonical-record.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Failure, Match } from './detection.ts';
import { failureReason } from './failure-reason.ts';
import { copyContext } from './json-copy.ts';
import { disregard, isThenable } from './thenable.ts';

/** The record that a rule matched and where it came from. */
export interface SeenRecord {
  readonly record: LogRecord;
  readonly logType: string;
  readonly parser: string;
  readonly origin: Origin;
  readonly position: string;
  readonly createdAt: number;
  readonly eventTime: number;
  readonly requiredOutputs: readonly string[];
  /** Rules whose alerts go to the required outputs alone. */
  readonly stagedRules: ReadonlySet<string>;
  /** What the rule's functions are lent. */
  readonly services: RuleServices;
}

/**
 * Makes the alert of a match. What a rule computes (title, severity …) falls back to the plain value when its
 * function throws or gives nonsense; that is a failure beside the alert, which is never lost.
 */
export function buildAlert(
  { rule, context }: Match,
  seen: SeenRecord,
): { alert: Alert; failures: readonly Failure[] } {
  const { record, logType, parser, origin, position, createdAt, eventTime } = seen;
  deepFreeze(record);
  const compute = new Computation(rule, seen, context);
  const staged = seen.stagedRules.has(rule.name);
  const chosen = staged ? [] : [...rule.outputs, ...compute.outputs()];
  const title = rule.title ?? rule.description;
  const alert: Alert = {
    id: alertId(rule.name, origin, position, record),
    ruleName: rule.name,
    description: rule.description,
    severity: compute.value('severity', rule.severity, isSeverity) ?? 'medium',
    title: compute.value('title', title, isText) ?? rule.description,
    attack: rule.attack,
    references: rule.references,
    runbook: compute.value('runbook', rule.runbook, isText) ?? null,
    tags: rule.tags,
    logType,
    parser,
    origin,
    position,
    record,
    context: copyContext(context),
    outputs: sortedOutputs(seen.requiredOutputs, chosen),
    publishers: publishersOf(rule.publishers, seen.requiredOutputs, chosen),
    mergeBy: staged ? null : (rule.mergeBy ?? null),
    dedup: compute.value('dedup', rule.dedup, isText) ?? null,
    staged,
    createdAt,
    eventTime,
  };
  return { alert, failures: compute.failures };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Runs the functions of a rule that shape its alert. */
class Computation {
  readonly failures: Failure[] = [];
  readonly #rule: Rule;
  readonly #record: LogRecord;
  readonly #context: JsonObject;
  readonly #services: RuleServices;

  constructor(rule: Rule, { record, services }: SeenRecord, context: JsonObject) {
    this.#rule = rule;
    this.#record = record;
    this.#services = services;
    this.#context = context;
  }

  /** The value, or what its function gives; undefined after a failure. */
  value<Value>(
    part: RuleFailure['part'],
    given: Value | ComputedBy<Value> | undefined,
    isFit: (value: unknown) => value is Value,
  ): Value | undefined {
    if (!isFunction(given)) return given;
    try {
      const value = given(this.#record, this.#context, this.#services);
      if (isFit(value)) return value;
      if (isThenable(value)) disregard(value);
      this.#fail(part, `gave ${shown(value)}`);
    } catch (error) {
      this.#fail(part, failureReason(error, this.#rule));
    }
    return undefined;
  }

  /** Outputs that dynamic outputs name; what is no output is reported and left out. */
  outputs(): readonly string[] {
    return this.#rule.dynamicOutputs.flatMap((dynamic) => {
      try {
        const named: unknown =
          dynamic.outputsFor(this.#record, this.#context, this.#services) ?? [];
        if (isThenable(named)) disregard(named);
        const entries: readonly unknown[] = Array.isArray(named) ? named : [named];
        return entries.filter((entry) => this.#isOutput(entry, dynamic.name));
      } catch (error) {
        this.#fail('dynamicOutputs', `${dynamic.name}: ${failureReason(error, this.#rule)}`);
        return [];
      }
    });
  }

  #isOutput(entry: unknown, name: string): entry is string {
    if (isText(entry) && entry.includes(':')) return true;
    this.#fail('dynamicOutputs', `${name}: gave ${shown(entry)}, which is no "service:descriptor"`);
    return false;
  }

  #fail(part: RuleFailure['part'], reason: string): void {
    this.failures.push({ ruleName: this.#rule.name, part, reason });
  }
}

type ComputedBy<Value> = (record: LogRecord, context: JsonObject, services: RuleServices) => Value;

const isFunction = <Value>(
  given: Value | ComputedBy<Value> | undefined,
): given is ComputedBy<Value> => typeof given === 'function';

const shownCharactersMax = 80;

function shown(value: unknown): string {
  if (isText(value)) return JSON.stringify(value.slice(0, shownCharactersMax));
  if (isThenable(value)) return 'a promise; it has to answer at once';
  return typeof value === 'object' && value !== null ? 'a map or list' : String(value);
}

/** The required outputs first, then the others, each once. */
function sortedOutputs(required: readonly string[], chosen: readonly string[]): readonly string[] {
  return [...new Set([...required.toSorted(), ...chosen.toSorted()])];
}

/** For each output, publishers of its service first, then its own. The required outputs have none. */
function publishersOf(
  choice: PublisherChoice | undefined,
  required: readonly string[],
  chosen: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  if (choice === undefined) return {};
  const outputs = sortedOutputs([], chosen).filter((output) => !required.includes(output));
  return Object.fromEntries(outputs.map((output) => [output, publishersFor(output, choice)]));
}

function publishersFor(output: string, choice: PublisherChoice): readonly string[] {
  if (typeof choice === 'string' || isPublisherList(choice) || isPublisher(choice)) {
    return namesOf(choice);
  }
  const service = output.slice(0, output.indexOf(':'));
  return [service, output].flatMap((key) => namesOf(Object.hasOwn(choice, key) ? choice[key] : []));
}

const isPublisherList = (choice: PublisherChoice): choice is readonly PublisherRef[] =>
  Array.isArray(choice);

/** A map may have an output called `publish`; only a publisher has a function there. */
const isPublisher = (choice: object): choice is Exclude<PublisherRef, string> =>
  'publish' in choice && typeof choice.publish === 'function';

function namesOf(refs: PublisherRef | readonly PublisherRef[] = []): readonly string[] {
  const list = typeof refs === 'string' || 'publish' in refs ? [refs] : refs;
  return list.map((ref) => (typeof ref === 'string' ? ref : ref.name));
}

/**
 * The same for the same rule, record and place, whenever and wherever it is computed, so that data that comes a
 * second time makes no second alert.
 */
function alertId(ruleName: string, origin: Origin, position: string, record: LogRecord): string {
  const { service, resource, delivery } = origin;
  return idOf([ruleName, service, resource, delivery, position, canonicalRecord(record)]);
}

/** A digest in the shape of a UUID, which alert stores and vendors take for an id. */
export function idOf(parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [0, 8, 12, 16, 20]
    .map((start, index, all) => digest.slice(start, all[index + 1] ?? 32))
    .join('-');
}
