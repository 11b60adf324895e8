/** What the head of a Zeek log says of its lines. */
export interface Header {
  readonly separator: string;
  readonly setSeparator: string;
  /** What stands for a value without content. */
  readonly empty: string;
  /** What stands for no value at all. */
  readonly unset: string;
  readonly path: string | undefined;
  readonly columns: readonly Column[];
  /** Why lines cannot be read. */
  readonly problem: string | undefined;
}

export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'truth' | 'list';
}

const directives: ReadonlySet<string> = new Set([
  'separator',
  'set_separator',
  'empty_field',
  'unset_field',
  'path',
  'open',
  'close',
  'fields',
  'types',
]);

/** Whether a line is a directive of Zeek and not just a comment. */
export const isDirective = (line: string): boolean =>
  directives.has(/^#([a-z_]{1,20})(?=\W|$)/.exec(line)?.[1] ?? '');

/** More than any log has; each costs something for each record. */
const columnsMax = 1000;

/** The header in the directive lines of a text. */
export function readHeader(text: string): Header {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const written = lines.find((line) => line.startsWith('#separator '))?.slice('#separator '.length);
  const separator = written === undefined || written === '' ? '\t' : withoutEscapes(written);
  const valuesOf = (name: string): readonly string[] | undefined => {
    const line = lines.findLast((each) => each.startsWith(`#${name}${separator}`));
    return line?.split(separator, columnsMax + 2).slice(1);
  };
  const valueOf = (name: string, usual: string) => valuesOf(name)?.[0] ?? usual;

  const names = valuesOf('fields') ?? [];
  const types = valuesOf('types') ?? [];
  return {
    separator,
    setSeparator: withoutEscapes(valueOf('set_separator', ',')),
    empty: valueOf('empty_field', '(empty)'),
    unset: valueOf('unset_field', '-'),
    path: valuesOf('path')?.[0],
    columns: names.map((name, index) => ({ name, kind: kindOf(types[index] ?? '') })),
    problem: problemOf(names, types),
  };
}

function kindOf(type: string): Column['kind'] {
  if (type === 'bool') return 'truth';
  return /^(?:set|vector|table)\[/.test(type) ? 'list' : 'text';
}

function problemOf(names: readonly string[], types: readonly string[]): string | undefined {
  if (names.length === 0) return 'no #fields line before it';
  if (names.length > columnsMax) return `its #fields line names more than ${columnsMax} columns`;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `its #fields line names ${JSON.stringify(twice)} twice`;
  const count = types.length;
  // Without types, lists would come as text: better no record than a wrong one.
  if (count === 0) return 'no #types line before it';
  if (count === names.length) return undefined;
  return `its #fields line names ${names.length} columns, its #types line ${count}`;
}

/**
 * Zeek writes separators, backslashes and what cannot be printed as `\x09`. Bytes that are no ASCII stay as they are
 * written: valid text is not written like that.
 */
export const withoutEscapes = (value: string): string =>
  value.includes('\\x')
    ? value.replaceAll(/\\x([0-7][0-9a-fA-F])/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : value;
