import { expect, test } from 'vitest';
import type { Indicator } from '../../domain/indicator.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { LogRecord } from '../../domain/record.ts';
import { indicatorsOf } from './indicators-of.ts';
import { compileMarkIndicators, type IndicatorSettings } from './mark-indicators.ts';

const indicator = (
  type: Indicator['type'],
  value: string,
  changes: Partial<Indicator> = {},
): Indicator => ({
  type,
  value,
  subType: null,
  source: 'test',
  confidence: null,
  addedAt: 0,
  expiresAt: null,
  note: null,
  ...changes,
});

const listed = [
  indicator('ip', '203.0.113.66', { subType: 'c2_ip', note: 'seen in March', confidence: 90 }),
  indicator('ip', '203.0.113.66', { source: 'another' }),
  indicator('ip', '198.51.100.0/24'),
  indicator('ip', '2001:db8::66'),
  indicator('ip', '192.0.2.99', { expiresAt: 1000 }),
  indicator('domain', 'bad.example'),
  indicator('domain', 'xn--bcher-kva.example'),
  indicator('md5', 'a'.repeat(32)),
  indicator('sha256', 'b'.repeat(64)),
  indicator('url', 'https://bad.example/gate'),
  indicator('cve', 'CVE-2021-44228'),
  indicator('user', 'Mallory'),
];

const settings: IndicatorSettings = {
  normalizedIocTypes: {
    ip: ['ip_address'],
    domain: ['domain'],
    md5: ['file_hash'],
    url: ['url'],
    cve: ['vulnerability'],
    user: ['user_identity'],
  },
  excludedIocs: {},
  clusters: 'all',
};

function marked(
  normalized: Record<string, JsonValue[]>,
  changes: Partial<IndicatorSettings> = {},
  cluster: string | null = 'prod',
): LogRecord {
  const known = indicatorsOf(listed, () => 5000);
  const mark = compileMarkIndicators({ ...settings, ...changes }, () => [known]);
  const record: LogRecord = {
    a: 1,
    streamalert_normalization: {
      streamalert_record_id: 'x',
      ...Object.fromEntries(
        Object.entries(normalized).map(([type, values]) => [type, [{ function: null, values }]]),
      ),
    },
  };
  mark(record, cluster);
  return record;
}

const found = (...given: Parameters<typeof marked>) => marked(...given)['streamalert:ioc'];

test('a value that is listed is marked, with who reported it and why', () => {
  const record = marked({ ip_address: ['203.0.113.66', '8.8.8.8'] });

  expect(record['streamalert:ioc']).toEqual({ ip: ['203.0.113.66'] });
  expect(record['streamalert:ioc_details']).toEqual([
    {
      type: 'ip',
      value: '203.0.113.66',
      indicator: '203.0.113.66',
      sub_type: 'c2_ip',
      source: 'test',
      confidence: 90,
      note: 'seen in March',
    },
    expect.objectContaining({ source: 'another', sub_type: null }),
  ]);
});

test('a record without a listed value is left as it is', () => {
  const record = marked({ ip_address: ['8.8.8.8', 'ec2.amazonaws.com'], domain: ['good.example'] });

  expect(Object.keys(record)).toEqual(['a', 'streamalert_normalization']);
});

test.each<[string, Record<string, JsonValue[]>, unknown]>([
  ['a network that holds the address', { ip_address: ['198.51.100.9'] }, { ip: ['198.51.100.9'] }],
  ['an address with a port', { ip_address: ['203.0.113.66:443'] }, { ip: ['203.0.113.66:443'] }],
  ['IPv6 in a long spelling', { ip_address: ['2001:DB8:0::66'] }, { ip: ['2001:DB8:0::66'] }],
  ['IPv4 as IPv6', { ip_address: ['::ffff:203.0.113.66'] }, { ip: ['::ffff:203.0.113.66'] }],
  ['a host in capitals with a dot', { domain: ['BAD.Example.'] }, { domain: ['BAD.Example.'] }],
  ['an international name', { domain: ['Bücher.example'] }, { domain: ['Bücher.example'] }],
  ['the host of a URL', { domain: ['http://bad.example/x'] }, { domain: ['http://bad.example/x'] }],
  ['a hash in capitals', { file_hash: ['A'.repeat(32)] }, { md5: ['A'.repeat(32)] }],
  ['a hash of another kind', { file_hash: ['b'.repeat(64)] }, { sha256: ['b'.repeat(64)] }],
  [
    'a URL with a fragment',
    { url: ['HTTPS://bad.example/gate#x'] },
    { url: ['HTTPS://bad.example/gate#x'] },
  ],
  ['a URL without a scheme', { url: ['bad.example/gate'] }, { url: ['bad.example/gate'] }],
  ['a vulnerability', { vulnerability: ['cve-2021-44228'] }, { cve: ['cve-2021-44228'] }],
  [
    'a value that comes twice once',
    { domain: ['bad.example', 'bad.example'] },
    { domain: ['bad.example'] },
  ],
  ['a value of a type of the operator', { user_identity: ['Mallory'] }, { user: ['Mallory'] }],
  ['such a value as it is written alone', { user_identity: ['mallory'] }, undefined],
  ['no expired indicator', { ip_address: ['192.0.2.99'] }, undefined],
  [
    'no value that is no text',
    { ip_address: [3_405_803_842, null, ['203.0.113.66'], {}] },
    undefined,
  ],
  ['no type that nobody maps', { host: ['bad.example'] }, undefined],
])('finds %s', (_what, normalized, expected) => {
  expect(found(normalized)).toEqual(expected);
});

test('excluded addresses, networks and values are not reported', () => {
  const excludedIocs = { ip: ['203.0.113.0/28', '198.51.100.9'], domain: ['Bad.example'] };

  expect(found({ ip_address: ['198.51.100.9'] }, { excludedIocs })).toBeUndefined();
  expect(found({ domain: ['bad.example'] }, { excludedIocs })).toBeUndefined();
  expect(found({ ip_address: ['203.0.113.66'] }, { excludedIocs })).toEqual({
    ip: ['203.0.113.66'],
  });
  const wider = { excludedIocs: { ip: ['203.0.113.0/24'] } };
  expect(found({ ip_address: ['203.0.113.66'] }, wider)).toBeUndefined();
});

test('nothing is excluded from indicators that somebody asks for explicitly', () => {
  const known = { ...indicatorsOf(listed), isExplicit: true };
  const excludedIocs = { ip: ['203.0.113.0/24'], domain: ['bad.example'] };
  const mark = compileMarkIndicators({ ...settings, excludedIocs }, () => [known]);
  const record: LogRecord = {
    streamalert_normalization: {
      ip_address: [{ function: null, values: ['203.0.113.66'] }],
      domain: [{ function: null, values: ['bad.example'] }],
    },
  };
  mark(record, null);

  expect(record['streamalert:ioc']).toEqual({ ip: ['203.0.113.66'], domain: ['bad.example'] });
});

test('records of a cluster that has not opted in are not looked up', () => {
  const only = { clusters: ['prod'] };

  expect(found({ domain: ['bad.example'] }, only, 'prod')).toBeDefined();
  expect(found({ domain: ['bad.example'] }, only, 'corp')).toBeUndefined();
  expect(found({ domain: ['bad.example'] }, only, null)).toBeUndefined();
});

test('a normalised type that two types of indicators claim belongs to the last', () => {
  const normalizedIocTypes = { domain: ['domain'], url: ['domain'] };

  expect(found({ domain: ['bad.example'] }, { normalizedIocTypes })).toBeUndefined();
});

test('a log that brings these keys itself is not believed', () => {
  const known = indicatorsOf(listed);
  const mark = compileMarkIndicators(settings, () => [known]);
  const record: LogRecord = {
    'streamalert:ioc': { ip: ['1.2.3.4'] },
    'streamalert:ioc_details': [],
    streamalert_normalization: {},
  };
  mark(record, null);

  expect(record).toEqual({ streamalert_normalization: {} });
});

test('several sets of indicators are asked, and normalised values of any shape do no harm', () => {
  const sets = [indicatorsOf([]), indicatorsOf(listed)];
  const mark = compileMarkIndicators(settings, () => sets);
  for (const hostile of [null, 'x', [], 3, { ip_address: 'x' }, { ip_address: [null, 'x', {}] }]) {
    const record: LogRecord = { streamalert_normalization: hostile };
    mark(record, null);
    expect(Object.keys(record)).toEqual(['streamalert_normalization']);
  }
  const record: LogRecord = {
    streamalert_normalization: { domain: [{ function: null, values: ['bad.example'] }] },
  };
  mark(record, null);

  expect(record['streamalert:ioc']).toEqual({ domain: ['bad.example'] });
});
