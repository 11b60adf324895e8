import { parse } from 'acorn';
import { filledRecord } from '../../rule-tests/override-record.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { compileGlob } from '../../domain/glob.ts';
import type { Field, LogPatterns, LogType } from '../../domain/log-type.ts';

/** A rule that somebody is about to write. */
export interface RuleDraft {
  readonly name: string;
  /** At least one; the test events are of the first. */
  readonly logTypes: readonly LogType[];
  /** `service:descriptor` */
  readonly outputs: readonly string[];
}

/** Where the rule stands, below the folder of rules: `okta/mfa-reset` for `okta_mfa_reset` on a log type of `okta`. */
export function draftPath({ name, logTypes }: RuleDraft): string {
  const category = (logTypes[0]?.category ?? 'rules').replaceAll(/[^A-Za-z0-9_-]+/g, '_');
  const short = name.startsWith(`${category}_`) ? name.slice(category.length + 1) : name;
  const file = short.replaceAll('_', '-').toLowerCase().replace(/^-+/, '');
  return `${category}/${file === '' ? name.toLowerCase() : file}`;
}

/** The source of the rule: it compiles, and its events pass, before anything was changed in it. */
export function draftSource(draft: RuleDraft): string {
  const { name, logTypes, outputs } = draft;
  const condition = conditionOf(logTypes);
  return `import { ${condition.isDeclared ? 'rule' : 'at, rule'} } from 'streamalert';

export const ${exportName(name)} = rule({
  name: ${quoted(name)},
  description: 'What was found, in a sentence',
  severity: 'medium',
  // MITRE ATT&CK, such as 'TA0001:T1078.004'
  attack: [],
  runbook: 'What whoever receives the alert should do',
  falsePositives: ['When it is harmless'],
  logs: [${logTypes.map((logType) => quoted(logType.name)).join(', ')}],
  outputs: [${outputs.map(quoted).join(', ')}],
${condition.isDeclared ? declared(condition) : coded(condition)}});
`;
}

const declared = ({ field, value }: Condition): string =>
  `  // Data, so that the engine finds the rule by it. What data cannot say goes into matches: (record) => …
  where: { ${whereKey(field)}: ${literal(value)} },
`;

const coded = ({ field, value }: Condition): string =>
  `  matches: (record) => at(record, ${quoted(field)}) === ${literal(value)},
`;

/** An event as the files of test events have it. */
type DraftEvent = JsonObject;

/**
 * One event that must alert, and two that must not, in each form that may do: a part of a record where the schema
 * fills in the rest, else a whole payload with the list that its records stand in.
 */
export function draftEvents(draft: RuleDraft): readonly (readonly DraftEvent[])[] {
  const { field, value, other, different } = conditionOf(draft.logTypes);
  const [logType] = draft.logTypes;
  if (logType?.parser !== 'json') return [];
  const parts = [value, other, different].map((each): JsonObject => ({ [field]: each }));
  const wholes = parts.flatMap((part) => payloadOf(part, logType) ?? []);
  return [
    eventsOf(
      draft,
      parts.map((part) => ({ override_record: part })),
    ),
    ...(wholes.length === parts.length
      ? [
          eventsOf(
            draft,
            wholes.map((data) => ({ data })),
          ),
        ]
      : []),
  ];
}

/** For log types whose records cannot be made up: lines of the log have to be pasted. */
export const pastedEvents = (draft: RuleDraft): readonly DraftEvent[] =>
  eventsOf(
    draft,
    purposes.map(() => ({ data: 'paste a line of the log here' })),
  );

const purposes = [
  'what it looks for',
  'what looks like it and is harmless',
  'what happens all day',
];

const eventsOf = (
  { name, logTypes }: RuleDraft,
  payloads: readonly JsonObject[],
): readonly DraftEvent[] =>
  payloads.map((payload, index) => ({
    description: purposes[index] ?? '',
    log: logTypes[0]?.name ?? '',
    ...payload,
    trigger_rules: index === 0 ? [name] : [],
  }));

/** A whole payload for a schema that finds its records in a list, such as `Records[*]`; undefined for other paths. */
function payloadOf(part: JsonObject, logType: LogType): JsonObject | undefined {
  const list = /^([A-Za-z]\w*)\[\*\]$/.exec(logType.jsonPath ?? '')?.[1];
  if (list === undefined) return undefined;
  const fields = logType.fields.filter(({ name }) => !logType.optionalKeys.has(name));
  const record = filledRecord(part, { ...logType, fields, envelope: [] });
  const around = logType.envelope.length > 0 ? filledRecord({}, logType) : {};
  return { ...around, [list]: [record] };
}

interface Condition {
  readonly field: string;
  readonly value: JsonValue;
  /** Values for which the condition does not hold. */
  readonly other: JsonValue;
  readonly different: JsonValue;
  /** False where no schema knows the field, so that only code can read it. */
  readonly isDeclared: boolean;
}

/** Fields of these names mostly say what happened. */
const tellingName =
  /^(event|action|operation|activity|category|method|type)(_?(name|type|code|id))?$/i;
/** And these hardly ever say what to look for. */
const tellingNothing = /id$|time|date|version|^ts$|^at$/i;

/** Something to begin with: a field that all log types have, best one that says what happened. */
function conditionOf(logTypes: readonly LogType[]): Condition {
  const [first, ...others] = logTypes;
  const shared = (first?.fields ?? []).filter(
    ({ name }) =>
      mayHold(name, first?.logPatterns) &&
      others.every(({ fields }) => fields.some((field) => field.name === name)),
  );
  const texts = shared.filter(({ type }) => type.kind === 'string');
  const text =
    texts.find(({ name }) => tellingName.test(name)) ??
    texts.find(({ name }) => !tellingNothing.test(name)) ??
    texts[0];
  if (text) return { ...aboutText, field: text.name };
  const number = shared.find(isNumber);
  if (number) return { ...aboutNumber, field: number.name };
  return { ...aboutText, field: 'field', isDeclared: false };
}

/** With a dot, as patterns of names of events want it. */
const aboutText = {
  value: 'change.me',
  other: 'another.one',
  different: 'a.third',
  isDeclared: true,
};
const aboutNumber = { value: 42, other: 7, different: 1, isDeclared: true };

/** Whether the patterns of a log type let a field hold any of our values. */
function mayHold(field: string, patterns: LogPatterns | undefined): boolean {
  const globs = patterns?.get(field);
  if (globs === undefined) return true;
  if (globs instanceof Map) return false;
  const { value, other, different } = aboutText;
  return [value, other, different].every((text) =>
    [...globs].some((glob) => compileGlob(String(glob))(text)),
  );
}

const isNumber = ({ type }: Field): boolean => type.kind === 'integer' || type.kind === 'float';

/** A name that can be exported: no word of the language, and none that the draft imports. */
function exportName(name: string): string {
  const words = name.replaceAll(/_+(.)?/g, (_, letter: string | undefined) =>
    (letter ?? '').toUpperCase(),
  );
  if (words === '') return 'newRule';
  const isTaken = words === 'rule' || words === 'at';
  return isTaken || !isBindable(words) ? `rule${capitalized(words)}` : words;
}

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Whether a module may define it, asked of the language itself. */
function isBindable(name: string): boolean {
  try {
    parse(`const ${name} = 0;`, { ecmaVersion: 'latest', sourceType: 'module' });
    return true;
  } catch {
    // What does not parse is no name.
    return false;
  }
}

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

const literal = (value: JsonValue): string =>
  typeof value === 'string' ? quoted(value) : String(value);

/** A dot inside a key is written with a backslash before it. */
function whereKey(field: string): string {
  const path = field.replaceAll(/[\\.]/g, '\\$&');
  return /^[A-Za-z_$][\w$]*$/.test(path) ? path : quoted(path);
}
