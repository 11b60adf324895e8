import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnyPublisher } from '../domain/publication.ts';
import { publisherTables } from './embedded/publisher-tables.ts';
import { type LookupTableOptions, openLookupTables, openTables } from './lookup-tables.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'open-tables-'));
  writeFileSync(join(root, 'owners.json'), '{"ann": "security"}');
});
afterEach(() => rmSync(root, { recursive: true }));

const options = (
  tables: Record<string, Record<string, unknown>>,
  more: Partial<LookupTableOptions> = {},
): LookupTableOptions => ({
  config: {
    dir: join(root, 'conf'),
    account: { awsAccountId: '1', prefix: 'acme', region: 'eu-west-1', kmsKeyAlias: 'k' },
    lookupTables: { enabled: true, tables },
  },
  env: {},
  ...more,
});
const owners = { driver: 'file', path: 'owners.json', cache_refresh_minutes: 0 };
const found = (value: unknown) => ({ outcome: 'found', value });

describe('the tables of a project', () => {
  test('are opened by their drivers, with paths from the folder that holds conf/', async () => {
    const { byName, close } = await openTables(
      options({
        owners,
        objects: { driver: 's3', bucket: 'b', key: 'k', cache_refresh_minutes: 10 },
        items: {
          driver: 'dynamodb',
          table: 't',
          partition_key: 'p',
          value_key: 'v',
          key_delimiter: ':',
          cache_refresh_minutes: 3,
          cache_maximum_key_count: 0,
        },
        none: { driver: 'null' },
        memory: { driver: 'ephemeral' },
      }),
    );

    expect([...byName].map(([name, { driver, id }]) => [name, driver, id])).toEqual([
      ['owners', 'file', 'file:owners.json'],
      ['objects', 's3', 's3:b/k'],
      ['items', 'dynamodb', 'dynamodb:t'],
      ['none', 'null', 'null'],
      ['memory', 'ephemeral', 'ephemeral'],
    ]);
    expect(await byName.get('owners')?.getAsync('ann')).toEqual(found('security'));
    close();
  });

  test('that are switched off are none', async () => {
    const off = options({ owners });
    const { config } = off;
    const tables = await openLookupTables({
      ...off,
      config: { ...config, lookupTables: { ...config.lookupTables, enabled: false } },
    });

    expect(tables.names).toEqual([]);
    expect(tables.get('owners', 'ann')).toEqual({ outcome: 'unknown table' });
    expect(tables.takeProblems()[0]?.reason).toContain('switched off');
  });

  test('of the data directory are empty or unavailable where there is none, as whoever asks wants', async () => {
    const mine = { mine: { driver: 'sqlite' } };
    const scan = await openLookupTables(options(mine, { withoutDataDir: 'empty' }));
    const other = await openLookupTables(options(mine));

    expect(scan.get('mine', 'a')).toEqual({ outcome: 'nothing there' });
    expect(other.get('mine', 'a')).toMatchObject({ outcome: 'unavailable' });
  });

  test('keep versions in the data directory, but not for a run that leaves nothing behind', async () => {
    const dataDir = join(root, 'data');
    const asOf = async (at: number, more: Partial<LookupTableOptions> = {}) => {
      const tables = await openLookupTables(options({ owners }, { dataDir, ...more }));
      await tables.refresh();
      const answer = tables.get('owners', 'ann', at);
      tables.close();
      return answer;
    };
    expect(await asOf(0)).toEqual(found('security'));
    const before = Date.now();
    await new Promise((done) => setTimeout(done, 5));
    writeFileSync(join(root, 'owners.json'), '{"ann": "nobody"}');

    expect(await asOf(before, { keepsVersions: false })).toEqual(found('nobody'));
    expect(await asOf(before)).toEqual(found('security'));
    expect(await asOf(Date.now())).toEqual(found('nobody'));
  });

  test('go on where the data directory cannot be used, which is told', async () => {
    writeFileSync(join(root, 'file'), '');
    const tables = await openLookupTables(
      options({ owners, mine: { driver: 'sqlite' } }, { dataDir: join(root, 'file') }),
    );
    await tables.refresh();

    expect(tables.get('owners', 'ann', 5)).toEqual(found('security'));
    expect(tables.get('mine', 'a')).toMatchObject({
      outcome: 'unavailable',
      reason: 'it is kept in the data directory, and it cannot be opened',
    });
    expect(tables.takeProblems()).toEqual([
      {
        table: 'lookup-tables.db',
        reason: expect.stringContaining('replays see tables as they are now'),
      },
    ]);
  });

  test('begin no database where there are none', async () => {
    mkdirSync(join(root, 'data'));
    const tables = await openLookupTables(options({}, { dataDir: join(root, 'data') }));
    await tables.refresh();

    expect(existsSync(join(root, 'data/lookup-tables.db'))).toBe(false);
  });
});

describe('publishers', () => {
  const asking: AnyPublisher = {
    name: 'asking',
    description: '',
    publish: (_alert, publication, services) => ({
      ...publication,
      owner: services?.lookup('owners', 'ann') ?? null,
    }),
  };
  const plain: AnyPublisher = {
    name: 'plain',
    description: '',
    publish: (_alert, publication) => publication,
  };

  test('that take tables find them in memory, and hear of trouble', async () => {
    const troubles: unknown[] = [];
    const tables = await publisherTables([plain, asking], options({ owners }), (error) =>
      troubles.push(error),
    );
    expect(tables.lookups.lookup('owners', 'ann')).toBe('security');

    writeFileSync(join(root, 'owners.json'), '{"ann"');
    await tables.tend();
    expect(tables.lookups.lookup('owners', 'ann')).toBe('security');
    expect(troubles).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/^lookup table owners: .* is not JSON/),
      }),
    ]);
    tables.close();
  });

  test('that do not take tables cost no memory; asked all the same, they are read and there the next time', async () => {
    const tables = await publisherTables([plain], options({ owners }), () => undefined);

    expect(() => tables.lookups.lookup('owners', 'ann')).toThrow(
      'it is being read for the first time',
    );
    expect(await tables.lookups.lookupAsync('owners', 'ann')).toBe('security');
    expect(tables.lookups.lookup('owners', 'ann')).toBe('security');
    tables.close();
  });
});
