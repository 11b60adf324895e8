import type { MergeBy } from './alert.ts';
import { branded } from './content-kind.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { placeOfCaller } from './place.ts';
import type {
  AlertContent,
  AnyPublisher,
  Checked,
  Loose,
  Publication,
  Publisher,
  TypedPublication,
} from './publication.ts';
import type {
  LogTypeName,
  LookupTableName,
  LooseRecord,
  NormalizedTypeName,
  RecordOf,
  SubkeysOf,
} from './record-of.ts';
import type {
  DynamicOutput,
  Matcher,
  Promotion,
  PublisherChoice,
  Rule,
  RuleServices,
} from './rule.ts';
import { problemsOfNamed, problemsOfRule } from './rule-problems.ts';
import { presentedBy, withTextForm } from './rule-text.ts';
import type { Severity } from './severity.ts';
import type { WhereTest } from './where.ts';
import type { WhereOf } from './where-of.ts';

/** The context as `matches` sees it: what `context` declares, and room for more. */
export type ContextOf<Initial extends JsonObject> = {
  [Key in keyof Initial]: Initial[Key] extends readonly never[]
    ? JsonValue[]
    : Initial[Key] extends null
      ? JsonValue
      : Initial[Key];
} & JsonObject;

/** What the engine lends, with the tables of the project by name. */
export interface Services extends Omit<RuleServices, 'lookup' | 'lookupAsync'> {
  /**
   * The value under a key of a table, or `otherwise` (null when nothing is given) where there is none. Throws for a
   * table that is asked over the network: `lookupAsync`.
   */
  lookup(table: LookupTableName, key: string, otherwise?: JsonValue): JsonValue;
  lookupAsync(table: LookupTableName, key: string, otherwise?: JsonValue): Promise<JsonValue>;
}

/** A misspelt log type is told by itself, and not again by every field that is read. */
type Known<Log extends string> = Log extends LogTypeName ? Log : LogTypeName;

type Answer = boolean | Promise<boolean>;

/** What `matches` may be: with several log types, asking for `logType` tells the compiler which record it is. */
export type Matches<Log extends string, Seen, Context, Lent = Services> = [Log] extends [never]
  ? (record: Seen, context: Context, services: Lent, logType: LogTypeName) => Answer
  : IsOne<Log> extends true
    ? (record: Seen, context: Context, services: Lent, logType: Log) => Answer
    : MatchesAnyOf<Log, Context, Lent> | MatchesWithoutLogType<Seen, Context, Lent>;

type IsOne<Name, Each = Name> = Each extends unknown
  ? [Name] extends [Each]
    ? true
    : false
  : false;

/** Each log type comes with its own record. */
type MatchesAnyOf<Log extends string, Context, Lent> = (
  ...asked: Asked<Log, Context, Lent>
) => Answer;

type Asked<Log extends string, Context, Lent> = Log extends unknown
  ? [record: RecordOf<Log>, context: Context, services: Lent, logType: Log]
  : never;

/**
 * Functions that leave out parameters of a choice of tuples are not assignable to it, so they have a type of their
 * own. Its two signatures differ for the compiler alone: it then takes the types of parameters from the other one.
 */
interface MatchesWithoutLogType<Seen, Context, Lent> {
  (record: Seen, context: Context, services: Lent): Answer;
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  <_Never>(record: Seen, context: Context, services: Lent): Answer;
}

type Computed<Value, Seen, Context, Lent> =
  | Value
  | ((record: Seen, context: Context, services: Lent) => Value);

/** What an author writes. `Seen` is the record, typed from the schemas of `logs`. */
export interface RuleDefinition<
  Log extends string,
  Initial extends JsonObject,
  Seen = RecordOf<Log>,
  Context = ContextOf<Initial>,
  Listed extends string = Known<Log>,
  Datatype extends string = NormalizedTypeName,
  Lent = Services,
> {
  /** Unique, letters, digits and `_`: appears in alerts and tables. */
  readonly name: string;
  readonly description?: string;
  /** `medium` when nothing is said. */
  readonly severity?: Computed<Severity, Seen, Context, Lent>;
  /** One line for whoever is woken up; the description when nothing is said. */
  readonly title?: Computed<string, Seen, Context, Lent>;
  /** Alerts of this rule with the same key merge, instead of those with equal merge keys. */
  readonly dedup?: Computed<string, Seen, Context, Lent>;
  readonly runbook?: Computed<string, Seen, Context, Lent>;
  /** MITRE ATT&CK: tactic, technique or both, such as `TA0001:T1078.004`. */
  readonly attack?: readonly string[];
  readonly references?: readonly string[];
  readonly falsePositives?: readonly string[];
  readonly tags?: readonly string[];
  readonly author?: string;
  /** Full log types, such as `okta:system`. */
  readonly logs?: readonly Listed[];
  /** Normalised types, one of which the record must have. */
  readonly datatypes?: readonly Datatype[];
  /** All must hold, asked in order, before `matches` is. */
  readonly matchers?: readonly (Matcher | ((record: Seen, services: Lent) => boolean))[];
  /** Field → keys that must be in the map it holds. */
  readonly reqSubkeys?: SubkeysOf<Seen>;
  /** Declared conditions, which the engine can index: a thousand rules of this kind cost little more than ten. */
  readonly where?: WhereOf<Seen>;
  /** `service:descriptor` */
  readonly outputs?: readonly string[];
  readonly dynamicOutputs?: readonly (
    | DynamicOutput
    | ((
        record: Seen,
        context: Context,
        services: Lent,
      ) => string | readonly string[] | undefined | null)
  )[];
  readonly publishers?: PublisherChoice;
  readonly mergeBy?: MergeBy;
  /** Each record gets a fresh copy, for `matches` to fill and publishers to read. */
  readonly context?: Initial;
  /** When the rule, once staged, goes live by itself; what is absent is as the configuration says. */
  readonly promotion?: Promotion;
  /** Alerts of one source and hour that are sent; further ones are kept and counted. As configured when absent. */
  readonly maxAlertsPerHour?: number;
  readonly disabled?: boolean;
  /** Says whether the record is one to alert on. The record is frozen; a throw is reported and counts as false. */
  readonly matches?: Matches<Log, Seen, Context, Lent>;
}

/** Any definition, as the engine sees it once the author's types have done their work. */
type AnyDefinition = Partial<Omit<Rule, 'matchers' | 'dynamicOutputs' | 'where'>> & {
  readonly where?: { readonly [path: string]: WhereTest | undefined };
  readonly matchers?: readonly (Matcher | Matcher['matches'])[];
  readonly dynamicOutputs?: readonly (DynamicOutput | DynamicOutput['outputsFor'])[];
};

/**
 * Defines a detection. Never throws: what is wrong with the definition is kept with the rule, so that the
 * loader can report the problems of all rules at once, and the engine refuses to run it.
 *
 * @example
 * export const oktaMfaFactorsReset = rule({
 *   name: 'okta_mfa_factors_reset',
 *   description: 'All MFA factors of a user were reset',
 *   severity: 'high',
 *   logs: ['okta:system'],
 *   where: { eventType: 'user.mfa.factor.reset_all' },
 *   outputs: ['slack:identity'],
 *   matches: (record) => at(record, 'outcome', 'result') === 'SUCCESS',
 * });
 */
export function rule<Log extends string = never, Initial extends JsonObject = JsonObject>(
  definition: RuleDefinition<Log, Initial>,
): Rule;
export function rule(definition: object): Rule {
  return made(definition, rule);
}

/** `rule` for programs that make rules: of log types that need have no schema here, and on loose records. */
export function defineRule<Initial extends JsonObject = JsonObject>(
  definition: RuleDefinition<
    string,
    Initial,
    LooseRecord,
    ContextOf<Initial>,
    string,
    string,
    RuleServices
  >,
): Rule;
export function defineRule(definition: object): Rule {
  return made(definition, defineRule);
}

function made(definition: object, caller: (definition: never) => Rule): Rule {
  const found = problemsOfRule(definition);
  const options: AnyDefinition = { ...definition };
  const { matchers, dynamicOutputs, where, ...given } = options;
  const place = placeOfCaller(caller);
  const defined: Rule = {
    description: 'No rule description provided',
    severity: 'medium',
    attack: [],
    references: [],
    falsePositives: [],
    tags: [],
    outputs: [],
    disabled: false,
    ...(typeof given.description === 'string' && presentedBy(given.description)),
    ...withoutUndefined(given),
    name: typeof given.name === 'string' ? given.name : 'unnamed',
    matchers: Array.isArray(matchers) ? matchers.map(asMatcher) : [],
    dynamicOutputs: Array.isArray(dynamicOutputs) ? dynamicOutputs.map(asDynamicOutput) : [],
    ...(where && { where: withoutUndefined(where) }),
    ...(place && { place }),
  };
  return branded(withTextForm(defined), 'rule', found);
}

/** Defines a condition that several rules share. */
export function matcher(definition: {
  readonly name: string;
  readonly description?: string;
  matches(record: LooseRecord, services: Services): boolean;
}): Matcher {
  return branded({ ...definition }, 'matcher', problemsOfNamed(definition, 'matches'));
}

/** Names a function that chooses outputs for one alert. */
export function dynamicOutput(definition: {
  readonly name: string;
  outputsFor(
    record: LooseRecord,
    context: JsonObject,
    services: Services,
  ): string | readonly string[] | undefined | null;
}): DynamicOutput {
  return branded({ ...definition }, 'dynamicOutput', problemsOfNamed(definition, 'outputsFor'));
}

/**
 * Defines what turns an alert into content; rules name it or hold it. Instructions to outputs
 * (`@<service>.<field>`) are checked against what the outputs take.
 */
export function publisher<Made extends TypedPublication | Promise<TypedPublication>>(definition: {
  readonly name: string;
  readonly description: string;
  /** `services` asks lookup tables; one that is asked over the network is awaited. */
  publish(
    alert: AlertContent,
    publication: Publication,
    services: Pick<Services, 'lookup' | 'lookupAsync'>,
  ): Made & Checked<Made>;
}): Publisher<Loose<Made>>;
export function publisher(definition: AnyPublisher): AnyPublisher {
  return branded({ ...definition }, 'publisher', problemsOfNamed(definition, 'publish'));
}

const asMatcher = (given: Matcher | Matcher['matches']): Matcher =>
  typeof given === 'function' ? { name: given.name || 'unnamed', matches: given } : given;

const asDynamicOutput = (given: DynamicOutput | DynamicOutput['outputsFor']): DynamicOutput =>
  typeof given === 'function' ? { name: given.name || 'unnamed', outputsFor: given } : given;

/** An option that is there but undefined must not hide its default. */
function withoutUndefined<Value>(options: { readonly [key: string]: Value | undefined }) {
  const isGiven = (entry: [string, Value | undefined]): entry is [string, Value] =>
    entry[1] !== undefined;
  return Object.fromEntries(Object.entries(options).filter(isGiven));
}
