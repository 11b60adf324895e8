import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findEventFiles, ruleNameOf, selectFiles } from './find-event-files.ts';

function folderOf(...names: readonly string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'find-')));
  for (const name of names) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '[]');
  }
  return folder;
}

const relativeTo = (folder: string, files: readonly string[]) =>
  files.map((file) => file.slice(folder.length + 1));

test('event files are found at any depth, sorted, each once, without hidden and installed ones', () => {
  const folder = folderOf(
    'b/y.json',
    'b/x.events.json',
    'a.json',
    'a.ts',
    '.hidden/h.json',
    'node_modules/p/package.json',
  );

  const found = findEventFiles([folder, join(folder, 'b')]);

  expect(relativeTo(folder, found)).toEqual(['a.json', 'b/x.events.json', 'b/y.json']);
});

test('the rule of a file is its name without what marks it', () => {
  expect(ruleNameOf('/rules/a_b.events.json')).toBe('a_b');
  expect(ruleNameOf('/rules/a_b.json')).toBe('a_b');
});

test.each([
  ['a relative path', './b/x.events.json', ['b/x.events.json']],
  ['a bare name', 'x.events.json', ['b/x.events.json']],
  ['a bare name without its ending', 'x', ['b/x.events.json']],
  ['a bare name without .json', 'x.events', ['b/x.events.json']],
  ["the original's name", 'a', ['a.json']],
])('%s selects the file', (_, wanted, expected) => {
  const folder = folderOf('b/x.events.json', 'a.json');

  const { selected, unknown } = selectFiles(findEventFiles([folder]), [wanted], folder);

  expect(relativeTo(folder, selected)).toEqual(expected);
  expect(unknown).toEqual([]);
});

test('an absolute path selects the file, and what selects nothing is told', () => {
  const folder = folderOf('a.json');

  const found = selectFiles(
    findEventFiles([folder]),
    [join(folder, 'a.json'), 'b', 'b/a.json'],
    folder,
  );

  expect(relativeTo(folder, found.selected)).toEqual(['a.json']);
  expect(found.unknown).toEqual(['b', 'b/a.json']);
});

test('links that lead nowhere or in a circle are no trouble', () => {
  const folder = folderOf('b/x.events.json');
  symlinkSync(join(folder, 'gone.json'), join(folder, 'dangling.json'));
  symlinkSync(folder, join(folder, 'b/circle'));

  expect(relativeTo(folder, findEventFiles([folder]))).toEqual(['b/x.events.json']);
});

test('a path to a file outside of the folders selects it, what is no file of events is unknown', () => {
  const folder = folderOf('rules/a.json', 'elsewhere/b.json', 'elsewhere/c.txt');
  const files = findEventFiles([join(folder, 'rules')]);

  const found = selectFiles(files, ['elsewhere/b.json', 'elsewhere/c.txt', 'elsewhere'], folder);

  expect(relativeTo(folder, found.selected)).toEqual(['elsewhere/b.json']);
  expect(found.unknown).toEqual(['elsewhere/c.txt', 'elsewhere']);
});
