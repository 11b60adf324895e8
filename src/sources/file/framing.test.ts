import { expect, test } from 'vitest';
import { framingOf } from './framing.ts';

test.each([
  ['text', 'Mar 14 11:42:07 host sshd[1]: hello\n', 'lines'],
  ['nothing', '', 'lines'],
  ['an object on each line', '{"a":1}\n{"a":2}\n', 'lines'],
  ['an array on each line', '[1,2]\r\n[3,4]\r\n', 'lines'],
  ['objects with blank lines between them', '\n{"a":1}\n\n{"a":2}', 'lines'],
  ['one object', '{"Records":[{"a":1}]}', 'documents'],
  ['one object and a line feed', '{"Records":[{"a":1}]}\n\n', 'documents'],
  ['a pretty-printed object', '{\n  "a": 1\n}\n{\n  "a": 2\n}\n', 'documents'],
  ['an array', '[{"a":1},{"a":2}]', 'documents'],
  ['a pretty-printed array with one line for each element', '[\n{"a":1},\n{"a":2}\n]', 'documents'],
  ['objects with nothing between them', '{"a":1}{"a":2}', 'documents'],
  ['objects with blanks between them', '{"a":1} {"a":2}\n', 'documents'],
  ['objects with commas between them', '{"a":1},\n{"a":2},\n', 'documents'],
  ['a JSON text sequence', '\u001e{"a":1}\n\u001e{"a":2}\n', 'lines'],
  ['the beginning of a long document', `{"Records":[${'{"a":"xyz"},'.repeat(5000)}`, 'documents'],
  ['a bracket that is no JSON', '[Wed Oct 11 14:32:52 2000] [error] no\n[Wed] x\n', 'lines'],
  ['a date in brackets', '[2026-03-14 11:42:07] started\n', 'lines'],
  ['a time in brackets', '[10:32:05] [main/INFO]: started\n', 'lines'],
  ['a brace that is no JSON', '{app} started\n{app} stopped\n', 'lines'],
  ['an object with text behind it', '{"a":1} from here\n{"a":2} from there\n', 'lines'],
  ['a number', '5,6,7\n', 'lines'],
  ['a quoted text', '"a","b"\n"1","2"\n', 'lines'],
  ['lines of JSON of which the first is cut off', '{"a":{"b\n{"a":1}\n{"a":2}\n{"a":3}\n', 'lines'],
  ['lines of JSON of which the first is not closed', '{"a":{"b":1},\n{"a":1}\n{"a":2}\n', 'lines'],
  ['a document that goes wrong further below', '{\n  "a": 1,\n  "b": oops\n}\n', 'documents'],
  ['one long line with a broken element', '[{"a":1},{"a":2,,}]', 'documents'],
] as const)('%s', (_, text, framing) => {
  expect(framingOf(Buffer.from(text))).toBe(framing);
});
