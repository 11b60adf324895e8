import { at, type LogTypeName, type RecordOf, rule } from 'streamalert';

/** As long as no record types were generated, every log type is taken and records are loose. */
export const anyName: LogTypeName = 'what:ever';

export const loose = rule({
  name: 'loose',
  logs: ['what:ever'],
  where: { 'detail.userIdentity.type': 'Root', anything: 1 },
  title: (record) => `Seen by ${String(record['who'])}`,
  matches: (record) => record['eventName'] === 'x' && at(record, 'a', 'b') === 1,
});

export const unknownFields = (record: RecordOf<'what:ever'>): unknown => record['field'];

export const wrong = rule({
  name: 'wrong',
  logs: ['what:ever'],
  // @ts-expect-error -- what a field holds is not known
  matches: (record) => record['eventName'].startsWith('x'),
});
