import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteSource } from './byte-source.ts';
import { bytesSource } from './file-source.ts';
import { Directives } from './directives/directives.ts';
import { readDocuments } from './json/read-documents.ts';
import type { ReadItem } from './read-item.ts';
import { readLines } from './read-lines.ts';
import { forEachPayload } from './split-payloads.ts';
import { readRows } from './table/read-rows.ts';
import { readElements } from './xml/read-elements.ts';

/** Bytes that come in pieces of these sizes, over and over. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
  let at = 0;
  let turn = 0;
  return {
    ...bytesSource(bytes),
    async next() {
      if (at >= bytes.length) return { outcome: 'end' };
      const size = sizes[turn++ % sizes.length] ?? 1;
      // Lent: whoever wants to keep them has to copy them.
      const piece = bytes.slice(at, at + size);
      at += size;
      return { outcome: 'bytes', bytes: piece };
    },
  };
}

async function payloadsOf(items: AsyncIterable<ReadItem>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const item of items) {
    if (item.kind === 'quarantined')
      found.push(`${item.position} ! ${item.detail} ${item.raw ?? ''}`);
    else {
      forEachPayload(item.batch, (payload, position) => {
        found.push(`${position} ${Buffer.from(payload).toString('latin1')}`);
      });
    }
  }
  return found;
}

const reading = { documentBytesMax: 10_000, firstPosition: 1, lineBytesMax: 5000 };
const from = { offset: 0, nextPosition: 1 };

const readers: Readonly<
  Record<string, (source: ByteSource, batchBytes: number) => AsyncIterable<ReadItem>>
> = {
  lines: (source, batchBytes) =>
    readLines(source, { ...reading, batchBytes, from, directives: undefined }),
  'lines that are described by others': (source, batchBytes) =>
    readLines(source, { ...reading, batchBytes, from, directives: new Directives() }),
  documents: (source, batchBytes) => readDocuments(source, { ...reading, batchBytes }),
  'rows of a table': (source, batchBytes) => readRows(source, { ...reading, batchBytes }),
  'elements at the top': (source, batchBytes) =>
    readElements(source, { wrapper: undefined }, { ...reading, batchBytes }),
  'elements in a root': (source, batchBytes) =>
    readElements(source, { wrapper: 'Events' }, { ...reading, batchBytes }),
};

/** What files are made of, whole and broken, put together in any order. */
const parts = fc.constantFrom(
  'line of text\n',
  '\r\n',
  '\n\n',
  ' ',
  'x'.repeat(300),
  'é日本',
  '\u001e',

  '{"a":1}\n',
  '{"a":[1,2,{"b":"}\\""}]}',
  '[{"c":1},\n{"c":2}]',
  '{"cut":',
  '"',
  '\\',
  ',',
  '}',
  ']',
  '"a ""b""\nc",d\n',
  'a,b\n',
  '"open',

  '<?xml version="1.0"?>',
  '<Events>',
  '</Events>',
  '<Event a="1>2">\n<b/></Event>',
  '<Event/>\n',

  '\n<Event>',
  '</Event>',
  '<!-- <Event> -->',
  '<![CDATA[</Event>]]>',
  '<!--',
  '-->',
  ']]>',
  '<',
  '>',

  '#Fields: a b\n',
  '#Fields: c\n',
  '#separator \\x09\n',
  '#fields\ta\tb\n',
  '#Remark: x\n',
  '# no\n',
);
const contents = fc.array(parts, { maxLength: 60 }).map((found) => Buffer.from(found.join('')));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test.each(Object.entries(readers))(
  '%s come out the same however the bytes come in',
  async (name, read) => {
    await fc.assert(
      fc.asyncProperty(
        contents,
        sizes,
        fc.integer({ min: 1, max: 500 }),
        async (bytes, pieces, batchBytes) => {
          const whole = await payloadsOf(read(inPieces(bytes, [1_000_000]), 1_000_000));

          const cut = await payloadsOf(read(inPieces(bytes, pieces), batchBytes));

          expect(cut, `${name}: ${JSON.stringify(bytes.toString())}`).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  },
);

test('a tag behind a comment begins no line, also where the comment was let go before it came', async () => {
  const read = readers['elements at the top'];
  const bytes = Buffer.from('<!-- <Event> --><Events>line of text\n<Events>');
  if (read === undefined) throw new Error('no such reader');

  expect(await payloadsOf(read(inPieces(bytes, [1]), 1))).toEqual(
    await payloadsOf(read(inPieces(bytes, [1_000]), 1_000)),
  );
});

test.each(Object.entries(readers))(
  '%s that are too long are bounded, and reading goes on',
  async (_, read) => {
    const long = `<Event>${'y'.repeat(20_000)}</Event>\n`;
    const bytes = Buffer.from(`${long}<Event/>\n`);

    for (const pieces of [[7], [999], [100_000]]) {
      const found = await payloadsOf(read(inPieces(bytes, pieces), 100));

      expect(found.join('\n').length).toBeLessThan(2000);
      expect(found.at(-1)).toMatch(/ <Event\/>$/);
    }
  },
);
