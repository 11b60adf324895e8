import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles } from '../scripts/samples/sample-files.ts';
import { selectLogTypes } from '../src/config/data-sources.ts';
import type { Alert } from '../src/domain/alert.ts';
import { severities } from '../src/domain/severity.ts';
import {
  linesOf,
  openStarter,
  readText,
  root,
  ruleNames,
  runPayload,
  type Starter,
  starterEvents,
} from './starter-content/starter.ts';

let starter: Starter;

beforeAll(async () => {
  starter = await openStarter();
});

describe('the starter configuration', () => {
  test('loads without a finding, and so do rules and matchers', () => {
    expect(starter.findings).toEqual([]);
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
      ({ title, runbook, attack, references, falsePositives, author, outputs: sentTo }) =>
        title === undefined ||
        runbook === undefined ||
        author !== 'StreamAlert' ||
        [attack, references, falsePositives, sentTo].some((list) => list.length === 0),
    );

    expect(incomplete.map(({ name }) => name)).toEqual([]);
    expect(starter.rules.length).toBeGreaterThan(40);
  });

  test('have at least one event that alerts and two that do not', () => {
    const byFile = Map.groupBy(starterEvents(starter), ({ file }) => file);
    const thin = starter.rules.filter(({ name }) => {
      const events = [...byFile.values()].find((list) =>
        list.some(({ rules }) => rules?.includes(name)),
      );
      const quiet = events?.filter(({ rules }) => !rules?.includes(name)) ?? [];
      return events === undefined || quiet.length < 2;
    });

    expect(thin.map(({ name }) => name)).toEqual([]);
  });

  test('alert on exactly the events that say so', async () => {
    const wrong: object[] = [];
    for (const { file, description, log, payload, rules } of starterEvents(starter)) {
      const { logType, alerts } = await runPayload(payload, starter);
      const raised = ruleNames(alerts);
      if (logType !== log || raised.join() !== rules?.join()) {
        wrong.push({ file: basename(file), description, logType, raised });
      }
    }

    expect(wrong).toEqual([]);
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
      'vpcflow:v2': 1004,
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

    expect(told).toMatchInlineSnapshot();
    expect(new Set(alerts.map(({ severity }) => severity))).toEqual(new Set(severities));
  });
});
