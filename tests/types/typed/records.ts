import { at, type LogTypeName, matcher, type RecordOf, rule } from 'streamalert';

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** Compiles only when the two types are the same. */
const same = <A, B>(answer: Same<A, B>): unknown => answer;

type Okta = RecordOf<'okta:system'>;

same<Okta['eventType'], string | null>(true);
same<Okta['count'], number | null>(true);
same<Okta['score'], number | null>(true);
same<Okta['actor']['id'], string | null>(true);
same<RecordOf<'cloudtrail:events'>['readOnly'], boolean | null>(true);
same<RecordOf<'cloudtrail:events'>['resources'], readonly unknown[] | null>(true);
same<RecordOf<'cloudtrail:events'>['detail'], unknown>(true);
same<LogTypeName, 'okta:system' | 'cloudtrail:events' | 'cloudwatch:events' | 'any:thing'>(true);

const okta = (matches: (record: Okta) => boolean) =>
  rule({ name: 'r', logs: ['okta:system'], matches });

export const fields = [
  okta(({ actor }) => actor['detail.entry'].note === 'x'),
  okta(({ client }) => client.ip === '1' && client.geo?.city === 'x'),
  okta((record) => record['odd "name"\n'] === 'x'),
  okta(
    (record) => record.streamalert_normalization?.ip_address?.[0]?.values.includes('x') ?? false,
  ),

  // @ts-expect-error -- a field the log type lacks
  okta((record) => record.eventTyp === 'x'),
  // @ts-expect-error -- a nested field the log type lacks
  okta((record) => record.actor.idd === 'x'),
  // @ts-expect-error -- text may be null
  okta((record) => record.eventType.startsWith('x')),
  // @ts-expect-error -- a map that may be missing in the log is then empty
  okta((record) => record.client.geo.city === 'x'),
  // @ts-expect-error -- a normalised type the log type lacks
  okta((record) => record.streamalert_normalization?.domain !== undefined),
  // @ts-expect-error -- records are never changed
  okta((record) => (record.eventType = 'x') === 'x'),
  // @ts-expect-error -- not at any depth
  okta((record) => (record.actor.id = 'x') === 'x'),
  // @ts-expect-error -- a number is never equal to a text
  okta((record) => record.count === 'x'),
];

export const unions = [
  rule({
    name: 'what_both_have',
    logs: ['cloudtrail:events', 'cloudwatch:events'],
    matches: (record) => record.account === 'x' && at(record.detail, 'eventName') === 'y',
  }),
  rule({
    name: 'what_one_has',
    logs: ['cloudtrail:events', 'cloudwatch:events'],
    // @ts-expect-error -- only one of the two has it
    matches: (record) => record.region === 'x',
  }),
  rule({
    name: 'narrowed',
    logs: ['cloudtrail:events', 'cloudwatch:events'],
    matches: (record) => 'region' in record && record.region === 'x',
  }),
  rule({
    name: 'envelope',
    logs: ['cloudwatch:events'],
    matches: (record) => record['streamalert:envelope_keys'].owner === 'x',
  }),
  rule({
    name: 'no_log_type',
    datatypes: ['ip_address'],
    matches: (record) => record['anything'] === 'x' && at(record, 'deep', 'er') === 1,
  }),
  rule({
    name: 'a_log_type_that_takes_anything',
    logs: ['any:thing'],
    matches: (record) => record['anything'] === 'x',
  }),
  rule({
    name: 'no_such_log_type',
    // @ts-expect-error -- no schema defines it
    logs: ['okta:sytem'],
    where: {},
  }),
];

export const wheres = [
  rule({
    name: 'paths',
    logs: ['okta:system'],
    where: {
      eventType: ['x', null],
      'actor.id': { startsWith: 'x' },
      'actor.detail\\.entry.note': 'x',
      'client.geo.city': { exists: true },
      count: 1,
    },
  }),
  rule({
    name: 'anything_below_what_is_unknown',
    logs: ['cloudtrail:events'],
    where: { 'detail.userIdentity.type': 'Root', readOnly: false },
  }),
  rule({
    name: 'any_field_of_either',
    logs: ['cloudtrail:events', 'cloudwatch:events'],
    where: { readOnly: true, region: 'x', 'streamalert:envelope_keys.owner': 'x' },
  }),
  rule({ name: 'any_field', datatypes: ['user'], where: { 'what.ever': 1 } }),
  // @ts-expect-error -- a path the log type lacks
  rule({ name: 'misspelt', logs: ['okta:system'], where: { eventTyp: 'x' } }),
  // @ts-expect-error -- a nested path the log type lacks
  rule({ name: 'misspelt_below', logs: ['okta:system'], where: { 'actor.idd': 'x' } }),
  // @ts-expect-error -- a path through a text
  rule({ name: 'below_text', logs: ['okta:system'], where: { 'eventType.x': 'x' } }),
  // @ts-expect-error -- no such test
  rule({ name: 'test', logs: ['okta:system'], where: { eventType: { startWith: 'x' } } }),
];

export const contexts = [
  rule({
    name: 'declared',
    logs: ['okta:system'],
    context: { hits: 0, names: [], owner: null, inner: { a: 'x' } },
    matches: ({ actor }, context) => {
      context.hits += 1;
      context.names.push(actor.id);
      context.owner = actor.id;
      context.inner.a = 'y';
      context['more'] = true;
      return context.hits > 0;
    },
  }),
  rule({
    name: 'wrong_kind',
    logs: ['okta:system'],
    context: { hits: 0 },
    matches: (_, context) => {
      // @ts-expect-error -- declared as a number
      context.hits = 'many';
      return true;
    },
  }),
];

export const options = [
  // @ts-expect-error -- no such severity
  rule({ name: 'r', logs: ['okta:system'], severity: 'hihg', where: { eventType: 'x' } }),
  // @ts-expect-error -- no such option
  rule({ name: 'r', logs: ['okta:system'], titel: 'x', where: { eventType: 'x' } }),
  // @ts-expect-error -- merging needs both
  rule({ name: 'r', logs: ['okta:system'], mergeBy: { keys: ['x'] }, where: { eventType: 'x' } }),
  // @ts-expect-error -- a rule says whether, not what
  rule({ name: 'r', logs: ['okta:system'], matches: () => 'x' }),
  // @ts-expect-error -- a rule needs a name
  rule({ logs: ['okta:system'], where: { eventType: 'x' } }),
];

/** A matcher may say which records it expects. */
export const typedMatcher = matcher({
  name: 'typed',
  matches: (record: RecordOf<'okta:system'>) => record.actor.id === 'x',
});
