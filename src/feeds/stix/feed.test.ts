import { expect, test } from 'vitest';
import { stix } from './feed.ts';

const indicator = {
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--1',
  created_by_ref: 'identity--1',
  name: 'Beacon',
  pattern_type: 'stix',
  pattern: "[ipv4-addr:value = '203.0.113.7']",
  indicator_types: ['malicious-activity'],
  confidence: 85,
  valid_from: '2026-03-14T10:00:00.000Z',
  valid_until: '2026-06-14T10:00:00.123456Z',
};

test('the indicators of a bundle are read, with who made them and until when they count', () => {
  const objects = [
    { type: 'identity', id: 'identity--1', name: 'CSIRT Example' },
    indicator,
    { ...indicator, id: 'indicator--2', revoked: true },
    { ...indicator, id: 'indicator--3', pattern_type: 'yara', pattern: 'rule x {}' },
    { ...indicator, id: 'indicator--4', pattern: "[process:name = 'x']" },
    { type: 'malware', name: 'x' },
    7,
  ];
  const expected = {
    value: '203.0.113.7',
    type: 'ip',
    subType: 'malicious-activity',
    confidence: 85,
    note: 'Beacon',
    source: 'CSIRT Example',
    firstSeen: Date.UTC(2026, 2, 14, 10),
    expiresAt: Date.UTC(2026, 5, 14, 10, 0, 0, 123),
  };

  expect(stix.parse(JSON.stringify({ type: 'bundle', id: 'bundle--1', objects }))).toEqual({
    outcome: 'parsed',
    items: [expected, { ...expected, withdrawn: true }],
    skipped: [
      { reason: 'the pattern is written in yara', count: 1, example: 'Beacon' },
      { reason: 'the pattern is about process', count: 1, example: "[process:name = 'x']" },
      { reason: 'the object is no map', count: 1, example: '7' },
    ],
  });
});
