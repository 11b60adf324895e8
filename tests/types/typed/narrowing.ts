import { at, type RecordOf, rule, type RuleServices } from 'streamalert';

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** Compiles only when the two types are the same. */
const same = <A, B>(answer: Same<A, B>): unknown => answer;

type Okta = RecordOf<'okta:system'>;
type Trail = RecordOf<'cloudtrail:events'>;

/** With several log types, asking for the log type says which record it is. */
export const narrowed = [
  rule({
    name: 'if',
    logs: ['okta:system', 'cloudtrail:events'],
    matches: (record, _context, _services, logType) => {
      same<typeof record, Okta | Trail>(true);
      if (logType === 'okta:system') return record.actor.id === 'x';
      same<typeof logType, 'cloudtrail:events'>(true);
      return record.readOnly === false;
    },
  }),
  rule({
    name: 'switch_between_three',
    logs: ['okta:system', 'cloudtrail:events', 'cloudwatch:events'],
    matches(record, _context, services, logType) {
      switch (logType) {
        case 'okta:system':
          return record.score !== null && record.score > services.now();
        case 'cloudtrail:events':
          return record.readOnly ?? false;
        case 'cloudwatch:events':
          return record['streamalert:envelope_keys'].owner === 'x';
      }
    },
  }),
  rule({
    name: 'misspelt_log_type',
    logs: ['okta:system', 'cloudtrail:events'],
    // @ts-expect-error -- the rule is never asked about this one
    matches: (_record, _context, _services, logType) => logType === 'cloudwatch:events',
  }),
  rule({
    name: 'the_other_record',
    logs: ['okta:system', 'cloudtrail:events'],
    matches: (record, _context, _services, logType) =>
      // @ts-expect-error -- a field of the other log type
      logType === 'okta:system' && record.readOnly === true,
  }),
  rule({
    name: 'not_narrowed',
    logs: ['okta:system', 'cloudtrail:events'],
    // @ts-expect-error -- only one of the two has it
    matches: (record) => record.actor.id === 'x',
  }),
  rule({
    name: 'not_narrowed_with_all_parameters',
    logs: ['okta:system', 'cloudtrail:events'],
    // @ts-expect-error -- only one of the two has it
    matches: (record, _context, _services, logType) => record.actor.id === logType,
  }),
];

/** Parameters get their types however many of them are written down, and however. */
export const contextual = [
  rule({
    name: 'one',
    logs: ['okta:system', 'cloudtrail:events'],
    matches: (record) => {
      same<typeof record, Okta | Trail>(true);
      return 'actor' in record;
    },
  }),
  rule({
    name: 'destructured',
    logs: ['cloudwatch:events', 'cloudtrail:events'],
    matches: ({ account, detail }) => account === 'x' && at(detail, 'eventName') === 'y',
  }),
  rule({
    name: 'two',
    logs: ['okta:system', 'cloudtrail:events'],
    context: { hits: 0 },
    matches: (_, context) => {
      same<typeof context.hits, number>(true);
      return context.hits++ > 0;
    },
  }),
  rule({
    name: 'three',
    logs: ['okta:system', 'cloudtrail:events'],
    matches: async (_, __, services) => {
      same<typeof services, RuleServices>(true);
      return (await services.lookupAsync('employees', 'x')) !== null;
    },
  }),
  rule({
    name: 'none',
    logs: ['okta:system', 'cloudtrail:events'],
    matches: () => true,
  }),
  rule({
    name: 'one_log_type',
    logs: ['okta:system'],
    matches: (record, _context, _services, logType) => {
      same<typeof record, Okta>(true);
      same<typeof logType, 'okta:system'>(true);
      return record.actor.id === 'x';
    },
  }),
  rule({
    name: 'a_function_that_takes_any_record',
    logs: ['okta:system', 'cloudtrail:events'],
    matches: (record: unknown) => at(record, 'what', 'ever') === 1,
  }),
  rule({
    name: 'datatypes_alone',
    datatypes: ['user'],
    matches: ({ anything }, _context, _services, logType) =>
      anything === 'x' && logType === 'okta:system',
  }),
  rule({
    name: 'says_no_boolean',
    logs: ['okta:system', 'cloudtrail:events'],
    // @ts-expect-error -- a rule says whether, not what
    matches: () => 'x',
  }),
  rule({
    name: 'promises_no_boolean',
    logs: ['okta:system', 'cloudtrail:events'],
    // @ts-expect-error -- a rule says whether, not what
    matches: async (record) => record,
  }),
];

/** What shapes the alert sees the same record. */
export const computed = rule({
  name: 'computed',
  logs: ['okta:system', 'cloudtrail:events'],
  context: { user: '' },
  where: { 'actor.id': 'x' },
  severity: (record) => ('score' in record ? 'high' : 'low'),
  title: (record, context) => `${context.user} ${'account' in record ? record.account : ''}`,
  dynamicOutputs: [
    (record, context) => ('actor' in record ? `slack:${record.actor.id}` : [context.user]),
  ],
  matchers: [(record, services) => 'actor' in record && services.now() > 0],
});
