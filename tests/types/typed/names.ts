import {
  at,
  fetchValuesByDatatype,
  type LooseRecord,
  matcher,
  publisher,
  type RecordOf,
  rule,
  valuesForNormalizedType,
} from 'streamalert';

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** Compiles only when the two types are the same. */
const same = <A, B>(answer: Same<A, B>): unknown => answer;

declare const okta: RecordOf<'okta:system'>;
declare const trail: RecordOf<'cloudtrail:events'>;
declare const either: RecordOf<'okta:system' | 'cloudtrail:events'>;
declare const loose: LooseRecord;

/** A record tells which normalised types it can have; for others any that a schema declares will do. */
export const normalised = [
  valuesForNormalizedType(okta, 'ip_address').includes('192.0.2.1'),
  valuesForNormalizedType(either, 'user'),
  valuesForNormalizedType(trail, 'file_path'),
  valuesForNormalizedType(loose, 'file_path'),
  fetchValuesByDatatype(okta, 'user'),
  // @ts-expect-error -- misspelt
  valuesForNormalizedType(okta, 'ip_addres'),
  // @ts-expect-error -- a type that this log type has not
  valuesForNormalizedType(okta, 'file_path'),
  // @ts-expect-error -- a type that no schema declares
  valuesForNormalizedType(loose, 'hostname'),
  okta['streamalert:ioc']?.ip?.includes('192.0.2.1'),
  // @ts-expect-error -- indicators of a type are a list of texts
  okta['streamalert:ioc']?.ip === 'x',
  // @ts-expect-error -- a log type without normalised values holds none
  trail['streamalert:ioc'],
];

export const datatypes = [
  rule({ name: 'known', datatypes: ['ip_address', 'file_path'], matches: () => true }),
  // @ts-expect-error -- misspelt
  rule({ name: 'misspelt', datatypes: ['ip_addres'], matches: () => true }),
];

export const subkeys = [
  rule({
    name: 'known',
    logs: ['okta:system', 'cloudtrail:events'],
    reqSubkeys: { actor: ['id'], detail: ['userIdentity', 'anything'] },
    matches: () => true,
  }),
  rule({ name: 'any', datatypes: ['user'], reqSubkeys: { any: ['x'] }, matches: () => true }),
  rule({
    name: 'misspelt',
    logs: ['okta:system'],
    // @ts-expect-error -- no field of the record
    reqSubkeys: { actr: ['id'] },
    matches: () => true,
  }),
  // @ts-expect-error -- a list of keys, not one
  rule({ name: 'r', logs: ['okta:system'], reqSubkeys: { actor: 'id' }, matches: () => true }),
];

export const lookups = [
  rule({
    name: 'tables',
    logs: ['okta:system'],
    matches: ({ actor }, _, { lookup, lookupAsync }) => {
      const owner = lookup('employees', actor.id ?? '');
      void lookupAsync('known hosts', 'x', 'nobody');
      // @ts-expect-error -- no such table
      lookup('employes', 'x');
      // @ts-expect-error -- what a table holds is any JSON
      owner.toUpperCase();
      return owner === 'x';
    },
    // @ts-expect-error -- no such table
    title: (_record, _context, services) => String(services.lookup('hosts', 'x')),
  }),
];

/** A path is typed as far as the schema goes. */
export const paths = [
  same<ReturnType<typeof id>, string | null>(true),
  at(okta, 'client', 'geo', 'city')?.startsWith('x'),
  at(trail, 'detail', 'anything', 0) === 'x',
  at(trail, 'resources', 0, 'arn') === 'x',
  at(loose, 'what', 'ever') === 1,
  at(either, 'actor', 'id') === 1,
  at(okta, 'kept by unknown_keys') === 1,
  // @ts-expect-error -- a text is never equal to a number
  at(okta, 'actor', 'id') === 1,
  // @ts-expect-error -- what is not known has no methods
  at(trail, 'detail', 'eventName').startsWith('x'),
];
function id() {
  return at(okta, 'actor', 'id');
}

const compact = publisher({
  name: 'compact',
  description: '',
  publish: ({ title }) => ({ title }),
});
const ofOkta = ({ actor }: RecordOf<'okta:system'>): boolean => actor.id === 'x';
const ofAny = matcher({ name: 'ofAny', matches: (record) => record['x'] === 1 });

export const references = [
  rule({ name: 'r', logs: ['okta:system'], matchers: [ofOkta, ofAny, ({ count }) => count === 1] }),
  // @ts-expect-error -- a matcher of another record
  rule({ name: 'r', logs: ['cloudtrail:events'], matchers: [ofOkta] }),
  // @ts-expect-error -- a matcher says whether
  rule({ name: 'r', logs: ['okta:system'], matchers: [() => 'x'] }),
  rule({ name: 'r', logs: ['okta:system'], where: {}, publishers: { slack: [compact, 'x'] } }),
  // @ts-expect-error -- no publisher
  rule({ name: 'r', logs: ['okta:system'], where: {}, publishers: { slack: [ofAny] } }),
  // @ts-expect-error -- a publisher makes a map
  publisher({ name: 'p', description: '', publish: () => 'x' }),
  rule({
    name: 'r',
    logs: ['okta:system'],
    where: {},
    mergeBy: { keys: ['any'], windowMinutes: 1 },
  }),
  rule({ name: 'r', logs: ['okta:system'], where: {}, promotion: { afterHours: 1 } }),
  // @ts-expect-error -- no such setting
  rule({ name: 'r', logs: ['okta:system'], where: {}, promotion: { hours: 1 } }),
  // @ts-expect-error -- outputs are named by functions of the record
  rule({ name: 'r', logs: ['okta:system'], where: {}, dynamicOutputs: ['slack:a'] }),
  // @ts-expect-error -- an output is a text
  rule({ name: 'r', logs: ['okta:system'], where: {}, dynamicOutputs: [() => 1] }),
];
