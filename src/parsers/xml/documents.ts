import { parseXml, type XmlElement, XmlError, type XmlNode } from '@rgrove/parse-xml';
import { type Element, levelsMax } from './element.ts';
import { readPlain } from './read-plain.ts';

export type Documents =
  | { readonly outcome: 'read'; readonly roots: readonly Element[] }
  | { readonly outcome: 'refused'; readonly reason: string };

/** A tree takes many times the memory of its text, and no single event comes near it. */
const charactersMax = 4 * 1024 * 1024;

/**
 * Reads documents one after the other, as `wevtutil` writes events. No entity is resolved but those of XML itself, and
 * a document that uses others is refused.
 */
export function readDocuments(text: string): Documents {
  const start = /^\s*(?:<\?xml\s[^?]*\?>)?\s*/.exec(text)?.[0].length ?? 0;
  if (text.charCodeAt(start) !== 0x3c) return refused('not XML');
  if (text.length > charactersMax) {
    return refused(`XML of more than ${charactersMax} characters; divide it into its records`);
  }
  const plain = readPlain(start === 0 ? text : text.slice(start));
  return plain === undefined ? readCompletely(text, start) : documentsOf(plain);
}

const refused = (reason: string): Documents => ({ outcome: 'refused', reason });

function documentsOf(nodes: readonly (string | Element)[]): Documents {
  const roots = nodes.filter((node) => typeof node !== 'string');
  if (nodes.some((node) => typeof node === 'string' && node.trim() !== '')) {
    return refused('not XML: there is text outside of all elements');
  }
  if (roots.length === 0) return refused('not XML: there is no element');
  return { outcome: 'read', roots };
}

/** Nobody else has elements of this name. */
const wrapper = 'streamalert-documents';

function readCompletely(text: string, start: number): Documents {
  const body = text.slice(start);
  const isDeclared = body.startsWith('<!DOCTYPE');
  const shift = isDeclared ? -start : wrapper.length + 2 - start;
  try {
    const { root } = parseXml(isDeclared ? body : `<${wrapper}>${body}</${wrapper}>`);
    if (root === null) return refused('not XML: there is no element');
    const element = elementOf(root, levelsMax);
    if (element === undefined) return refused(tooDeep);
    return documentsOf(isDeclared ? [element] : element.children);
  } catch (error) {
    // The reader calls itself for each level.
    if (error instanceof RangeError) return refused(tooDeep);
    if (error instanceof XmlError) return refused(`not XML: ${reasonOf(error, shift)}`);
    throw error;
  }
}

const tooDeep = 'XML that is nested too deeply';

function elementOf(
  { name, attributes, children }: XmlElement,
  levels: number,
): Element | undefined {
  if (levels === -1) return undefined;
  const nodes: (string | Element)[] = [];
  for (const child of children) {
    const node = isElement(child) ? elementOf(child, levels - 1) : textOf(child);
    if (node === undefined) return undefined;
    nodes.push(node);
  }
  return { name, attributes: Object.entries(attributes).flat(), children: nodes };
}

const isElement = (node: XmlNode): node is XmlElement => node.type === 'element';

/** Comments and instructions have none. */
const textOf = (node: XmlNode): string =>
  'text' in node && typeof node.text === 'string' ? node.text : '';

/** What is wrong, and where in the text; the message itself counts from the wrapper, and shows a part of the text. */
function reasonOf({ message, pos }: XmlError, shift: number): string {
  const what = message.replace(/ \(line \d+, column \d+\)[^]*$/, '');
  if (what.includes(wrapper)) return 'an element ends that has not begun, or one has no end';
  return `${what} (at character ${Math.max(pos - shift, 0) + 1})`;
}
