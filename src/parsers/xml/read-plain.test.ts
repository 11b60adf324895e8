import { parseXml, type XmlElement, XmlError, type XmlNode } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Element } from './element.ts';
import { readPlain } from './read-plain.ts';

/** The same by a complete reader; undefined when it finds the text damaged. */
function readCompletely(text: string): unknown {
  try {
    const { root } = parseXml(`<r>${text}</r>`);
    return root === null ? undefined : shapeOf(root)[2];
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

const shapeOf = ({ name, attributes, children }: XmlElement): readonly unknown[] => [
  name,
  Object.entries(attributes).flat(),
  joined(children.map(nodeOf)),
];

function nodeOf(node: XmlNode): unknown {
  if (node.type === 'element') return shapeOf(node as XmlElement);
  return 'text' in node ? node.text : '';
}

const plainShape = ({ name, attributes, children }: Element): readonly unknown[] => [
  name,
  attributes,
  joined(children.map((child) => (typeof child === 'string' ? child : plainShape(child)))),
];

/** Neighbouring texts are one. */
function joined(nodes: readonly unknown[]): readonly unknown[] {
  const result: unknown[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (typeof node === 'string' && typeof last === 'string')
      result[result.length - 1] = last + node;
    else if (node !== '') result.push(node);
  }
  return result.filter((node) => node !== '');
}

test('what is read is what a complete reader finds', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b:c>',
    '</b:c>',
    '<d/>',
    '<e f="g" h=\'i"j\'>',
    '</e >',
    '<k l = "&lt;&#x41;"/>',
    'text',
    ' ',
    '\n',
    '\r\n',
    '&amp;',
    '&#65;',
    '&#xd;',
    '&#0;',
    '&no;',
    '&',
    '<![CDATA[<x>&]]>',
    '<!-- c -->',
    '<!-- -- -->',
    ']]>',
    '<?pi x?>',
    'é😀',
    '\ud800',
    '\u0001',
    '<',
    '>',
    '"',
    '<a b="1" b="2"/>',
    '<a b="\t"/>',
    '<é/>',
    '<a b=\'1\'c="2"/>',
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const plain = readPlain(text);
      if (plain === undefined) return;
      read++;
      const shape = joined(
        plain.map((node) => (typeof node === 'string' ? node : plainShape(node))),
      );
      expect(shape).toEqual(readCompletely(text));
    }),
    { numRuns: 3000 },
  );
  // The comparison would say nothing if nearly everything were left to the complete reader.
  expect(read).toBeGreaterThan(300);
});

test.each([
  '<a>x</a>',
  '<a b=\'1\' c="2"><d/>&lt;&#x1F600;</a>\r\n',
  '<a><![CDATA[<>]]></a><!-- c --><b/>',
])('%j needs no complete reader', (text) => {
  expect(readPlain(text)).toBeDefined();
});

test.each([
  '<a>',
  '</a>',
  '<a></b>',
  '<a',
  '<a b=1/>',
  '<a b="1"',
  '<a b="<"/>',
  '<a>&x;</a>',
  '<a>&#xD800;</a>',
  '<a><![CDATA[',
  '<!--',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a>',
  `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`,
])('%j is left to a complete reader', (text) => {
  expect(readPlain(text)).toBeUndefined();
});
