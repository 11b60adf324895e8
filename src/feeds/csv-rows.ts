/** One row of a table in text: its line, 1-based, and its cells without quotation marks and blanks around them. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Cuts comma-separated text into rows. A quotation mark that is not closed ends with its text. */
export function* csvRows(text: string, isComment: (line: string) => boolean): Generator<CsvRow> {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    line++;
    const end = text.indexOf('\n', at);
    const plain = text.slice(at, end === -1 ? text.length : end);
    if (!plain.includes('"') || isComment(plain)) {
      at += plain.length + 1;
      if (plain.trim() !== '' && !isComment(plain)) {
        yield { line, cells: plain.split(',').map((cell) => cell.trim()) };
      }
      continue;
    }
    const row = quotedRow(text, at);
    yield { line, cells: row.cells };
    for (let index = at; index < row.end - 1; index++) if (text.charCodeAt(index) === 10) line++;
    at = row.end;
  }
}

function quotedRow(text: string, from: number): { cells: string[]; end: number } {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t') at++;
    const cell = text[at] === '"' ? quotedCell(text, at + 1) : plainCell(text, at);
    cells.push(cell.text.trim());
    at = cell.end;
    if (text[at] !== ',') break;
    at++;
  }
  const end = text.indexOf('\n', at);
  return { cells, end: end === -1 ? text.length : end + 1 };
}

function quotedCell(text: string, from: number): { text: string; end: number } {
  let content = '';
  for (let at = from; ; ) {
    const mark = text.indexOf('"', at);
    if (mark === -1) return { text: content + text.slice(at), end: text.length };
    content += text.slice(at, mark);
    if (text[mark + 1] !== '"') return { text: content, end: endOfCell(text, mark + 1) };
    content += '"';
    at = mark + 2;
  }
}

const plainCell = (text: string, from: number): { text: string; end: number } => {
  const end = endOfCell(text, from);
  return { text: text.slice(from, end), end };
};

function endOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n') at++;
  return at;
}
