import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsEnvelopes } from '../aws/envelopes.ts';
import { type ReadItem, type ReadOptions, readBatches, readBytes } from './read-batches.ts';
import { forEachPayload } from './split-payloads.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-texts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Read {
  readonly items: readonly ReadItem[];
  /** `position payload` */
  readonly payloads: readonly string[];
  /** `position detail` */
  readonly failures: readonly string[];
  /** The text that failures kept. */
  readonly kept: readonly (string | undefined)[];
  readonly leftOut: number;
}

async function gather(source: AsyncIterable<ReadItem>): Promise<Read> {
  const items: ReadItem[] = [];
  const payloads: string[] = [];
  const failures: string[] = [];
  const kept: (string | undefined)[] = [];
  let leftOut = 0;
  for await (const item of source) {
    items.push(item);
    if (item.kind === 'quarantined') {
      failures.push(`${item.position} ${item.detail}`);
      kept.push(item.raw);
      continue;
    }
    leftOut += item.batch.leftOut ?? 0;
    leftOut += forEachPayload(item.batch, (payload, position) => {
      payloads.push(`${position} ${Buffer.from(payload).toString('latin1')}`);
    });
  }
  return { items, payloads, failures, kept, leftOut };
}

const read = (content: string | Uint8Array, options: ReadOptions = {}): Promise<Read> =>
  gather(readBytes(Buffer.from(content), { unwrap: awsEnvelopes, ...options }));

/** Reads from each place where a reading could have stopped; all must come to the same. */
async function readsTheSameFromEverywhere(content: string | Uint8Array, options: ReadOptions) {
  const whole = await read(content, options);
  let before: string[] = [];
  for (const item of whole.items) {
    if (item.kind === 'batch') {
      forEachPayload(item.batch, (payload, position) => {
        before = [...before, `${position} ${Buffer.from(payload).toString('latin1')}`];
      });
    }
    const rest = await read(content, { ...options, from: item });
    expect([...before, ...rest.payloads]).toEqual(whole.payloads);
  }
}

const iis = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Date: 2026-03-14 11:42:00',
  '#Fields: date time cs-method',
  '2026-03-14 11:42:07 GET',
  '2026-03-14 11:42:08 POST',
  '#Date: 2026-03-14 12:00:00',
  '#Fields: date time cs-method sc-status',
  '#Remark: restarted',
  '2026-03-14 12:00:01 GET 200',
  '',
];

describe('a file whose lines are described by others', () => {
  const header = iis.slice(0, 4).join('\n');
  const second = `${iis[0]}\n${iis[1]}\n${iis[6]}\n${iis[7]}`;

  test('gives every line with what describes it, which counts as left out', async () => {
    const { payloads, leftOut } = await read(iis.join('\r\n'));

    expect(payloads).toEqual([
      `5 ${header}\n${iis[4]}`,
      `6 ${header}\n${iis[5]}`,
      `10 ${second}\n${iis[9]}`,
    ]);
    expect(leftOut).toBe(7);
  });

  test('of Zeek begins anew with each separator', async () => {
    const zeek = [
      '#separator \\x09',
      '#path\tconn',
      '#fields\tts\tuid',
      '#types\ttime\tstring',
      '1\tC1',
      '#close\t2026-03-14-11-42-00',
      '#separator \\x09',
      '#fields\tts',
      '2',
    ];

    const { payloads, leftOut } = await read(zeek.join('\n'));

    expect(payloads).toEqual([
      `5 ${zeek.slice(0, 5).join('\n')}`,
      '9 #separator \\x09\n#fields\tts\n2',
    ]);
    expect(leftOut).toBe(7);
  });

  test('keeps a line that begins with a number sign and describes nothing', async () => {
    const { payloads } = await read('#Fields: a b\n# a comment\n#\n1 2\n');

    expect(payloads).toEqual([
      '2 #Fields: a b\n# a comment',
      '3 #Fields: a b\n#',
      '4 #Fields: a b\n1 2',
    ]);
  });

  test.each([
    '# a script\necho 1\n#Fields: later\n',
    '#!/bin/sh\n#Fields: x\n',
    'a line\n#Fields: a b\n1 2\n',
    '#Version: 1.0\nno columns are named\n',
  ])('is not one that only has number signs: %j', async (text) => {
    const { payloads, leftOut } = await read(text);

    expect(payloads).toEqual(
      text
        .trimEnd()
        .split('\n')
        .map((line, index) => `${index + 1} ${line}`),
    );
    expect(leftOut).toBe(0);
  });

  test('keeps a line of other bytes with what describes it', async () => {
    const { payloads } = await read(
      Buffer.concat([Buffer.from('#Fields: a\n'), Buffer.from([0xff, 0x0a])]),
    );

    expect(payloads).toEqual(['2 #Fields: a\n\u00ff']);
  });

  test('reads the same wherever batches end, packed, and from wherever a reading stopped', async () => {
    const text = Array.from({ length: 40 }, () => iis.join('\n')).join('\n');
    const whole = await read(text);
    for (const batchBytes of [1, 60, 300, 5000]) {
      expect((await read(text, { batchBytes })).payloads).toEqual(whole.payloads);
      expect((await read(gzipSync(text), { batchBytes })).payloads).toEqual(whole.payloads);
    }
    const path = join(folder, 'iis.log');
    writeFileSync(path, text);
    expect((await gather(readBatches(path, { batchBytes: 100 }))).payloads).toEqual(whole.payloads);
    await readsTheSameFromEverywhere(text, { batchBytes: 400 });
    await readsTheSameFromEverywhere(`\ufeff${text}`, { batchBytes: 4000 });
  });
});

const event = (id: number, more = '') =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><EventID>${id}</EventID></System>${more}<EventData><Data Name="a">x &gt; y</Data><Data Name="b"/></EventData></Event>`;

describe('a file of XML', () => {
  test.each([
    [
      'inside one root',
      (events: string[]) =>
        `<?xml version="1.0"?>\n<Events>\n  ${events.join('\n  ')}\n</Events>\n`,
    ],
    ['on lines of their own', (events: string[]) => events.join('\n')],
    ['with nothing between them', (events: string[]) => events.join('')],
    [
      'in a document type with comments',
      (events: string[]) =>
        `<!DOCTYPE e [<!ENTITY x "]>">]>\n<!-- <Event> -->\n<Events a='>'>${events.join('<!-- - -->')}</Events>`,
    ],
    [
      'in files that were put together',
      (events: string[]) =>
        events.map((one) => `<?xml version="1.0"?><Events>${one}</Events>`).join('\n'),
    ],
  ])('gives each event %s', async (_, file) => {
    const events = [
      event(1),
      event(2, '<![CDATA[</Event>]]><!-- </Event> --><?x </Event> ?>'),
      event(3),
    ];

    const { payloads, failures } = await read(file(events));

    expect(failures).toEqual([]);
    expect(payloads).toEqual(events.map((one, index) => `${index + 1} ${one}`));
  });

  test('of a single event gives it whole, also over several lines', async () => {
    const text = `<Event>\n  <System/>\n  <EventData>\n    <Data>1</Data>\n    <Data>2</Data>\n  </EventData>\n</Event>`;

    expect((await read(`${text}\n`)).payloads).toEqual([`1 ${text}`]);
  });

  test('as Windows exports it is decoded', async () => {
    const text = `<?xml version="1.0" encoding="utf-16"?>\r\n<Events><Event>é</Event><Event>日本</Event></Events>`;
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

    const { items } = await read(bytes);

    const [item] = items;
    expect(item?.kind === 'batch' && Buffer.from(item.batch.bytes).toString()).toBe(
      '\u001e<Event>é</Event>\n\u001e<Event>日本</Event>\n',
    );
  });

  test('that ends in the middle of an event tells so and keeps its text', async () => {
    const cut = '<Event><System><EventID>3</Eve';

    const { payloads, failures, kept } = await read(`${event(1)}\n${event(2)}\n${cut}`);

    expect(payloads).toHaveLength(2);
    expect(failures).toEqual([
      expect.stringContaining('3 the file ends in the middle of an XML element'),
    ]);
    expect(kept).toEqual([cut]);
  });

  test('in which an event was cut off loses that one only', async () => {
    const text = `<Events>\n  ${event(1)}\n  <Event>\n    <System>\n  ${event(2)}\n  ${event(3)}\n</Events>`;

    const { payloads, failures, kept } = await read(text);

    expect(payloads).toEqual([`1 ${event(1)}`, `3 ${event(2)}`, `4 ${event(3)}`]);
    expect(failures).toEqual([expect.stringContaining('2 this XML element ends where another')]);
    expect(kept[0]).toContain('<Event>\n    <System>');
  });

  test('loses nothing that stands between events', async () => {
    const { payloads } = await read(
      `<?xml version="1.0"?>${event(1)}\n${event(2)}\nstopped here\n\n</stray>\nand on ${event(3)} tail`,
    );

    expect(payloads.map((text) => text.slice(2))).toEqual([
      event(1),
      event(2),
      'stopped here',
      '</stray>',
      'and on',
      event(3),
      'tail',
    ]);
  });

  test('with an event that is too long reports it and goes on', async () => {
    const long = event(2, `<x>${'y'.repeat(50_000)}</x>`);

    for (const batchBytes of [1000, 1_000_000]) {
      const { payloads, failures } = await read([event(1), long, event(3)].join('\n'), {
        documentBytesMax: 20_000,
        batchBytes,
      });

      expect(payloads).toEqual([`1 ${event(1)}`, `3 ${event(3)}`]);
      expect(failures).toEqual([
        `2 an XML element of ${long.length} bytes, where 20000 are allowed; write one record to a line instead`,
      ]);
    }
  });

  test.each([
    '<info> started\n<warn> slow <b>\n',
    '<34>1 2026-03-14T11:42:07Z host app - - - text\n',
    '<b>bold</b> and more text\n<b>again</b> text\n',
    '< 5 is less\n',
  ])('is not text that only begins with an angle bracket: %j', async (text) => {
    const { payloads } = await read(text);

    expect(payloads).toEqual(
      text
        .trimEnd()
        .split('\n')
        .map((line, index) => `${index + 1} ${line}`),
    );
  });

  test('reads the same wherever batches end and from wherever a reading stopped', async () => {
    const events = Array.from({ length: 60 }, (_, id) => event(id, '<![CDATA[ ]]]]><!-- -- -->'));
    const text = `<?xml version="1.0"?><Events>\n${events.join('\n')}</Events>`;
    const whole = await read(text);
    expect(whole.payloads).toHaveLength(60);

    for (const batchBytes of [1, 333, 4000]) {
      expect((await read(text, { batchBytes })).payloads).toEqual(whole.payloads);
    }
    await readsTheSameFromEverywhere(text, { batchBytes: 2000 });
  });

  test('never throws and loses nothing, whatever it holds', async () => {
    const parts = fc.constantFrom(
      '<Event>',
      '</Event>',
      '<Event/>',
      '<a b="',
      '"',
      "'",
      '>',
      '<',
      '<!--',
      '-->',
      '<![CDATA[',

      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE ',
      '[',
      ']',
      'text',
      '\n',
      '  ',
      '<?xml ?>',
      '</Events>',
      'é',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(parts, { maxLength: 40 }),
        fc.boolean(),
        async (pieces, wrapped) => {
          const text = `<?xml version="1.0"?>${wrapped ? '<Events><Event/>' : ''}${pieces.join('')}`;

          const { payloads, kept, failures } = await read(text);

          const found = [
            ...payloads.map((one) =>
              Buffer.from(one.slice(one.indexOf(' ') + 1), 'latin1').toString(),
            ),
            ...kept,
          ].join('');
          for (const word of ['text', 'é']) {
            // Comments, instructions and the like between elements say nothing and may go.
            if (/<!|<\?/.test(pieces.join(''))) continue;
            expect([text, found.split(word).length]).toEqual([text, text.split(word).length]);
          }
          expect(payloads.length + failures.length).toBeLessThan(100);
        },
      ),
      { numRuns: 500 },
    );
  });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const kinesisEvent = (texts: readonly string[]) => ({
  Records: texts.map((text, index) => ({
    eventSource: 'aws:kinesis',
    eventSourceARN: 'arn:aws:kinesis:eu-west-1:1:stream/s',
    kinesis: { sequenceNumber: String(index), data: base64(text) },
  })),
});

describe('a file that holds what AWS calls a function with', () => {
  test('gives what is inside, each at a place of its own', async () => {
    const text = JSON.stringify(kinesisEvent(['{"a":1}', 'a\u001eb', '{"a":2}\n{"a":3}']), null, 2);

    const { payloads, failures } = await read(text);

    expect(failures).toEqual([]);
    expect(payloads).toEqual(['1 {"a":1}', '2 a\u001eb', '3 {"a":2}', '4 {"a":3}']);
  });

  test('may have one on each line', async () => {
    const text = [kinesisEvent(['a']), kinesisEvent(['b', 'c'])].map((one) => JSON.stringify(one));

    expect((await read(text.join('\n'))).payloads).toEqual(['1 a', '2 b', '3 c']);
  });

  test('counts what was left out and tells what could not be read', async () => {
    const bad = kinesisEvent(['x']);
    const broken = {
      Records: [{ ...bad.Records[0], kinesis: { sequenceNumber: '1', data: '%' } }],
    };
    const probe = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' };
    const text = [kinesisEvent(['a']), probe, broken, kinesisEvent(['b']), probe];

    const { payloads, failures, kept, leftOut } = await read(
      text.map((one) => JSON.stringify(one)).join('\n'),
    );

    expect(payloads).toEqual(['1 a', '4 b']);
    expect(failures).toEqual([expect.stringContaining('3 its "data" is not base64')]);
    expect(kept).toEqual(['%']);
    expect(leftOut).toBe(2);
  });

  test('of many megabytes is read in parts', async () => {
    const texts = Array.from(
      { length: 60_000 },
      (_, id) => `{"id":${id},"text":"${'x'.repeat(60)}"}`,
    );

    const { payloads } = await read(JSON.stringify(kinesisEvent(texts)));

    expect(payloads).toHaveLength(60_000);
    expect(payloads.at(-1)).toBe(`60000 ${texts.at(-1)}`);
  });

  test('reads the same from wherever a reading stopped', async () => {
    const text = Array.from({ length: 20 }, (_, id) =>
      JSON.stringify(
        id % 5 === 0
          ? { Event: 's3:TestEvent', Service: 'Amazon S3' }
          : kinesisEvent([`a${id}`, `b${id}`]),
      ),
    );

    await readsTheSameFromEverywhere(text.join('\n'), { batchBytes: 1 });
  });
});
