import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewIndicator } from '../../../ports/indicator-store.ts';
import { type OpenIndicatorStore, openIndicatorStore } from './indicator-store.ts';
import { readIndicators } from './read-indicators.ts';

let folder: string;
let file: string;
let opened: OpenIndicatorStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-indicators-'));
  file = join(folder, 'indicators.db');
  opened = openIndicatorStore(file, { now: () => now });
});
afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});

const day = 86_400_000;
const now = Date.UTC(2026, 2, 14);

const indicator = (value: string, changes: Partial<NewIndicator> = {}): NewIndicator => ({
  type: 'domain',
  value,
  subType: 'c2',
  source: 'list',
  confidence: 80,
  note: null,
  firstSeen: now,
  lastSeen: now,
  expiresAt: null,
  ...changes,
});

test('the same value of two feeds is two indicators, of one feed it is brought up to date', () => {
  const { store } = opened;
  store.put('a', [indicator('evil.example', { firstSeen: now - day })], now);
  store.put('b', [indicator('evil.example', { source: 'b' })], now);
  store.put(
    'a',
    [indicator('evil.example', { lastSeen: now + day, subType: 'phishing' })],
    now + day,
  );

  expect(store.search({ value: 'evil.example' }, 10)).toMatchObject([
    {
      feed: 'a',
      subType: 'phishing',
      firstSeen: now - day,
      lastSeen: now + day,
      addedAt: now,
      updatedAt: now + day,
    },
    { feed: 'b', source: 'b', subType: 'c2' },
  ]);
  expect(store.count()).toBe(2);
  expect(store.count('a')).toBe(1);
});

test('removal is by value, source and type, and never of everything', () => {
  const { store } = opened;
  store.put('a', [indicator('one.example'), indicator('two.example')], now);
  store.put('b', [indicator('one.example'), indicator('203.0.113.7', { type: 'ip' })], now);

  expect(() => store.remove({})).toThrow(RangeError);
  expect(store.remove({ type: 'ip' })).toBe(1);
  expect(store.remove({ value: 'one.example', source: 'a' })).toBe(1);
  expect(store.remove({ source: 'list' })).toBe(2);
  expect(store.remove({ value: `x' OR '1'='1` })).toBe(0);
});

test('expired indicators are not found, are counted, and can be pruned', () => {
  const { store } = opened;
  store.put('a', [indicator('old.example', { expiresAt: now }), indicator('new.example')], now);

  expect(store.find('domain', 'old.example')).toEqual([]);
  expect(store.find('domain', 'new.example')).toHaveLength(1);
  expect(store.counts(now)).toEqual([
    { feed: 'a', source: 'list', type: 'domain', current: 1, expired: 1 },
  ]);
  expect([...store.values(now)].flat()).toEqual([{ type: 'domain', value: 'new.example' }]);
  expect(store.prune(now + 1)).toBe(1);
  expect(store.count()).toBe(1);
});

test('what a feed does not have any more can be forgotten, and what it withdraws is gone', () => {
  const { store } = opened;
  store.put('a', [indicator('one.example'), indicator('two.example')], now);
  store.put('b', [indicator('one.example')], now);
  store.put('a', [indicator('two.example')], now + 1);

  expect(store.forgetUntouched('a', now + 1)).toBe(1);
  expect(store.search({ value: 'one.example' }, 10)).toMatchObject([{ feed: 'b' }]);
  expect(store.withdraw('a', [{ type: 'domain', value: 'two.example' }])).toBe(1);
});

test('the version tells another process that something has changed, and only then', () => {
  const { store } = opened;
  const other = openIndicatorStore(file);
  const before = other.store.version();
  store.remove({ value: 'nothing' });
  store.put('a', [], now);
  expect(other.store.version()).toBe(before);

  store.put('a', [indicator('evil.example')], now);
  expect(other.store.version()).not.toBe(before);
  other.close();
});

test('all values come in parts, each once', () => {
  const { store } = opened;
  const many = Array.from({ length: 45_000 }, (_, n) => indicator(`h${n}.example`));
  store.put('a', many, now);
  store.put('b', many.slice(0, 100), now);

  const parts = [...store.values(now)];
  expect(parts.length).toBe(3);
  expect(new Set(parts.flat().map(({ value }) => value)).size).toBe(45_000);
  expect(parts.flat()).toHaveLength(45_000);
});

test('how a feed gets on is kept', () => {
  const state = {
    feed: 'urlhaus',
    attemptedAt: now,
    succeededAt: null,
    problem: 'answered 503',
    failingSince: now,
    resume: '/next',
    unfinished: true,
  };
  opened.store.saveFeedState(state);
  opened.store.saveFeedState({ ...state, problem: null });

  expect(opened.store.feedStates()).toEqual([{ ...state, problem: null }]);
});

test('a reader sees what a writer adds once it is told, and holds on to what it saw until then', () => {
  const { store } = opened;
  const reader = readIndicators(file);
  expect(reader.find('domain', 'evil.example')).toEqual([]);

  store.put('a', [indicator('evil.example')], now);
  expect(reader.find('domain', 'evil.example')).toEqual([]);
  reader.forget();
  expect(reader.find('domain', 'evil.example')).toHaveLength(1);
  reader.close();
});

test('a reader whose file is gone or damaged still says that a value is listed', () => {
  const damaged = join(folder, 'damaged.db');
  writeFileSync(damaged, 'this is no database, and long enough to be taken for one'.repeat(50));

  for (const path of [damaged, join(folder, 'gone', 'indicators.db')]) {
    const reader = readIndicators(path);
    expect(reader.find('domain', 'evil.example')).toMatchObject([
      { value: 'evil.example', source: 'unknown', note: expect.stringMatching(/cannot be read/) },
    ]);
    reader.close();
  }
});

test('a file that is damaged or of a later release is refused and left as it is', () => {
  const damaged = join(folder, 'damaged.db');
  writeFileSync(damaged, 'this is no database, and long enough to be taken for one'.repeat(50));

  expect(() => openIndicatorStore(damaged)).toThrow(/is damaged or is no StreamAlert state/);
  const newer = join(folder, 'newer.db');
  openIndicatorStore(newer).close();
  const database = new DatabaseSync(newer);
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(() => openIndicatorStore(newer)).toThrow(/written by a later release/);
});
