import {
  at,
  type LogTypeName,
  type LookupTableName,
  type NormalizedTypeName,
  type RecordOf,
  rule,
  valuesForNormalizedType,
} from 'streamalert';

/** As long as no record types were generated, every log type is taken and records are loose. */
export const anyName: LogTypeName = 'what:ever';
export const anyType: NormalizedTypeName = 'what_ever';
export const anyTable: LookupTableName = 'what ever';

export const loose = rule({
  name: 'loose',
  logs: ['what:ever'],
  where: { 'detail.userIdentity.type': 'Root', anything: 1 },
  title: (record) => `Seen by ${String(record['who'])}`,
  matches: (record) => record['eventName'] === 'x' && at(record, 'a', 'b') === 1,
});

export const several = rule({
  name: 'several',
  logs: ['what:ever', 'what:else'],
  datatypes: ['what_ever'],
  reqSubkeys: { anything: ['x'] },
  where: { anything: { startsWith: 'x' } },
  matchers: [({ who }) => who === 'x'],
  matches: (record, _context, services, logType) =>
    logType === 'what:ever' &&
    valuesForNormalizedType(record, 'what_ever').length > 0 &&
    services.lookup('what ever', 'x') === record['who'],
});

export const destructured = rule({
  name: 'destructured',
  logs: ['what:ever', 'what:else'],
  matches: ({ who }) => who === 'x',
});

export const unknownFields = (record: RecordOf<'what:ever'>): unknown => record['field'];

export const wrong = rule({
  name: 'wrong',
  logs: ['what:ever'],
  // @ts-expect-error -- what a field holds is not known
  matches: (record) => record['eventName'].startsWith('x'),
});
