import type { RuleNames } from '../../src/config/record-types.ts';
import type { Field, LogType } from '../../src/domain/log-type.ts';

const field = (
  name: string,
  kind: 'string' | 'integer' | 'float' | 'boolean' | 'any' | 'list',
): Field => ({
  name,
  type: { kind },
});
const map = (name: string, fields: readonly Field[]): Field => ({
  name,
  type: { kind: 'map', fields },
});

const logType = (name: string, fields: readonly Field[], more: Partial<LogType> = {}): LogType => ({
  name,
  category: name.split(':')[0] ?? name,
  parser: 'json',
  fields,
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'reject',
  parserOptions: {},
  usable: true,
  file: 'conf/schemas/example.json',
  ...more,
});

/** One log type for each thing that a schema can say. */
const exampleLogTypes: readonly LogType[] = [
  logType(
    'cloudwatch:events',
    [field('account', 'string'), field('detail', 'any'), field('region', 'string')],
    {
      envelope: [field('owner', 'string'), field('logGroup', 'string')],
      optionalEnvelopeKeys: new Set(['logGroup']),
    },
  ),
  logType('cloudtrail:events', [
    field('account', 'string'),
    field('detail', 'any'),
    field('readOnly', 'boolean'),
    field('resources', 'list'),
  ]),
  logType(
    'okta:system',
    [
      field('eventType', 'string'),
      field('count', 'integer'),
      field('score', 'float'),
      map('actor', [field('id', 'string'), map('detail.entry', [field('note', 'string')])]),
      map('client', [field('ip', 'string'), map('geo', [field('city', 'string')])]),
      field('odd "name"\n', 'string'),
    ],
    {
      optionalKeys: new Set(['client', 'count']),
      description: 'Ends a comment */ early',
      normalization: [
        { type: 'ip_address', entries: [] },
        { type: 'user', entries: [] },
      ],
    },
  ),
  logType('any:thing', []),
];

/** What the declarations of these tests are made from. */
export const exampleNames: RuleNames = {
  logTypes: exampleLogTypes,
  normalizedTypes: new Set(['ip_address', 'user', 'file_path']),
  lookupTables: { enabled: true, tables: { employees: {}, 'known hosts': {} } },
};
