import { Row } from '../parser.ts';

/**
 * Reads a line whose pairs stand in the order of the schema, each once, which is how one program writes all its
 * lines; undefined for every other line. The code is written once for each schema: it compares the names where they
 * must stand, so that nothing is cut out of the line but the values.
 */
export function pairMaker(
  names: readonly string[],
  { delimiter, separator }: { readonly delimiter: string; readonly separator: string },
): (text: string) => Row | undefined {
  // Where a delimiter could begin inside of a name or separator, the line must be divided first.
  const clear = names.every((name) => {
    const begin = name + separator;
    return !begin.includes(delimiter.charAt(0)) && begin.indexOf(separator) === name.length;
  });
  if (names.length === 0 || !clear) return () => undefined;

  const steps = names.map((name, index) => {
    const begin = name + separator;
    const isLast = index === names.length - 1;
    const find = `text.indexOf(${JSON.stringify(delimiter)}, at)`;
    // A delimiter behind the last value means that there is more to look at.
    const end = isLast
      ? `if (${find} !== -1) return undefined; end = text.length;`
      : `end = ${find}; if (end === -1) return undefined;`;
    return `
if (!text.startsWith(${JSON.stringify(begin)}, at)) return undefined;
at += ${begin.length};
${end}
const v${index} = text.slice(at, end);
at = end + ${delimiter.length};`;
  });
  const values = names.map((_, index) => `v${index}`).join(', ');
  const body = `let at = 0, end = 0;${steps.join('')}\nreturn new Row([${values}]);`;
  return new Function('Row', `return (text) => {${body}};`)(Row) as ReturnType<typeof pairMaker>;
}
