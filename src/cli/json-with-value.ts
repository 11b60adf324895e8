import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

const byteOrderMark = '\ufeff';

/**
 * A JSON text with one value written into it, byte for byte as it was otherwise: order, blanks, line ends. Maps that are
 * missing on the way are made. Undefined where something that is no map stands on the way.
 */
export function jsonWithValue(
  text: string,
  path: readonly string[],
  value: unknown,
): string | undefined {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const json = text.slice(mark.length);
  let node = parseTree(json);
  for (const [depth, key] of path.entries()) {
    if (node?.type !== 'object') return undefined;
    const style = { ...styleOf(json), depth: depth + 1 };
    // What is below this key, once there is something below it.
    const whole = path
      .slice(depth + 1)
      .reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
    const found = findNodeAtLocation(node, [key]);
    if (found === undefined) return mark + withEntry(json, node, key, whole, style);
    // A null stands for nothing at all.
    if (found.type === 'null' || depth === path.length - 1) {
      const { offset, length } = found;
      return mark + spliced(json, offset, length, written(whole, style));
    }
    node = found;
  }
  return undefined;
}

interface Style {
  readonly indentation: string;
  readonly lineEnd: string;
  /** How deep in maps the entry stands. */
  readonly depth: number;
}

/** Behind the last entry of a map, on a line of its own where the file has lines. */
function withEntry(json: string, map: Node, key: string, value: unknown, style: Style): string {
  const { indentation, lineEnd, depth } = style;
  const entry = `${JSON.stringify(key)}: ${written(value, style)}`;
  const begin = lineEnd === '' ? '' : `${lineEnd}${indentation.repeat(depth)}`;
  const last = map.children?.at(-1);
  if (last !== undefined) {
    const separator = begin === '' ? ', ' : `,${begin}`;
    return spliced(json, last.offset + last.length, 0, `${separator}${entry}`);
  }
  const end = lineEnd === '' ? '' : `${lineEnd}${indentation.repeat(depth - 1)}`;
  return spliced(json, map.offset, map.length, `{${begin}${entry}${end}}`);
}

const spliced = (text: string, offset: number, length: number, inserted: string): string =>
  text.slice(0, offset) + inserted + text.slice(offset + length);

const written = (value: unknown, { indentation, lineEnd, depth }: Style): string =>
  lineEnd === ''
    ? JSON.stringify(value)
    : JSON.stringify(value, null, indentation).replaceAll(
        '\n',
        lineEnd + indentation.repeat(depth),
      );

/** Indentation and line ends as the file has them; no line end for a file of one line. */
function styleOf(json: string): Omit<Style, 'depth'> {
  const indentation = /\n([ \t]+)"/.exec(json)?.[1] ?? '  ';
  const lineEnd = json.includes('\r\n') ? '\r\n' : json.trim().includes('\n') ? '\n' : '';
  return { indentation, lineEnd };
}
