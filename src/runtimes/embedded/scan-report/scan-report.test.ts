import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Alert } from '../../../domain/alert.ts';
import { reportAs } from './report-as.ts';
import type { ScanOutcome } from './scan-outcome.ts';

const at = (time: string) => Date.parse(`2026-03-14T${time}Z`);

const alert = (given: Partial<Alert>): Alert => ({
  id: 'a1',
  ruleName: 'root_used',
  description: 'The root account was used',
  severity: 'critical',
  title: 'Root signed in from 203.0.113.7',
  attack: ['TA0001:T1078.004'],
  references: ['https://example.com/root'],
  runbook: null,
  tags: ['aws'],
  logType: 'cloudtrail:events',
  parser: 'json',
  origin: { service: 'file', resource: 'scan', cluster: null, delivery: 'logs/a b.json' },
  position: '3:17',
  record: { eventName: 'ConsoleLogin', big: 12345678901234567890n },
  context: {},
  outputs: [],
  publishers: {},
  mergeBy: null,
  dedup: null,
  staged: false,
  createdAt: at('12:00:00'),
  eventTime: at('11:42:07'),
  ...given,
});

const empty: ScanOutcome = {
  summary: {
    records: 0,
    classified: 0,
    quarantined: 0,
    filtered: 0,
    bytes: 0,
    byLogType: {},
    seconds: 0.25,
    files: 0,
  },
  alerts: [],
  alertsNotListed: {},
  quarantine: [],
  ruleErrors: [],
  problems: [],
};

const outcome: ScanOutcome = {
  summary: {
    records: 9_401_220,
    classified: 9_398_104,
    quarantined: 3_111,
    filtered: 5,
    bytes: 12_500_000_000,
    byLogType: { 'osquery:differential': 98_104, 'cloudtrail:events': 9_300_000 },
    seconds: 59,
    files: 12,
  },
  alerts: [
    alert({ id: 'a3', eventTime: at('11:58:00'), title: 'later' }),
    alert({ id: 'a1' }),
    alert({
      id: 'a2',
      ruleName: 'trail_stopped',
      severity: 'high',
      title: 'Trail stopped\u001b[2J by \u202eeve',
      position: '5',
      eventTime: at('11:44:12'),
    }),
  ],
  alertsNotListed: { trail_stopped: 40 },
  quarantine: [
    {
      reason: 'no schema fits',
      count: 3_100,
      nearest: {
        logType: 'cloudwatch:flow_logs',
        missingKeys: [],
        unknownKeys: ['tlsDetails2'],
        wrongTypes: ['port: expected integer, found "x"'],
        other: ['12 columns, schema has 14'],
      },
      detail: '12 columns, schema has 14',
      example: { path: 'logs/vpc.log', position: '17', raw: '2 1111 eni-1' },
    },
    {
      reason: 'too long',
      count: 11,
      nearest: null,
      detail: 'a line of 200000001 bytes',
      example: { path: '/var/log/x', position: '2', raw: undefined },
    },
  ],
  ruleErrors: [
    {
      ruleName: 'broken',
      part: 'matches',
      reason: 'TypeError: x is undefined',
      count: 2,
      example: { path: 'logs/vpc.log', position: '9' },
    },
  ],
  problems: [{ path: 'logs/closed', reason: 'no permission to read it', hint: 'chmod it' }],
};

const plain = { color: false, width: 120 };
const hostile: ScanOutcome = {
  ...outcome,
  alerts: [alert({ ruleName: '__proto__', title: '', eventTime: 1e300 })],
  alertsNotListed: JSON.parse('{"__proto__":1}'),
};

const schemaFile = join(import.meta.dirname, '../../../../docs/reference/scan-report.schema.json');

describe('the JSON report', () => {
  test('is the documented document', () => {
    const report = JSON.parse(reportAs('json', outcome, plain));

    expect(report.summary).toEqual({
      in: 9_401_220,
      classified: 9_398_104,
      quarantined: 3_111,
      filtered: 5,
      bytes: 12_500_000_000,
      seconds: 59,
      files: 12,
      alerts: 43,
      byLogType: { 'osquery:differential': 98_104, 'cloudtrail:events': 9_300_000 },
    });
    expect(report.alerts[0]).toMatchObject({
      id: 'a1',
      ruleName: 'root_used',
      severity: 'critical',
      title: 'Root signed in from 203.0.113.7',
      attack: ['TA0001:T1078.004'],
      logType: 'cloudtrail:events',
      eventTime: '2026-03-14T11:42:07.000Z',
      source: { path: 'logs/a b.json', position: '3:17' },
      record: { eventName: 'ConsoleLogin' },
    });
    expect(report.quarantine[1]).toEqual({
      reason: 'too long',
      detail: 'a line of 200000001 bytes',
      count: 11,
      nearest: null,
      example: { path: '/var/log/x', position: '2', raw: null },
    });
    expect(report.ruleErrors).toEqual(outcome.ruleErrors);
    expect(report.problems).toEqual(outcome.problems);
  });

  test('has the alerts in the order of their event times', () => {
    const { alerts } = JSON.parse(reportAs('json', outcome, plain));

    expect(alerts.map(({ id }: { id: string }) => id)).toEqual(['a1', 'a2', 'a3']);
  });

  test('keeps every digit of large integers', () => {
    expect(reportAs('json', outcome, plain)).toContain('"big": 12345678901234567890');
  });

  test.each([
    ['with everything in it', outcome],
    ['of a scan that found nothing', empty],
    ['with hostile names and times', hostile],
  ])('%s fits its published schema', (_, given) => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));

    const report = JSON.parse(reportAs('json', given, plain));

    expect(schema.safeParse(report).error).toBeUndefined();
    expect(schema.safeParse({ ...report, summary: { ...report.summary, in: '1' } }).success).toBe(
      false,
    );
    expect(schema.safeParse({ ...report, alerts: [{ id: 'a' }] }).success).toBe(false);
  });
});

describe('the NDJSON report', () => {
  test('has one object on each line, the summary last', () => {
    const lines = reportAs('ndjson', outcome, plain).split('\n');

    const objects = lines.map((line) => JSON.parse(line));
    expect(objects.map(({ type }) => type)).toEqual([
      'alert',
      'alert',
      'alert',
      'quarantine',
      'quarantine',
      'ruleError',
      'problem',
      'summary',
    ]);
    expect(objects.at(-1)).toMatchObject({ in: 9_401_220, alertsNotListed: { trail_stopped: 40 } });
    expect(lines[0]).toContain('"big":12345678901234567890');
  });
});

const sarifOf = (given: ScanOutcome) => JSON.parse(reportAs('sarif', given, plain));

describe('the SARIF report', () => {
  /** What the standard requires of the parts that are used. */
  const text = z.object({ text: z.string().min(1) });
  const level = z.enum(['none', 'note', 'warning', 'error']);
  const locations = z.array(
    z.object({
      physicalLocation: z.object({
        artifactLocation: z.object({ uri: z.string().regex(/^[^\s<>"\\^`{|}]+$/) }),
        region: z.object({ startLine: z.int().min(1) }).optional(),
      }),
    }),
  );
  const sarif = z.object({
    $schema: z.url(),
    version: z.literal('2.1.0'),
    runs: z.tuple([
      z.object({
        tool: z.object({
          driver: z.object({
            name: z.string(),
            rules: z.array(
              z.object({
                id: z.string(),
                shortDescription: text,
                helpUri: z.url().optional(),
                defaultConfiguration: z.object({ level }),
              }),
            ),
          }),
        }),
        invocations: z.array(
          z.object({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(
              z.object({ level, message: text, locations: locations.optional() }),
            ),
          }),
        ),
        results: z.array(
          z.object({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            level,
            message: text,
            locations,
            partialFingerprints: z.record(z.string(), z.string()),
          }),
        ),
      }),
    ]),
  });

  test.each([
    ['with everything in it', outcome],
    ['of a scan that found nothing', empty],
    ['with hostile names and times', hostile],
  ])('%s has what the standard requires', (_, given) => {
    expect(sarif.safeParse(sarifOf(given)).error).toBeUndefined();
  });

  test('says rule, level, place and ATT&CK of each alert', () => {
    const [run] = sarifOf(outcome).runs;

    expect(run.results[1]).toMatchObject({
      ruleId: 'trail_stopped',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'logs/a%20b.json' },
            region: { startLine: 5 },
          },
        },
      ],
      properties: { attack: ['TA0001:T1078.004'], severity: 'high' },
    });
    expect(run.tool.driver.rules[run.results[1].ruleIndex].id).toBe('trail_stopped');
  });

  test('names no line where positions are those of documents', () => {
    const documentPaths = new Set(['logs/a b.json']);

    const [run] = sarifOf({ ...outcome, documentPaths }).runs;

    expect(run.results[0].locations[0].physicalLocation.region).toBeUndefined();
  });

  test('writes paths from the root as URLs and standard input by its name', () => {
    const paths = ['/var/log/a#b.log', '-', './x.log', '../y.log'];
    const alerts = paths.map((delivery) =>
      alert({ origin: { service: 'file', resource: 'scan', cluster: null, delivery } }),
    );

    const [run] = sarifOf({ ...outcome, alerts }).runs;

    const uris = run.results.map(
      (result: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) =>
        result.locations[0].physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual([
      'file:///var/log/a%23b.log',
      'stdin',
      'x.log',
      pathToFileURL(resolve('../y.log')).href,
    ]);
  });
});

describe('the table', () => {
  test('says counts that balance, alerts by severity and rule, and what is missing', () => {
    expect(reportAs('table', outcome, plain)).toBe(
      [
        '  in 9,401,220 = classified 9,398,104 + quarantined 3,111 + filtered 5',
        '     cloudtrail:events 9,300,000 · osquery:differential 98,104',
        '     12 files, 12.5 GB, 59 s, 212 MB/s',
        '',
        '  43 alerts of 2 rules',
        '',
        '  CRITICAL   2  root_used      first 2026-03-14 11:42Z  last 11:58Z  Root signed in from 203.0.113.7',
        '  HIGH      41  trail_stopped  at 2026-03-14 11:44Z  Trail stopped [2J by  eve',
        '',
        '  3,111 records were not classified',
        '  3,100 × no schema fits: nearest cloudwatch:flow_logs, unknown key "tlsDetails2", port: expected integer, found "x", 1…',
        '      such as logs/vpc.log:17',
        '  11 × too long: a line of 200000001 bytes',
        '      such as /var/log/x:2',
        '',
        '  Rules failed on some records; what they would have found is not in this report.',
        '  ! broken failed 2 × in matches: TypeError: x is undefined',
        '      such as logs/vpc.log:9',
        '',
        '  Not read',
        '  ! logs/closed: no permission to read it',
        '      chmod it',
      ].join('\n'),
    );
  });

  test.each([40, 60, 80, 200])('has no line longer than %i columns', (width) => {
    const lines = reportAs('table', outcome, { color: false, width }).split('\n');

    const texts = lines.slice(1);
    expect(Math.max(...texts.map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 81));
  });

  test('colours the severity and nothing else', () => {
    const colored = reportAs('table', outcome, { color: true, width: 120 });

    expect(colored).toContain('\u001b[1;31mCRITICAL\u001b[0m');
    // oxlint-disable-next-line no-control-regex
    expect(colored.replace(/\u001b\[[\d;]*m/g, '')).toBe(reportAs('table', outcome, plain));
  });

  test('lets no log write to the terminal', () => {
    // oxlint-disable-next-line no-control-regex
    expect(reportAs('table', outcome, plain)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('of a scan that found nothing says what was asked', () => {
    const summary = { ...empty.summary, records: 5, classified: 5, files: 1 };

    expect(reportAs('table', { ...empty, summary }, plain)).toContain(
      'No alerts: no rule matched any of 5 records.',
    );
    expect(reportAs('table', empty, plain)).toContain('Nothing was read');
  });

  test('shows some of many kinds and says how to see all', () => {
    const [kind] = outcome.quarantine;
    if (kind === undefined) throw new Error('no example');
    const quarantine = Array.from({ length: 30 }, () => kind);

    const table = reportAs('table', { ...outcome, quarantine }, plain);

    expect(table.match(/such as logs\/vpc.log:17/g)).toHaveLength(12);
    expect(table).toContain('and 18 more kinds; --format json lists all of them');
  });
});
