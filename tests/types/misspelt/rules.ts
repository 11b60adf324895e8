import { rule } from 'streamalert';

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
