import { rule, valuesForNormalizedType } from 'streamalert';

export const misspelt = rule({
  name: 'misspelt',
  logs: ['okta:system'],
  severity: 'hihg',
  where: { eventTyp: 'x' },
  matches: (record) => record.eventTyp === 'x' || record.actor.idd === 'y',
});

export const unknownLogType = rule({
  name: 'unknown_log_type',
  logs: ['okta:sytem'],
  matches: () => true,
});

/** A misspelt log type is one mistake, whatever fields are read. */
export const readsFields = rule({
  name: 'reads_fields',
  logs: ['okta:sytem'],
  where: { eventType: 'x' },
  matches: ({ actor }) => actor !== undefined,
});

export const names = rule({
  name: 'names',
  logs: ['cloudwatch:events', 'okta:system'],
  datatypes: ['ip_adress'],
  matches: (record, _context, services, logType) =>
    logType === 'cloudwatch:events'
      ? record['streamalert:envelope_keys'].ownr === services.lookup('employes', 'x')
      : valuesForNormalizedType(record, 'ip_adress').length > 0,
});

export const kinds = rule({
  name: 'kinds',
  logs: ['okta:system'],
  where: { 'actor.id': 1 },
  reqSubkeys: { actr: ['id'] },
  matches: ({ eventType, client }) => eventType.startsWith('x') && client.geo.city === 'x',
});
