import { sharedData } from '../testing/shared-data.ts';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { selectLogTypes } from '../src/config/data-sources.ts';
import { isJsonObject } from '../src/domain/json.ts';
import { parsers } from '../src/parsers/index.ts';
import { compileClassifier } from '../src/stages/classifier/classifier.ts';
import { judgedEvents } from './starter-content/judged-events.ts';
import {
  eventsIn,
  linesOf,
  openStarter,
  readText,
  root,
  runPayload,
  type Starter,
} from './starter-content/starter.ts';

/** Public data sets, and the files of the original, which are too large to be kept with the source. */
const { path: data, isHere } = sharedData('data');
const { path: original } = sharedData('conformance', 'original');

let starter: Starter;

beforeAll(async () => {
  starter = await openStarter();
});

describe.skipIf(!isHere)("the original's test events", () => {
  test('classify and alert as the original says', async () => {
    const configDir = await withOriginalCluster();
    const { passed, failures } = await judgedEvents({
      configDir,
      eventsDir: join(original, 'rules'),
    });
    rmSync(configDir, { recursive: true });

    console.log(
      `${passed} of ${passed + failures.length} events of the original give the expected log type and rules`,
    );
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(90);
  });

  test('classify with the log types that the cluster of the original names for their source', async () => {
    const cluster: unknown = JSON.parse(readText(join(original, 'conf/clusters/prod.json')));
    const wrong: object[] = [];
    for (const file of globSync(join(original, 'rules/**/*.json'))) {
      for (const event of eventsIn(file, starter.config.logTypes)) {
        const logs = logsOf(cluster, event.service ?? '', event.source ?? '');
        const candidates = selectLogTypes(starter.config.logTypes, logs);
        const classifier = compileClassifier(candidates, { parsers, acceptBareRecords: false });
        const { logType } = await runPayload(event.payload, { ...starter, classifier });
        if (logType !== event.log) wrong.push({ file: basename(file), event, logType });
      }
    }

    expect(wrong).toEqual([]);
  });
});

/** The starter configuration, and the original's cluster, which has the sources of its events. */
async function withOriginalCluster(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'starter-content-'));
  await cp(join(root, 'conf'), folder, { recursive: true });
  const cluster: unknown = JSON.parse(readText(join(original, 'conf/clusters/prod.json')));
  writeFileSync(
    join(folder, 'clusters/prod.json'),
    JSON.stringify({ ...(isJsonObject(cluster) && cluster), enable_threat_intel: true }),
  );
  return folder;
}

function logsOf(cluster: unknown, service: string, source: string): readonly string[] {
  const sources = isJsonObject(cluster) ? cluster['data_sources'] : undefined;
  const resources = isJsonObject(sources) ? sources[service] : undefined;
  const logs = isJsonObject(resources) ? resources[source] : undefined;
  return Array.isArray(logs) ? logs.map(String) : [];
}

interface Tried {
  /** Log type, or `undefined`, → records. */
  readonly records: Readonly<Record<string, number>>;
  readonly invalid: number;
  /** Rule → alerts. */
  readonly alerts: Readonly<Record<string, number>>;
}

async function tryOn(payloads: readonly string[]): Promise<Tried> {
  const records: Record<string, number> = {};
  const alerts: Record<string, number> = {};
  let invalid = 0;
  for (const payload of payloads) {
    const seen = await runPayload(payload, starter);
    const logType = String(seen.logType);
    records[logType] = (records[logType] ?? 0) + seen.records;
    invalid += seen.invalid;
    for (const { ruleName } of seen.alerts) alerts[ruleName] = (alerts[ruleName] ?? 0) + 1;
  }
  return { records, invalid, alerts };
}

const files = (pattern: string): readonly string[] => globSync(join(data, pattern)).map(readText);

const lines = (pattern: string): readonly string[] => files(pattern).flatMap(linesOf);

/** The part of each line's object that is the record. */
const parts = (pattern: string, key: string): readonly string[] =>
  lines(pattern).map((line) => {
    const object: unknown = JSON.parse(line);
    return JSON.stringify(isJsonObject(object) ? object[key] : undefined);
  });

const elements = (pattern: string): readonly string[] =>
  files(pattern).flatMap((text) => {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map((element) => JSON.stringify(element)) : [];
  });

describe.skipIf(!isHere)('real logs', () => {
  test('of CloudTrail classify as delivery files, lines, lists and answers of LookupEvents', async () => {
    const delivered = await tryOn(files('cloudtrail-invictus/*.json.gz'));
    const asLines = await tryOn(lines('cloudtrail-otrf/*.jsonl.gz'));
    const asLists = await tryOn(elements('cloudtrail-stratus/*.json.gz'));
    const lookedUp = await tryOn(lines('logs-plaso/aws_cloudtrail.jsonl'));

    expect(delivered.records).toEqual({ 'cloudtrail:events': 2093 });
    expect(asLines.records).toEqual({ 'cloudtrail:events': 103 });
    expect(asLists.records).toEqual({ 'cloudtrail:events': 142 });
    expect(lookedUp.records).toEqual({ 'cloudtrail:lookup_events': 6 });
    expect([delivered, asLines, asLists, lookedUp].map(({ invalid }) => invalid)).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('of EventBridge classify, also the CloudTrail events and the Config rule among them', async () => {
    const { records } = await tryOn(parts('cloudwatch-events-c7n/events.jsonl.gz', 'event'));

    expect(records).toEqual({
      'cloudwatch:events': 10,
      'cloudtrail:events': 9,
      'awsconfig:rule_invocation': 1,
    });
  });

  test('of GitHub classify', async () => {
    const webhooks = await tryOn(parts('github-webhooks/*.jsonl.gz', 'payload'));
    const audit = await tryOn(parts('panther-tests/GitHub.Audit.jsonl.gz', 'log'));

    expect(webhooks.records).toEqual({ 'github:webhook': 211, 'github:webhook_without_sender': 3 });
    expect(audit.records).toEqual({ 'github:audit': 45 });
  });

  test('of other vendors are not taken for what they are not', async () => {
    const expected: Readonly<Record<string, readonly string[]>> = {
      'AWS.GuardDuty': ['guardduty:finding'],
      'Box.Event': ['box:admin_events'],
      'Duo.Administrator': ['duo:administrator'],
      'Duo.Authentication': ['duo:authentication_v2'],
      'GitHub.Webhook': ['github:webhook_without_sender'],
      'OneLogin.Events': ['onelogin:events'],
      'Osquery.Differential': ['osquery:differential'],
      'Salesforce.RealtimeEvent': ['salesforce:event_log'],
      'Slack.AuditLogs': ['slack:audit'],
    };
    for (const [name, logTypes] of Object.entries(expected)) {
      const { records } = await tryOn(parts(`panther-tests/${name}.jsonl.gz`, 'log'));
      expect({ name, logTypes: Object.keys(records) }).toEqual({ name, logTypes });
    }
  });

  test('raise few alerts where little happens, and the right ones where something does', async () => {
    const theft = await tryOn(lines('cloudtrail-otrf/*.jsonl.gz'));
    const intrusion = await tryOn(files('cloudtrail-invictus/*.json.gz'));
    const techniques = await tryOn(elements('cloudtrail-stratus/*.json.gz'));
    const total = ({ alerts }: Tried) => Object.values(alerts).reduce((sum, n) => sum + n, 0);

    // Eleven calls with the role of a machine, made on a Mac.
    expect(theft.alerts).toEqual({ aws_instance_role_on_personal_computer: 11 });
    // 922 of the 2093 records were made by the tool that tries attack techniques.
    expect(total(intrusion)).toBeLessThan(70);
    expect(Object.keys(techniques.alerts)).toEqual(
      expect.arrayContaining([
        'aws_dns_query_log_deleted',
        'aws_ec2_windows_password_read',
        'aws_iam_admin_policy_attached',
        'aws_model_access_requested',
        'aws_parameters_decrypted_in_batches',
        'aws_role_trusts_other_account',
        'aws_rolesanywhere_trust_anchor_created',
        'aws_security_group_open_to_world',
        'aws_snapshot_shared_with_other_account',
        'aws_ssh_key_sent_to_instance',
        'cloudtrail_critical_api_calls',
      ]),
    );
  });

  test('are quiet where nothing happens', async () => {
    const quiet: Readonly<Record<string, () => Promise<readonly string[]>>> = {
      'linux-otrf': async () => [...files('linux-otrf/*.log')],
      'logs-plaso': async () => lines('logs-plaso/{*.log,*.jsonl,syslog*}'),
      'zeek-otrf': async () => lines('zeek-otrf/LSASS_campaign_05/dns.log.gz'),
    };
    for (const [set, payloads] of Object.entries(quiet)) {
      const { alerts } = await tryOn((await payloads()).flatMap(linesOf));
      expect({ set, alerts }).toEqual({ set, alerts: {} });
    }
  });

  test('of attacks on Windows raise an alert in each recording', async () => {
    const silent: string[] = [];
    for (const path of globSync(join(data, 'windows-otrf/*.jsonl.gz'))) {
      const { alerts } = await tryOn(linesOf(readText(path)));
      // That the logs were cleared before each recording is no detection of what was recorded.
      const found = Object.keys(alerts).filter((name) => name !== 'windows_event_log_cleared');
      if (found.length === 0) silent.push(basename(path));
    }

    expect(silent).toEqual([]);
  });
});
