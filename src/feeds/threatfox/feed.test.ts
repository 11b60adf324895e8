import { expect, test } from 'vitest';
import { threatfox } from './feed.ts';

const expected = [
  {
    value: '203.0.113.7:8080',
    type: 'ip',
    subType: 'botnet_cc',
    confidence: 100,
    note: 'Cobalt Strike · beacon · https://example.com/report',
    firstSeen: Date.UTC(2026, 2, 14, 10),
  },
  { value: 'evil.example', type: 'domain', confidence: 50 },
];

test('the JSON export is read', () => {
  const text = JSON.stringify({
    1: [
      {
        ioc_value: '203.0.113.7:8080',
        ioc_type: 'ip:port',
        threat_type: 'botnet_cc',
        malware: 'win.cobalt_strike',
        malware_printable: 'Cobalt Strike',
        first_seen_utc: '2026-03-14 10:00:00',
        last_seen_utc: null,
        confidence_level: 100,
        reference: 'https://example.com/report',
        tags: 'beacon',
      },
    ],
    2: [{ ioc_value: 'evil.example', ioc_type: 'domain', confidence_level: 50 }],
    3: [{ ioc_type: 'domain' }],
  });

  expect(threatfox.parse(text)).toMatchObject({
    items: expected,
    skipped: [{ reason: 'the entry has no value', count: 1 }],
  });
});

test('the answer of the API is read', () => {
  const data = [
    {
      ioc: 'A'.repeat(64),
      ioc_type: 'sha256_hash',
      malware: 'x',
      tags: ['a', 'b'],
      first_seen: '2026-03-14 10:00:00 UTC',
    },
  ];

  expect(threatfox.parse(JSON.stringify({ query_status: 'ok', data }))).toMatchObject({
    items: [{ value: 'A'.repeat(64), type: 'sha256', note: 'x · a,b' }],
  });
  expect(threatfox.parse('{"query_status":"illegal_days"}')).toMatchObject({ outcome: 'refused' });
});
