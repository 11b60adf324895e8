import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testAlertStore } from '../../../../testing/alert-store.ts';
import type { AlertStore } from '../../../ports/alert-store.ts';
import { answering, neverAnswering, startTestServer } from '../../../../testing/http-server.ts';
import { systemClock } from '../../../adapters/local/clock.ts';
import { localHttpClient } from '../../../adapters/local/http-client.ts';
import { openIndicatorStore } from '../../../adapters/local/indicators/indicator-store.ts';
import type { Config, ThreatFeed } from '../../../config/config.ts';
import { IndicatorTable } from '../../../stages/threat-intel/indicator-table.ts';
import type { LiveIndicators } from '../detection/setup.ts';
import {
  indicatorsFile,
  openThreatIntelligence,
  type ThreatIntelligence,
} from './threat-intelligence.ts';

let dataDir: string;
let intel: ThreatIntelligence | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'streamalert-intel-'));
});
afterEach(async () => {
  await intel?.stop();
  intel?.close();
  intel = undefined;
  rmSync(dataDir, { recursive: true });
});

interface Project {
  readonly enabled?: boolean;
  readonly opted?: readonly string[];
  readonly feeds?: readonly ThreatFeed[];
}

/** As much of a configuration as threat intelligence looks at. */
const config = ({ enabled = true, opted = ['prod'], feeds = [] }: Project): Config =>
  ({
    threatIntel: {
      enabled,
      dynamodbTableName: '',
      normalizedIocTypes: { ip: ['ip_address'] },
      excludedIocs: {},
      feeds,
    },
    clusters: ['prod', 'corp'].map((name) => ({ name, enableThreatIntel: opted.includes(name) })),
    functions: { threatIntelDownloader: undefined },
  }) as unknown as Config;

const feed = (url: string): ThreatFeed => ({
  name: 'ours',
  format: 'list',
  url,
  refreshMinutes: 60,
  expiresDays: undefined,
  credential: 'ours',
  types: [],
  sources: undefined,
  excludedSubTypes: [],
  collections: [],
  keys: undefined,
});

let alerts: AlertStore;
beforeEach(() => {
  alerts = testAlertStore();
});

async function opened(project: Project, troubles: string[] = []): Promise<ThreatIntelligence> {
  intel = await openThreatIntelligence({
    config: config(project),
    dataDir,
    env: {},
    http: localHttpClient({ allowHosts: ['127.0.0.1'] }),
    clock: systemClock,
    alerts,
    onTrouble: (error) => troubles.push(error instanceof Error ? error.message : String(error)),
  });
  return intel;
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!isTrue() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isTrue()).toBe(true);
}

test.each<[string, Project]>([
  ['is switched off', { enabled: false }],
  ['has no cluster that opted in', { opted: [] }],
])('where it %s it does nothing and keeps nothing', async (_what, project) => {
  const { setup, live } = await opened(project);

  expect([setup, live]).toEqual([{}, {}]);
  expect(existsSync(indicatorsFile(dataDir))).toBe(false);
});

test('workers begin with what is stored, and hear of what another process imports', async () => {
  const other = openIndicatorStore(indicatorsFile(dataDir));
  const indicator = {
    type: 'domain',
    subType: null,
    source: 'x',
    confidence: null,
    note: null,
    firstSeen: 0,
    lastSeen: 0,
    expiresAt: null,
  };
  other.store.put('x', [{ ...indicator, value: 'a.example' }], 1);
  const { setup, live } = await opened({});
  expect(setup.threatIntel).toMatchObject({ clusters: ['prod'], alerts: false });
  const [first] = live.indicators ?? [];
  expect(first && new IndicatorTable(first.table).hasHost('a.example')).toBe(true);

  let latest: LiveIndicators | undefined;
  intel?.run(({ indicators }) => {
    latest = indicators?.[0];
  });
  other.store.put('x', [{ ...indicator, value: 'b.example' }], 2);
  await until(() => latest !== undefined);
  other.close();

  expect(latest && new IndicatorTable(latest.table).hasHost('b.example')).toBe(true);
});

test('feeds are fetched at once and then when they are due', async () => {
  const server = await startTestServer(answering(200, {}, '203.0.113.7\n'));
  await opened({ feeds: [feed(server.url)] });
  let count = 0;
  intel?.run(({ indicators }) => {
    const [first] = indicators ?? [];
    count = first === undefined ? 0 : new IndicatorTable(first.table).count;
  });
  await until(() => count === 1);
  await server.close();

  expect(server.requests).toHaveLength(1);
});

test('a feed that fails is told once', async () => {
  const server = await startTestServer(answering(404));
  const troubles: string[] = [];
  await opened({ feeds: [feed(server.url)] }, troubles);
  intel?.run(() => undefined);
  await until(() => troubles.length > 0);
  await server.close();

  expect(troubles).toEqual([expect.stringMatching(/the feed ours of indicators: .*answered 404/)]);
  const titles = alerts.list({ limit: 10 }).map(({ alert }) => alert.title);
  expect(titles).toEqual([expect.stringMatching(/^Feed ours of indicators fails: .*404/)]);
});

test('stopping does not wait for a feed that says nothing, and does not count it as failing', async () => {
  const server = await startTestServer(neverAnswering);
  const troubles: string[] = [];
  await opened({ feeds: [feed(server.url)] }, troubles);
  intel?.run(() => undefined);
  await until(() => server.requests.length > 0);
  const began = Date.now();
  await intel?.stop();
  await server.close();

  expect(Date.now() - began).toBeLessThan(5000);
  expect(troubles).toEqual([]);
  expect(alerts.list({ limit: 10 })).toEqual([]);
});
