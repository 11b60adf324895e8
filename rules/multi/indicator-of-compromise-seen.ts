import { at, rule, type Severity, severityRank } from 'streamalert';
import { allHits } from '../../matchers/indicators.ts';
import { listAt, textAt } from '../../matchers/reading.ts';

/** How bad it is to have to do with one, by what the feeds call its kind. */
const severityOfKind: readonly (readonly [kind: RegExp, severity: Severity])[] = [
  [/apt|c2|c&c|cnc|botnet|ransom/i, 'critical'],
  [/mal|exploit|phish|payload|compromised/i, 'high'],
  [/scan|brute|spam|(^|[^a-z])tor([^a-z]|$)|proxy|vpn|anonym|suspicious|parked/i, 'low'],
];

/** Feeds give 0 to 100. */
const doubtful = 40;

export const indicatorOfCompromiseSeen = rule({
  name: 'indicator_of_compromise_seen',
  description: 'A record holds an address, domain, URL or file hash that threat intelligence knows',
  author: 'StreamAlert',
  severity: (record) => severityFor(record),
  attack: ['TA0011:T1071', 'TA0001:T1566'],
  references: [
    'https://attack.mitre.org/techniques/T1071/',
    'https://www.cisa.gov/topics/cyber-threats-and-advisories',
  ],
  falsePositives: ['Shared servers and old indicators; exclude values in conf/threat_intel.json'],
  runbook:
    'See what the feed says of the value, with `streamalert threat-intel search`, and how old ' +
    'that is. Then find out who was first: which host, user and program had to do with it, and ' +
    'what else they did.',
  datatypes: ['domain', 'file_hash', 'ip_address', 'url'],
  where: { 'streamalert:ioc': { exists: true } },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['streamalert:ioc'], windowMinutes: 60 },

  title: (record) =>
    `Known bad ${allHits(record)
      .map(({ type, value }) => `${type} ${value}`)
      .join(', ')}`,
  matches: (record) =>
    // OneLogin has a rule of its own for indicators, and one event is worth one alert.
    at(record, 'event_type_id') === undefined,
});

/** The worst of what the feeds say; medium when they say nothing. */
const severityFor = (record: unknown): Severity =>
  listAt(record, 'streamalert:ioc_details')
    .map(severityOfReport)
    .toSorted((a, b) => severityRank(b) - severityRank(a))[0] ?? 'medium';

function severityOfReport(report: unknown): Severity {
  // What the feed itself is not sure of is nothing to get up for.
  if (Number(at(report, 'confidence') ?? 100) < doubtful) return 'low';
  const kind = textAt(report, 'sub_type');
  return severityOfKind.find(([words]) => words.test(kind))?.[1] ?? 'medium';
}
