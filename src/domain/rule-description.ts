/** A rule's free text, taken apart by the labels at the beginning of its lines. */
export interface RuleDescription {
  /** What stands under `author` or `maintainer`; empty where neither does. */
  readonly author: string;
  /** What stands under no label, or under `description`. */
  readonly description: string;
  /** The other labels, in lower case and in the order of the text. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The line of a label: at most so many letters, digits, `_`, `-`, `&` and blanks before the colon. */
const labelled = /^([\p{L}\p{N}_\-&\s]{0,20}):(.*)$/su;

/**
 * Reads labels such as `Reference: https://…` at the beginning of lines; whatever follows without a label belongs to
 * the one before it. The lines of a label become one, with line ends where empty lines divided them.
 *
 * @example describe('Author: ann\nReference: https://a.example/').fields['reference'] // 'https://a.example/'
 */
export function describe(text: string): RuleDescription {
  const sections = new Map<string, string[]>([['description', []]]);
  let lines = sections.get('description') ?? [];
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const found = /^https?:/i.test(line) ? null : labelled.exec(line);
    if (found === null) {
      lines.push(line);
      continue;
    }
    const label = (found[1] ?? '').trim().toLowerCase();
    lines = sections.get(label) ?? [];
    lines.push((found[2] ?? '').trim());
    sections.set(label, lines);
  }
  const texts = new Map([...sections].map(([label, parts]) => [label, joined(parts)] as const));
  return {
    author: texts.get('author') ?? texts.get('maintainer') ?? '',
    description: texts.get('description') ?? '',
    // Labels come from outside: fromEntries makes `__proto__` an ordinary key.
    fields: Object.fromEntries([...texts].filter(([label]) => !shownApart.has(label))),
  };
}

const shownApart: ReadonlySet<string> = new Set(['description', 'author', 'maintainer']);

/** Lines become one, paragraphs stay apart, and an address that was broken over two lines is put together again. */
function joined(lines: readonly string[]): string {
  let text = '';
  /** Where the last line of the text begins: only with that one can an address go on. */
  let lastLine = 0;
  let emptyLines = 0;
  for (const line of lines) {
    if (line === '') {
      emptyLines++;
      continue;
    }
    const between = text === '' ? '' : separator(text.slice(lastLine), line, emptyLines);
    text += between;
    if (between.startsWith('\n')) lastLine = text.length;
    text += line;
    emptyLines = 0;
  }
  return text;
}

const url = /^(https?:\/\/)?[\w-]+(\.[\w-]+)+[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i;

function separator(before: string, line: string, emptyLines: number): string {
  if (emptyLines > 0) return '\n'.repeat(emptyLines);
  // Two whole addresses are two lines, and one that goes on is one.
  if (/^https?:\/\//i.test(line) && url.test(before)) return '\n';
  return url.test(before + line) ? '' : ' ';
}
