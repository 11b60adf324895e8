import type { CharacterSet, Node } from './syntax.ts';

/** The source for the platform; written anew, since classes such as `\s` and the dot mean other characters there. */
export function sourceOf(node: Node): string {
  switch (node.kind) {
    case 'set':
      return setSource(node.set);
    case 'boundary':
      return '\\b';
    case 'group':
      return `(${sourceOf(node.body)})`;
    case 'choice':
      return `(?:${node.options.map(sourceOf).join('|')})`;
    case 'sequence':
      return node.items.map(sourceOf).join('');
    case 'repeat': {
      const most = node.most === Infinity ? '' : node.most;
      return `(?:${sourceOf(node.body)}){${node.least},${most}}${node.lazy ? '?' : ''}`;
    }
  }
}

function setSource(set: CharacterSet): string {
  const point = (code: number) => `\\u{${code.toString(16)}}`;
  const [only] = set;
  if (set.length === 1 && only !== undefined && only[0] === only[1]) return point(only[0]);
  return `[${set.map(([from, to]) => `${point(from)}-${point(to)}`).join('')}]`;
}
