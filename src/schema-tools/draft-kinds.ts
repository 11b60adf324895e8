import type { JsonObject } from '../domain/json.ts';
import { envelopeKey } from '../domain/log-type.ts';
import type { DraftValue, SchemaDraft } from './draft.ts';
import { type DraftType, kindsIn, typeOf, typeWords } from './field-types.ts';
import type { Decision, FoundRecords, InferOptions } from './inference.ts';
import { type Discriminator, discriminatorOf, type Kind } from './kinds.ts';
import { guessNormalization } from './normalization-guess.ts';
import { scalarPlaces } from './places.ts';
import { type Shape, shapeOf } from './shape.ts';
import { guessTime, type TimeGuess } from './time-guess.ts';

/** A schema for each kind of records. */
export function draftsOf(
  found: FoundRecords,
  options: InferOptions,
): { readonly drafts: readonly SchemaDraft[]; readonly decisions: readonly Decision[] } {
  const { kinds } = found;
  const discriminator = discriminatorOf(kinds, valueOf);
  const names = namesOf(kinds.length, options.name, discriminator);
  const envelope = shapeOf(found.envelopes);
  const made = kinds.map((kind, index) =>
    draftOf(kind, names[index] ?? options.name, found, { envelope, discriminator, index, options }),
  );
  const decisions =
    made.length === 1
      ? made.flatMap((each) => each.decisions)
      : [
          ...kindDecisions(kinds, names, discriminator),
          ...made.flatMap(({ draft, decisions: own }) =>
            own.map(({ about, text }) => ({ about: `${draft.name} ${about}`, text })),
          ),
        ];
  return { drafts: inOrderOfTrial(made, discriminator), decisions };
}

const valueOf = (record: JsonObject, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

interface Made {
  readonly draft: SchemaDraft;
  readonly decisions: readonly Decision[];
  readonly required: number;
}

/** Without a field that tells them apart, the schema that demands most has to be tried first. */
const inOrderOfTrial = (made: readonly Made[], discriminator: Discriminator | undefined) =>
  (discriminator === undefined ? made.toSorted((a, b) => b.required - a.required) : made).map(
    ({ draft }) => draft,
  );

/** `acme:login`, `acme:logout`; letters where the values are no names. */
function namesOf(
  count: number,
  name: string,
  discriminator: Discriminator | undefined,
): readonly string[] {
  if (count === 1) return [name];
  const words = Array.from({ length: count }, (_, index) => {
    const [value = '', ...more] = discriminator?.values[index] ?? [];
    return more.length === 0
      ? value
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '_')
          .slice(0, 40)
      : '';
  });
  const usable = words.every((word) => /^[a-z]/.test(word)) && new Set(words).size === count;
  const joint = name.includes(':') ? '_' : ':';
  return words.map((word, index) => `${name}${joint}${usable ? word : letterOf(index)}`);
}

const letterOf = (index: number): string => String.fromCharCode(0x61 + index);

const keysShown = 4;

/** What is known of each kind, so that the operator can say whether it is one. */
function kindDecisions(
  kinds: readonly Kind<JsonObject>[],
  names: readonly string[],
  discriminator: Discriminator | undefined,
): readonly Decision[] {
  const parts = kinds.map((kind, index) => {
    const own = [...kind.keys]
      .filter(([key]) => kinds.every((other) => other === kind || !other.keys.has(key)))
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, keysShown)
      .map(([key]) => key);
    const count = kind.items.length.toLocaleString('en-US');
    return `${count} with ${own.length > 0 ? own.join(', ') : 'no key of their own'} (${names[index]})`;
  });
  const how =
    discriminator === undefined
      ? 'told apart by their keys'
      : `told apart by log_patterns on "${discriminator.key}"; a value that is not in them fits none`;
  return [
    {
      about: 'kinds',
      text: `${kinds.length} kinds: ${parts.join('; ')}. One schema each, ${how}. For one schema with optional fields: --kinds together`,
    },
  ];
}

interface Surroundings {
  readonly envelope: Shape;
  readonly discriminator: Discriminator | undefined;
  readonly index: number;
  readonly options: InferOptions;
}

function draftOf(
  kind: Kind<JsonObject>,
  name: string,
  found: FoundRecords,
  { envelope, discriminator, index, options }: Surroundings,
): Made {
  const shape = shapeOf(kind.items);
  const origin = found.layout === undefined ? 'text' : 'json';
  const columns = found.format?.columns;
  const keys = columns ?? [...shape.fields.keys()];
  const fields = new Map<string, DraftType>();
  const notes: Decision[] = [];
  for (const key of keys) {
    const inner = shape.fields.get(key);
    const type = inner === undefined ? 'string' : typeOf(inner, origin);
    fields.set(key, type);
    if (inner !== undefined) notes.push(...typeNotes(key, inner, type));
  }
  const optional = keys.filter((key) => (shape.fields.get(key)?.count ?? 0) < shape.count);
  const required = keys.length - optional.length;
  const places = scalarPlaces(shape);
  const time =
    guessTime(places, options.now) ??
    (envelope.count > 0 ? timeOfEnvelope(envelope, found, options.now) : undefined);
  const unknownKeys = unknownKeysOf(found.parser, required, keys.length);

  const configuration = new Map<string, DraftValue>([
    ...(found.format?.options ?? []),
    ...layoutOptions(found),
    ...envelopeOptions(envelope, found),
    ...(optional.length > 0 ? [['optional_top_level_keys', optional] as const] : []),
    ...(unknownKeys.choice === 'reject' ? [] : [['unknown_keys', unknownKeys.choice] as const]),
    ...(discriminator === undefined
      ? []
      : [
          [
            'log_patterns',
            new Map([[discriminator.key, (discriminator.values[index] ?? []).map(globOf)]]),
          ] as const,
        ]),
    ...(time === undefined ? [] : [['time_field', timeValue(time)] as const]),
    ...normalizationOptions(places),
  ]);
  return {
    draft: { name, parser: found.parser, fields, configuration },
    required,
    decisions: [
      fieldsDecision(keys.length, optional.length, shape.count),
      ...notes.slice(0, notesMax),
      { about: 'unknown_keys', text: `${unknownKeys.choice}: ${unknownKeys.why}` },
      {
        about: 'time_field',
        text: time?.why ?? 'none found, so the time of arrival counts',
      },
      ...normalizationDecisions(configuration),
    ],
  };
}

/** So few samples prove little about what may be missing. */
const fewRecords = 20;
const notesMax = 12;

function fieldsDecision(fields: number, optional: number, records: number): Decision {
  const seen = `${records.toLocaleString('en-US')} record${records === 1 ? '' : 's'}`;
  const few =
    records < fewRecords ? '; that is few: more samples show more of what may be missing' : '';
  const text = `${fields} in ${seen}, ${optional} of them not in all and so optional${few}`;
  return { about: 'fields', text };
}

/** Types that need a word of explanation. */
function typeNotes(key: string, shape: Shape, type: DraftType): readonly Decision[] {
  const found = kindsIn(shape);
  const about = `field ${key}`;
  const isMixed = found.filter(({ kind }) => kind !== 'null').length > 1;
  const isNumber = type === 'integer' || type === 'float';
  if (shape.isCut) return [{ about, text: '{}: too many or too deeply nested keys to name them' }];
  if (isMixed && !(isNumber && shape.emptyTexts === shape.texts)) {
    const kinds = found.map(({ kind, count }) => `${kind} ${count.toLocaleString('en-US')} ×`);
    return [{ about, text: `${typeWords(type)}, since values are mixed: ${kinds.join(', ')}` }];
  }
  if (type === 'any' && shape.maps === 0) return [{ about, text: '{}: nothing but null was seen' }];
  return [];
}

/** Parsers of text whose records carry their own names. */
export const selfNaming: ReadonlySet<string> = new Set(['w3c', 'cef', 'leef', 'xml', 'zeek']);

function unknownKeysOf(parser: string, required: number, fields: number) {
  if (parser === 'json' || selfNaming.has(parser)) {
    if (required > 0) {
      return { choice: 'keep', why: 'vendors add fields, and a new one must not stop the records' };
    }
    if (fields === 0) {
      return { choice: 'reject', why: 'the schema has no fields and so takes any object at all' };
    }
    const why = 'no field is in all records, so with "keep" any JSON object would fit';
    return { choice: 'reject', why };
  }
  return { choice: 'reject', why: `${parser} lines have exactly the fields of the schema` };
}

function layoutOptions({ layout }: FoundRecords): readonly (readonly [string, DraftValue])[] {
  if (layout?.jsonPath === undefined) return [];
  return [
    ['json_path', layout.jsonPath],
    ...(layout.embeddedJson ? [['embedded_json', true] as const] : []),
  ];
}

/** Keys around the records: all but the one that the records are under. */
function envelopeFields(envelope: Shape, { layout }: FoundRecords): readonly [string, Shape][] {
  const path = layout?.jsonPath ?? '';
  const inside = [...envelope.fields.keys()].find((key) => isStartOf(path, key));
  return [...envelope.fields].filter(([key]) => key !== inside && key !== envelopeKey);
}

const isStartOf = (path: string, key: string): boolean =>
  [key, JSON.stringify(key)].some(
    (name) => path.startsWith(name) && !/[\w-]/.test(path.charAt(name.length)),
  );

function envelopeOptions(
  envelope: Shape,
  found: FoundRecords,
): readonly (readonly [string, DraftValue])[] {
  const fields = envelopeFields(envelope, found);
  if (fields.length === 0) return [];
  // What stands around the records varies, and must not keep them from fitting.
  const types = fields.map(([key, shape]): [string, DraftValue] => {
    const type = typeOf(shape, 'json');
    if (type === 'list') return [key, []];
    return [key, typeof type === 'string' && type !== 'any' ? type : new Map()];
  });
  const optional = fields.filter(([, { count }]) => count < envelope.count).map(([key]) => key);
  return [
    ['envelope_keys', new Map(types)],
    ...(optional.length > 0 ? [['optional_envelope_keys', optional] as const] : []),
  ];
}

function timeOfEnvelope(envelope: Shape, found: FoundRecords, now: number) {
  const known = new Set(envelopeFields(envelope, found).map(([key]) => key));
  const places = scalarPlaces(envelope).filter(({ path }) => known.has(path[0] ?? ''));
  return guessTime(places, now, [envelopeKey]);
}

function timeValue({ field: { path, furtherPaths, format } }: TimeGuess): DraftValue {
  return furtherPaths === undefined
    ? new Map<string, DraftValue>([
        ['path', path],
        ['format', format],
      ])
    : new Map<string, DraftValue>([
        ['paths', [path, ...furtherPaths]],
        ['format', format],
      ]);
}

function normalizationOptions(
  places: Parameters<typeof guessNormalization>[0],
): readonly (readonly [string, DraftValue])[] {
  const guesses = guessNormalization(places);
  if (guesses.size === 0) return [];
  const types = [...guesses].map(([type, entries]): [string, DraftValue] => [
    type,
    entries.map(
      ({ path, function: purpose }) =>
        new Map<string, DraftValue>([
          ['path', path],
          ...(purpose === undefined ? [] : [['function', purpose] as const]),
        ]),
    ),
  ]);
  return [['normalization', new Map(types)]];
}

function normalizationDecisions(configuration: ReadonlyMap<string, DraftValue>): Decision[] {
  const normalization = configuration.get('normalization');
  if (!(normalization instanceof Map)) return [];
  const parts = [...normalization].map(([type, entries]) => {
    const paths = (Array.isArray(entries) ? entries : []).flatMap((entry) =>
      entry instanceof Map ? [[entry.get('path')].flat().join('.')] : [],
    );
    return `${type} from ${paths.join(', ')}`;
  });
  return [
    {
      about: 'normalization',
      text: `${parts.join('; ')}: suggested by names and values, check it`,
    },
  ];
}

/** A pattern that only this text fits. */
const globOf = (text: string): string => text.replaceAll(/[*?[]/g, '[$&]');
