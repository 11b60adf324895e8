import { expect, test } from 'vitest';
import { feodo } from './feed.ts';

test('the CSV dump is read', () => {
  const text = [
    '# Feodo Tracker Botnet C2 IP Blocklist (CSV)',
    '"first_seen_utc","dst_ip","dst_port","c2_status","last_online","malware"',
    '"2026-03-01 08:00:00","203.0.113.7","443","online","2026-03-14","Emotet"',
    '"2026-03-01"',
  ].join('\n');

  expect(feodo.parse(text)).toEqual({
    outcome: 'parsed',
    items: [
      {
        value: '203.0.113.7',
        type: 'ip',
        subType: 'botnet_cc',
        note: 'Emotet · port 443',
        firstSeen: Date.UTC(2026, 2, 1, 8),
        lastSeen: Date.UTC(2026, 2, 14),
      },
    ],
    skipped: [{ reason: 'the row is cut off', count: 1, example: 'line 4' }],
  });
});

test('the JSON dump is read', () => {
  const entry = {
    ip_address: '203.0.113.7',
    port: 443,
    malware: 'Emotet',
    first_seen: '2026-03-01 08:00:00',
    last_online: '2026-03-14',
  };

  expect(feodo.parse(JSON.stringify([entry, { port: 1 }]))).toMatchObject({
    items: [{ value: '203.0.113.7', subType: 'botnet_cc', note: 'Emotet · port 443' }],
    skipped: [{ reason: 'the entry has no address', count: 1 }],
  });
});

test('the blocklist is read; one that has only its comments is no mistake', () => {
  expect(feodo.parse('# Feodo Tracker\n203.0.113.7\n203.0.113.8\n')).toMatchObject({
    items: [{ value: '203.0.113.7' }, { value: '203.0.113.8' }],
  });
  expect(feodo.parse('# Feodo Tracker\n# END 0 entries\n')).toMatchObject({ items: [] });
});
