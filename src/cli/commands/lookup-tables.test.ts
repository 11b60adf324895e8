import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import type { Command } from '../command.ts';
import { lookupTablesDescribeTables } from './lookup-tables-describe-tables.ts';
import { lookupTablesGet } from './lookup-tables-get.ts';
import { lookupTablesListAdd } from './lookup-tables-list-add.ts';
import { lookupTablesSetFromJsonFile } from './lookup-tables-set-from-json-file.ts';
import { lookupTablesSet } from './lookup-tables-set.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lookup-tables-cli-'));
  mkdirSync(join(root, 'conf'));
  writeFileSync(
    join(root, 'conf/global.json'),
    '{"account":{"aws_account_id":"111122223333","prefix":"acme","region":"eu-west-1"}}',
  );
  configure({ enabled: true, tables });
  writeFileSync(join(root, 'owners.json'), '{"ann":{"team":"security","a":1}}');
  writeFileSync(join(root, 'hosts.csv'), 'host,team\na,x\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const tables = {
  owners: { driver: 'file', path: 'owners.json' },
  hosts: { driver: 'file', path: 'hosts.csv', key_column: 'host', value_column: 'team' },
  mine: { driver: 'sqlite' },
  none: { driver: 'null' },
  memory: { driver: 'ephemeral' },
};

const configure = (content: object) =>
  writeFileSync(join(root, 'conf/lookup_tables.json'), JSON.stringify(content));

async function run(command: Command, options: Record<string, unknown>) {
  const { terminal, out, errors } = inMemoryTerminal();
  const prepared = command.prepare({ arguments: {}, options });
  if (prepared.outcome === 'refused') throw new Error(JSON.stringify(prepared.problems));
  const status = await prepared.run({
    terminal,
    cwd: root,
    env: {},
    configDir: join(root, 'conf'),
    packageRoot: root,
    version: '0.0.0',
    debug: false,
  });
  return { status, out: out(), errors: errors() };
}

const commands = [
  [lookupTablesGet, { key: 'k' }],
  [lookupTablesSet, { key: 'k', value: 'v' }],
  [lookupTablesListAdd, { key: 'k', value: 'v' }],
  [lookupTablesSetFromJsonFile, { key: 'k', file: 'owners.json' }],
] as const;

describe('every command', () => {
  test('fails for a table that does not exist, and names those that do', async () => {
    for (const [command, options] of commands) {
      const { status, out, errors } = await run(command, { ...options, table: 'owner' });

      expect([status, out]).toEqual([1, '']);
      expect(errors).toContain('there is no lookup table "owner" (did you mean "owners"?)');
    }
  });

  test('fails while lookup tables are switched off', async () => {
    configure({ enabled: false, tables });

    for (const [command, options] of [...commands, [lookupTablesDescribeTables, {}] as const]) {
      const { status, out, errors } = await run(command, { table: 'owners', ...options });

      expect([status, out]).toEqual([1, '']);
      expect(errors).toContain('lookup tables are switched off');
    }
  });

  test('that writes refuses a table that is not written from here, and says why', async () => {
    for (const [command, options] of commands.slice(1)) {
      for (const [table, why] of [
        ['none', 'keeps nothing'],
        ['memory', 'in the memory of one process'],
        ['hosts', 'is a CSV file'],
      ] as const) {
        const { status, out, errors } = await run(command, { ...options, table });

        expect([status, out]).toEqual([1, '']);
        expect(errors).toContain(why);
      }
    }
    expect(readFileSync(join(root, 'hosts.csv'), 'utf8')).toBe('host,team\na,x\n');
  });
});

describe('describe-tables', () => {
  test('lists name, place and driver of each', async () => {
    const { status, out } = await run(lookupTablesDescribeTables, {});

    expect(status).toBe(0);
    expect(out).toContain('5 in all');
    expect(out).toMatch(/Table Name +Driver Id +Driver Type/);
    expect(out).toMatch(/owners +file:owners\.json +file/);
    expect(out).toMatch(/mine +sqlite:mine +sqlite/);
    expect(JSON.parse((await run(lookupTablesDescribeTables, { json: true })).out)[0]).toEqual({
      name: 'owners',
      id: 'file:owners.json',
      driver: 'file',
    });
  });
});

describe('get', () => {
  test('prints table, key, type and value, maps sorted on lines of their own', async () => {
    const { status, out } = await run(lookupTablesGet, { table: 'owners', key: 'ann' });

    expect(status).toBe(0);
    expect(out).toBe(
      '  Table:  owners\n  Key:    ann\n  Type:   map\n  Value:  \n  {\n    "a": 1,\n    "team": "security"\n  }\n',
    );
    const text = await run(lookupTablesGet, { table: 'hosts', key: 'a' });
    expect(text.out).toContain('Type:   string\n  Value:  x\n');
  });

  test('what is not there is null, and no failure', async () => {
    const { status, out } = await run(lookupTablesGet, { table: 'owners', key: 'bob' });

    expect(status).toBe(0);
    expect(out).toContain('Value:  null');
    const json = await run(lookupTablesGet, { table: 'owners', key: 'bob', json: true });
    expect(JSON.parse(json.out)).toEqual({
      table: 'owners',
      key: 'bob',
      found: false,
      value: null,
    });
  });

  test('a table that cannot be read is a failure, and so is one that is broken', async () => {
    rmSync(join(root, 'owners.json'));
    const gone = await run(lookupTablesGet, { table: 'owners', key: 'ann' });
    expect(gone.status).toBe(1);
    expect(gone.errors).toContain('there is no such file');

    writeFileSync(join(root, 'owners.json'), '[1]');
    const broken = await run(lookupTablesGet, { table: 'owners', key: 'ann' });
    expect(broken.status).toBe(1);
    expect(broken.errors).toContain('holds a list');
  });

  test('looks at no data directory into being', async () => {
    const { status, errors } = await run(lookupTablesGet, { table: 'mine', key: 'a' });

    expect(status).toBe(1);
    expect(errors).toContain('it is kept in the data directory, and there is none here');
    expect(existsSync(join(root, '.streamalert'))).toBe(false);
  });
});

describe('set', () => {
  test('prints what was there and what is', async () => {
    const first = await run(lookupTablesSet, { table: 'mine', key: 'a', value: '5' });
    const second = await run(lookupTablesSet, {
      table: 'mine',
      key: 'a',
      value: '{"b": [5]}',
      json: true,
    });

    expect([first.out, second.out]).toEqual(['null --> "5"\n', '"5" --> {"b":[5]}\n']);
    expect((await run(lookupTablesGet, { table: 'mine', key: 'a', json: true })).out).toContain(
      '"found": true',
    );
  });

  test('the same again is written to nobody', async () => {
    const before = readFileSync(join(root, 'owners.json'), 'utf8');
    const options = { table: 'owners', key: 'ann', json: true, value: '{"team":"security","a":1}' };
    const { status, errors } = await run(lookupTablesSet, options);

    expect(status).toBe(0);
    expect(errors).toContain('nothing was written');
    expect(readFileSync(join(root, 'owners.json'), 'utf8')).toBe(before);
  });

  test('what is no JSON changes nothing', async () => {
    const { status, errors } = await run(lookupTablesSet, {
      table: 'owners',
      key: 'ann',
      value: '{',
      json: true,
    });

    expect(status).toBe(1);
    expect(errors).toContain('--value is not JSON');
    expect(readFileSync(join(root, 'owners.json'), 'utf8')).toBe(
      '{"ann":{"team":"security","a":1}}',
    );
  });

  test('a file as value', async () => {
    writeFileSync(join(root, 'value.json'), '\uFEFF{"c": 1}');
    const options = { table: 'owners', key: 'bob' };
    const { status, out } = await run(lookupTablesSetFromJsonFile, {
      ...options,
      file: 'value.json',
    });

    expect([status, out]).toEqual([0, 'null --> {"c":1}\n']);
    writeFileSync(join(root, 'value.json'), 'no');
    expect(
      (await run(lookupTablesSetFromJsonFile, { ...options, file: 'value.json' })).status,
    ).toBe(1);
    expect((await run(lookupTablesSetFromJsonFile, { ...options, file: 'none' })).errors).toContain(
      'none cannot be read',
    );
  });
});

describe('list-add', () => {
  const add = async (value: string, more = {}) =>
    (await run(lookupTablesListAdd, { table: 'mine', key: 'list', value, ...more })).out
      .split(' --> ')[1]
      ?.trim();

  test('begins a list, goes on with it, leaves out repetitions, sorts', async () => {
    expect(await add('b')).toBe('["b"]');
    expect(await add('a')).toBe('["b","a"]');
    expect(await add('b')).toBe('["b","a","b"]');
    expect(await add('c', { unique: true })).toBe('["b","a","c"]');
    expect(await add('a', { unique: true })).toBe('["b","a","c"]');
    expect(await add('a', { sort: true })).toBe('["a","a","b","c"]');
    expect(await add('0', { unique: true, sort: true })).toBe('["0","a","b","c"]');
  });

  test('what is no list stays as it is', async () => {
    const { status, errors } = await run(lookupTablesListAdd, {
      table: 'owners',
      key: 'ann',
      value: 'x',
    });

    expect(status).toBe(1);
    expect(errors).toContain('the value under "ann" in "owners" is no list');
    expect(readFileSync(join(root, 'owners.json'), 'utf8')).toBe(
      '{"ann":{"team":"security","a":1}}',
    );
  });
});
