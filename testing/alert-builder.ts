import type { Alert } from '../src/domain/alert.ts';

let made = 0;

/** What twelve alerts of one user became, of which the first was sent. */
export const aMergedAlert = (changes: Partial<Alert> = {}): Alert =>
  anAlert({
    group: { firstId: 'alert-0', count: 12, isFirstSent: true, isOpen: true },
    record: {
      AlertCount: 12,
      AlertTimeFirst: '2026-03-14T11:40:00.000000Z',
      AlertTimeLast: '2026-03-14T11:44:00.000000Z',
      MergedBy: { user: 'ann' },
      OtherCommonKeys: {},
      NewValues: { ip: ['203.0.113.7'] },
    },
    ...changes,
  });

/** A sound alert; a test names only what it is about. Each has an id of its own. */
export const anAlert = (changes: Partial<Alert> = {}): Alert => ({
  id: `alert-${++made}`,
  ruleName: 'a_rule',
  description: 'Something happened',
  severity: 'high',
  title: 'Something happened to ann',
  attack: [],
  references: [],
  runbook: null,
  tags: [],
  logType: 'okta:system',
  parser: 'json',
  origin: { service: 'http', resource: 'okta', cluster: 'prod', delivery: '1:0' },
  position: '1',
  record: { user: 'ann' },
  context: {},
  outputs: ['slack:soc'],
  publishers: {},
  mergeBy: null,
  dedup: null,
  staged: false,
  createdAt: Date.UTC(2026, 2, 14, 11, 42, 7),
  eventTime: Date.UTC(2026, 2, 14, 11, 42, 0),
  ...changes,
});
