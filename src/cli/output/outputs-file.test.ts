import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  readOutputsFile,
  replaceOutputsFile,
  withDestination,
  withoutDestination,
} from './outputs-file.ts';

const soc = { service: 'slack', descriptor: 'soc', resource: null };
const topic = { service: 'aws-sns', descriptor: 'oncall', resource: 'topic' };

test.each([
  ['an empty file', '{}', soc, '{"slack": ["soc"]}'],
  ['a list on one line', '{"slack": ["a", "b"]}', soc, '{"slack": ["a", "b", "soc"]}'],
  ['a list without blanks', '{"slack":["a","b"]}', soc, '{"slack":["a","b","soc"]}'],
  [
    'a list over several lines',
    '{\n\t"slack": [\n\t\t"a"\n\t]\n}\n',
    soc,
    '{\n\t"slack": [\n\t\t"a",\n\t\t"soc"\n\t]\n}\n',
  ],
  ['an empty list', '{"slack": [], "z": ["a"]}', soc, '{"slack": ["soc"], "z": ["a"]}'],
  ['null', '{"slack": null}', soc, '{"slack": ["soc"]}'],
  ['a list written as a map', '{"slack": {"a": "x"}}', soc, '{"slack": {"a": "x", "soc": {}}}'],
  ['one that is there', '{"slack": ["soc"]}', soc, '{"slack": ["soc"]}'],
  [
    'another service, and line ends of Windows',
    '{\r\n    "z": ["a"]\r\n}\r\n',
    soc,
    '{\r\n    "z": ["a"],\r\n    "slack": [\r\n        "soc"\r\n    ]\r\n}\r\n',
  ],
  ['a map', '{"aws-sns": {"a": "b"}}', topic, '{"aws-sns": {"a": "b", "oncall": "topic"}}'],
  [
    'a resource that changes',
    '{"aws-sns": {"oncall": "old"}}',
    topic,
    '{"aws-sns": {"oncall": "topic"}}',
  ],
  ['a byte order mark', '\ufeff{"slack": ["a"]}', soc, '\ufeff{"slack": ["a", "soc"]}'],
])('a destination comes into %s', (_, before, destination, after) => {
  expect(withDestination(before, destination)).toBe(after);
});

test.each([
  ['the last of a list', '{"slack": ["a", "soc"]}', '{"slack": ["a"]}'],
  ['the first of a list', '{"slack": ["soc", "a"]}', '{"slack": ["a"]}'],
  [
    'one in the middle',
    '{"slack": [\n  "a",\n  "soc",\n  "b"\n]}',
    '{"slack": [\n  "a",\n  "b"\n]}',
  ],
  ['the only one', '{"slack": ["soc"], "z": ["a"]}', '{"z": ["a"]}'],
  [
    'the only one of the last service',
    '{\n  "z": ["a"],\n  "slack": ["soc"]\n}\n',
    '{\n  "z": ["a"]\n}\n',
  ],
  ['the only one of all', '{"slack": ["soc"]}', '{}'],
  ['a key of a map', '{"slack": {"soc": {}, "a": {}}}', '{"slack": {"a": {}}}'],
  ['none', '{"slack": ["a"], "teams": ["soc"]}', '{"slack": ["a"], "teams": ["soc"]}'],
  ['one behind a byte order mark', '\ufeff{"slack": ["a", "soc"]}', '\ufeff{"slack": ["a"]}'],
])('a destination goes: %s', (_, before, after) => {
  expect(withoutDestination(before, soc)).toBe(after);
});

test('a name that means something to programs is written as a key of its own', () => {
  const text = withDestination('{"aws-sns": {"a": "b"}}', {
    ...topic,
    descriptor: '__proto__',
  });

  expect(text).toBe('{"aws-sns": {"a": "b", "__proto__": "topic"}}');
  expect(withoutDestination(text, { ...topic, descriptor: '__proto__' })).toBe(
    '{"aws-sns": {"a": "b"}}',
  );
  expect(withoutDestination('{"slack": ["a"]}', { service: '__proto__', descriptor: 'a' })).toBe(
    '{"slack": ["a"]}',
  );
});

test('text in place of destinations is not written over', () => {
  expect(() => withDestination('{"slack": "https://canary"}', soc)).toThrow(
    '"slack" in outputs.json is neither a list nor a map; nothing was changed',
  );
});

test.each([
  ['[]', 'is no JSON object'],
  ['{"slack": ["a"], "slack": []}', 'has a key twice'],
  ['{"slack": ["canary', 'is no JSON'],
  ['', 'is no JSON'],
])('a file that cannot be edited is refused: %s', (text, message) => {
  const file = join(inFolder(), 'outputs.json');
  writeFileSync(file, text);

  expect(() => readOutputsFile(file)).toThrow(message);
  expect(() => readOutputsFile(file)).not.toThrow('canary');
});

test('the file keeps its rights, and a link to it stays a link', () => {
  const folder = inFolder();
  const [file, link] = [join(folder, 'real.json'), join(folder, 'outputs.json')];
  writeFileSync(file, '{}', { mode: 0o640 });
  symlinkSync(file, link);

  expect(replaceOutputsFile(link, '{"slack": ["soc"]}')).toEqual([]);

  expect(readFileSync(file, 'utf8')).toBe('{"slack": ["soc"]}');
  expect(statSync(file).mode & 0o777).toBe(0o640);
});

function inFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
