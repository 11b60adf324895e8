import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { stringifyJson } from '../../../domain/exact-json.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { lookupTableContract } from '../../../ports/lookup-table.contract.ts';
import type { LookupTable } from '../../../ports/lookup-tables.ts';
import type { TableFormat } from '../../../stages/lookup-tables/decode-table.ts';
import { wholeTable } from '../../../stages/lookup-tables/whole-table.ts';
import { fileSource } from './file-source.ts';

const root = mkdtempSync(join(tmpdir(), 'file-source-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(root, String(++count));
  mkdirSync(folder);
});

const sourceOf = (name: string, bytesMax = 1_000_000) =>
  fileSource({ path: join(folder, name), shownPath: name, bytesMax });

async function opened(name: string, format: TableFormat = { kind: 'json' }): Promise<LookupTable> {
  const table = wholeTable(sourceOf(name), {
    name: 'table',
    format,
    isCompressed: name.endsWith('.gz'),
    refreshMilliseconds: 0,
    clock: { now: Date.now },
    report: (reason) => {
      throw new Error(reason);
    },
  });
  await table.refresh();
  return table;
}

lookupTableContract('a JSON file', {
  async create(content: JsonObject) {
    writeFileSync(join(folder, 'a.json'), stringifyJson(content));
    return opened('a.json');
  },
  values: 'any',
  isWritten: true,
  place: 'at hand',
});

lookupTableContract('a compressed JSON file', {
  async create(content: JsonObject) {
    writeFileSync(join(folder, 'a.json.gz'), gzipSync(stringifyJson(content)));
    return opened('a.json.gz');
  },
  values: 'any',
  isWritten: true,
  place: 'at hand',
});

lookupTableContract('a CSV file', {
  async create(content: JsonObject) {
    const cell = (text: unknown) => `"${String(text).replaceAll('"', '""')}"`;
    const rows = Object.entries(content).map(([key, value]) => `${cell(value)},${cell(key)}\n`);
    writeFileSync(join(folder, 'a.csv'), `value,key\n${rows.join('')}`);
    return opened('a.csv', { kind: 'csv', keyColumn: 'key', valueColumn: 'value' });
  },
  values: 'texts',
  isWritten: false,
  place: 'at hand',
});

describe('a file as the source of a table', () => {
  test('is only read again when it was written', async () => {
    const file = join(folder, 'a.json');
    writeFileSync(file, '{}');
    const source = sourceOf('a.json');
    const first = await source.read();
    if (first.outcome !== 'read') throw new Error('not read');

    expect(await source.read(first.mark)).toEqual({ outcome: 'unchanged' });
    const { atime, mtime } = statSync(file);
    writeFileSync(file, '[]');
    // Same size, and somebody who copies files keeps their times.
    utimesSync(file, atime, mtime);
    expect(await source.read(first.mark)).toMatchObject({
      outcome: 'read',
      bytes: Buffer.from('[]'),
    });
  });

  test.each([
    ['there is no such file', () => undefined],
    ['it is no file', () => mkdirSync(join(folder, 'a.json'))],
    ['it is no file', () => void execFileSync('mkfifo', [join(folder, 'a.json')])],
    [
      'it has 1 MB, and no more than 1 MB',
      () => writeFileSync(join(folder, 'a.json'), Buffer.alloc(1_000_001)),
    ],
  ])('refuses what cannot be a table: %s', async (reason, make) => {
    make();

    await expect(sourceOf('a.json').read()).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining(`file:a.json cannot be read: ${reason}`),
      hint: expect.stringContaining(join(folder, 'a.json')),
    });
  });

  test('keeps the rights of the file, and a link that leads to it', async () => {
    writeFileSync(join(folder, 'a.json'), '{"a": 1}');
    chmodSync(join(folder, 'a.json'), 0o640);
    symlinkSync('a.json', join(folder, 'link.json'));
    const table = await opened('link.json');

    await table.change('b', () => 2);

    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toEqual({ a: 1, b: 2 });
    expect(statSync(join(folder, 'a.json')).mode & 0o777).toBe(0o640);
  });

  test('keeps the form of the text and real gzip', async () => {
    writeFileSync(join(folder, 'a.json'), '{\n    "a": 1\n}\n');
    writeFileSync(join(folder, 'b.json.gz'), gzipSync('{"a":1}'));

    await (await opened('a.json')).change('b', () => 2);
    await (await opened('b.json.gz')).change('b', () => 2);

    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{\n    "a": 1,\n    "b": 2\n}\n');
    expect(gunzipSync(readFileSync(join(folder, 'b.json.gz'))).toString()).toBe('{"a":1,"b":2}');
  });

  test('of two writers none undoes what the other did', async () => {
    writeFileSync(join(folder, 'a.json'), '{}');
    const writers = await Promise.all(Array.from({ length: 4 }, () => opened('a.json')));

    await Promise.all(writers.map((table, index) => table.change(`key ${index}`, () => index)));

    const content: unknown = JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'));
    expect(content).toEqual({ 'key 0': 0, 'key 1': 1, 'key 2': 2, 'key 3': 3 });
  });

  test('a writer that died in the middle is waited for, but not for ever', async () => {
    writeFileSync(join(folder, 'a.json'), '{"a": 1}');
    const aside = join(folder, '.a.json.new');
    writeFileSync(aside, '{"a"');
    const long = new Date(Date.now() - 120_000);
    utimesSync(aside, long, long);

    await (await opened('a.json')).change('b', () => 2);

    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toEqual({ a: 1, b: 2 });
  });

  test('what is no table is not written over', async () => {
    writeFileSync(join(folder, 'a.json'), '["mine"]');
    const table = wholeTable(sourceOf('a.json'), {
      name: 'table',
      format: { kind: 'json' },
      isCompressed: false,
      refreshMilliseconds: 0,
      clock: { now: Date.now },
      report: () => undefined,
    });

    await expect(table.change('b', () => 2)).rejects.toThrow(
      'file:a.json holds a list; write a map',
    );
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('["mine"]');
  });
});
