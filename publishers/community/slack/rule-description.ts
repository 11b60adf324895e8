/** A rule's description, taken apart by its labels. */
export interface RuleDescription {
  readonly author: string;
  readonly description: string;
  /** Label, in lower case → text; in the order of the description. */
  readonly fields: readonly (readonly [label: string, text: string])[];
}

/**
 * Reads labels such as `Reference: https://…` at the beginning of lines. A label has at most 20 letters, digits,
 * `_`, `-`, `&` and blanks; whatever follows without a label belongs to the one before it.
 */
export function readRuleDescription(text: string): RuleDescription {
  const sections = new Map<string, string[]>([['description', []]]);
  let lines = sections.get('description') ?? [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    const labelled = /^https?:/.test(line) ? null : /^([\p{L}\p{N}_\-&\s]{0,20}):(.*)$/u.exec(line);
    if (labelled === null) {
      lines.push(line);
    } else {
      const label = (labelled[1] ?? '').trim().toLowerCase();
      lines = sections.get(label) ?? [];
      lines.push((labelled[2] ?? '').trim());
      sections.set(label, lines);
    }
  }
  const texts = [...sections].map(([label, parts]) => [label, joined(parts)] as const);
  const textOf = (...labels: string[]) =>
    texts.find(([label]) => labels.includes(label))?.[1] ?? '';
  const shownAbove = ['description', 'author', 'maintainer'];
  return {
    author: textOf('author', 'maintainer'),
    description: textOf('description'),
    fields: texts.filter(([label]) => !shownAbove.includes(label)),
  };
}

const url = /^(https?:\/\/)?[\w-]+(\.[\w-]+)+[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;

/** Lines become one, paragraphs stay apart, and an address that was broken over two lines is put together again. */
function joined(lines: readonly string[]): string {
  let text = '';
  let emptyLines = 0;
  for (const line of lines) {
    if (line === '') {
      emptyLines++;
      continue;
    }
    if (text !== '') text += separator(text, line, emptyLines);
    text += line;
    emptyLines = 0;
  }
  return text;
}

function separator(text: string, line: string, emptyLines: number): string {
  if (emptyLines > 0) return '\n'.repeat(emptyLines);
  if (/^https?:\/\//.test(line) && url.test(text)) return '\n';
  return url.test(text + line) ? '' : ' ';
}
