import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const lines = (...all: readonly string[]) => all.map((line) => `${line}\n`).join('');

const diff = (before: string, after: string) =>
  unifiedDiff({ name: 'a', text: before }, { name: 'b', text: after }).slice(2);

test('changes stand among three lines of what is around them', () => {
  const before = lines('1', '2', '3', '4', '5', '6', '7', '8', '9');
  const after = before.replace('5\n', 'five\n');

  expect(diff(before, after)).toEqual([
    '@@ -2,7 +2,7 @@',
    ' 2',
    ' 3',
    ' 4',
    '-5',
    '+five',
    ' 6',
    ' 7',
    ' 8',
  ]);
});

test('far changes have hunks of their own, near ones share one', () => {
  const before = lines(...Array.from({ length: 30 }, (_, index) => String(index)));

  const far = diff(before, before.replace('\n2\n', '\ntwo\n').replace('\n27\n', '\nx\n'));
  const near = diff(before, before.replace('\n12\n', '\nx\n').replace('\n15\n', '\ny\n'));

  expect(far.filter((line) => line.startsWith('@@'))).toEqual([
    '@@ -1,6 +1,6 @@',
    '@@ -25,6 +25,6 @@',
  ]);
  expect(near.filter((line) => line.startsWith('@@'))).toHaveLength(1);
});

test('a new file and one that goes are whole', () => {
  expect(diff('', lines('x', 'y'))).toEqual(['@@ -0,0 +1,2 @@', '+x', '+y']);
  expect(diff(lines('x'), '')).toEqual(['@@ -1 +0,0 @@', '-x']);
  expect(diff(lines('x'), lines('x'))).toEqual([]);
});

test('the smallest difference is found', () => {
  const kinds = diff(lines('a', 'b', 'c', 'a', 'b', 'b', 'a'), lines('c', 'b', 'a', 'b', 'a', 'c'))
    .slice(1)
    .filter((line) => !line.startsWith(' '));
  expect(kinds).toHaveLength(5);
});

/** What `patch` does with a diff that has one hunk or more. */
function patched(before: string, hunks: readonly string[]): string {
  const old = before === '' ? [] : before.slice(0, -1).split('\n');
  const now: string[] = [];
  let at = 0;
  for (const line of hunks) {
    const start = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (start !== null) {
      const from = start[2] === '0' ? Number(start[1]) : Number(start[1]) - 1;
      now.push(...old.slice(at, from));
      at = from;
    } else if (line.startsWith('+')) {
      now.push(line.slice(1));
    } else {
      expect(line.slice(1)).toBe(old[at]);
      if (line.startsWith(' ')) now.push(line.slice(1));
      at++;
    }
  }
  now.push(...old.slice(at));
  return lines(...now);
}

test('applied to the first text, a difference gives the second', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 40 })
    .map((all) => lines(...all));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(patched(before, diff(before, after))).toBe(after);
    }),
  );
});

test('two large files that share nothing are one block, and soon', () => {
  const before = lines(...Array.from({ length: 20_000 }, (_, index) => `a${index}`));
  const after = lines(...Array.from({ length: 20_000 }, (_, index) => `b${index}`));

  expect(diff(before, after)).toHaveLength(40_001);
}, 5_000);
