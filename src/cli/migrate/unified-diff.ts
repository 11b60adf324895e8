/** Lines around a change. */
const contextLines = 3;

/** More differences than this are shown as one block: finding the shortest way through them would take too long. */
const differencesMax = 4_000;

/**
 * The difference of two texts in unified form. `from` and `to` are the names that its head shows; an absent text is
 * an empty file.
 */
export function unifiedDiff(
  before: { readonly name: string; readonly text: string },
  after: { readonly name: string; readonly text: string },
): readonly string[] {
  const edits = editsBetween(linesOf(before.text), linesOf(after.text));
  const head = [`--- ${before.name}`, `+++ ${after.name}`];
  const hunks = hunksOf(edits);
  return hunks.length === 0 ? head : [...head, ...hunks.flatMap(hunkLines)];
}

const linesOf = (text: string): readonly string[] =>
  text === '' ? [] : text.replace(/\n$/, '').split('\n');

interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
  /** Lines of each side before this one. */
  readonly oldBefore: number;
  readonly newBefore: number;
}

/** Common lines at both ends are set aside first; they are most of every file. */
function editsBetween(old: readonly string[], now: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  const rest = Math.min(old.length, now.length) - start;
  while (end < rest && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const path = pathBetween(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const kinds = `${' '.repeat(start)}${path}${' '.repeat(end)}`.split('');
  let [oldBefore, newBefore] = [0, 0];
  return kinds.map((written) => {
    const kind = written === '-' || written === '+' ? written : ' ';
    const line = (kind === '+' ? now[newBefore] : old[oldBefore]) ?? '';
    const edit = { kind, line, oldBefore, newBefore } as const;
    if (kind !== '+') oldBefore++;
    if (kind !== '-') newBefore++;
    return edit;
  });
}

/** The shortest script from one list of lines to another (Myers), as a text of `-`, `+` and blanks. */
function pathBetween(old: readonly string[], now: readonly string[]): string {
  const whole = '-'.repeat(old.length) + '+'.repeat(now.length);
  if (old.length === 0 || now.length === 0) return whole;
  const most = Math.min(old.length + now.length, differencesMax);
  const offset = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let differences = 0; differences <= most; differences++) {
    // Only the part that later steps look at is kept.
    trace.push(reach.slice(offset - differences - 1, offset + differences + 2));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const at = offset + diagonal;
      const isDown = isInsertion(reach, at, diagonal, differences);
      let x = isDown ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reach[at] = x;
      if (x >= old.length && x - diagonal >= now.length) {
        return scriptFrom(trace, old.length, now.length);
      }
    }
  }
  return whole;
}

const isInsertion = (
  reach: Int32Array,
  at: number,
  diagonal: number,
  differences: number,
): boolean =>
  diagonal === -differences ||
  (diagonal !== differences && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0));

function scriptFrom(trace: readonly Int32Array[], oldLength: number, newLength: number): string {
  let [x, y] = [oldLength, newLength];
  const backwards: string[] = [];
  for (let differences = trace.length - 1; differences >= 0; differences--) {
    const reach = trace[differences] ?? new Int32Array();
    const middle = differences + 1;
    const diagonal = x - y;
    const isDown = isInsertion(reach, middle + diagonal, diagonal, differences);
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = differences === 0 ? 0 : (reach[middle + previous] ?? 0);
    const fromY = differences === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) {
      backwards.push(' ');
      x--;
      y--;
    }
    if (differences > 0) backwards.push(isDown ? '+' : '-');
    [x, y] = [fromX, fromY];
  }
  return backwards.toReversed().join('');
}

/** Changes with the lines around them; near ones share a hunk. */
function hunksOf(edits: readonly Edit[]): readonly (readonly Edit[])[] {
  const ranges: { from: number; to: number }[] = [];
  for (const [index, { kind }] of edits.entries()) {
    if (kind === ' ') continue;
    const last = ranges.at(-1);
    const from = Math.max(0, index - contextLines);
    if (last !== undefined && from <= last.to) last.to = index + contextLines + 1;
    else ranges.push({ from, to: index + contextLines + 1 });
  }
  return ranges.map(({ from, to }) => edits.slice(from, to));
}

function hunkLines(edits: readonly Edit[]): readonly string[] {
  const [first] = edits;
  const count = (kind: Edit['kind']) => edits.filter((edit) => edit.kind !== kind).length;
  const range = (start: number, length: number) =>
    `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
  const old = range(first?.oldBefore ?? 0, count('+'));
  const now = range(first?.newBefore ?? 0, count('-'));
  return [`@@ -${old} +${now} @@`, ...edits.map(({ kind, line }) => `${kind}${line}`)];
}
