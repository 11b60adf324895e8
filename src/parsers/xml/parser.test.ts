import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classified, findingsOf, reader } from '../../../testing/parsing.ts';

const read = (text: string, configuration: object = {}) => reader('xml', { configuration })(text);

const event = `<?xml version="1.0" encoding="utf-8"?>
<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>
  <System>
    <Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>
    <EventID Qualifiers='0'>4624</EventID>
    <TimeCreated SystemTime='2026-03-14T11:42:07.2007000Z'/>
    <Correlation/>
    <Execution ProcessID='600' ThreadID='700'/>
    <Channel>Security</Channel>
    <Computer>dc1.northwind.example</Computer>
  </System>
  <EventData>
    <Data Name='TargetUserName'>ana</Data>
    <Data Name='LogonType'>3</Data>
    <Data Name='IpAddress'>203.0.113.7</Data>
    <Data Name='Empty'/>
  </EventData>
</Event>
`;

test('a Windows event reads as it is meant', () => {
  expect(read(event)).toEqual([
    {
      System: {
        Provider: {
          '@Name': 'Microsoft-Windows-Security-Auditing',
          '@Guid': '{54849625-5478-4994-A5BA-3E3B0328C30D}',
        },
        EventID: { '@Qualifiers': '0', '#text': '4624' },
        TimeCreated: { '@SystemTime': '2026-03-14T11:42:07.2007000Z' },
        Correlation: '',
        Execution: { '@ProcessID': '600', '@ThreadID': '700' },
        Channel: 'Security',
        Computer: 'dc1.northwind.example',
      },
      EventData: { TargetUserName: 'ana', LogonType: '3', IpAddress: '203.0.113.7', Empty: '' },
    },
  ]);
});

test('a schema may take its parts into the record, with types', () => {
  const schema = {
    EventID: 'integer',
    Channel: 'string',
    Computer: 'string',
    TimeCreated: { '@SystemTime': 'string' },
    TargetUserName: 'string',
    LogonType: 'integer',
    CommandLine: 'string',
  };
  const configuration = {
    record: 'Event',
    flatten: ['System', 'EventData'],
    ignore_attributes: ['Qualifiers'],
    unknown_keys: 'drop',
    optional_top_level_keys: ['TargetUserName', 'LogonType', 'CommandLine'],
  };

  expect(classified('xml', { schema, configuration }, event)).toEqual([
    {
      EventID: 4624,
      Channel: 'Security',
      Computer: 'dc1.northwind.example',
      TimeCreated: { '@SystemTime': '2026-03-14T11:42:07.2007000Z' },
      TargetUserName: 'ana',
      LogonType: 3,
      CommandLine: '',
    },
  ]);
});

describe('elements', () => {
  test.each([
    ['<a><b>x</b></a>', { b: 'x' }],
    ['<a><b/></a>', { b: '' }],
    ['<a><b> x </b></a>', { b: ' x ' }],
    ['<a>x</a>', { '#text': 'x' }],
    ['<a/>', { '#text': '' }],
    ['<a b="1"/>', { '@b': '1' }],
    ['<a b="1">x</a>', { '@b': '1', '#text': 'x' }],
    ['<a>x<b/>y</a>', { b: '', '#text': 'xy' }],
    ['<a><b>1</b><c/><b>2</b><b>3</b></a>', { b: ['1', '2', '3'], c: '' }],
    ['<a><b><![CDATA[<x> & ]]>y</b></a>', { b: '<x> & y' }],
    ['<a><b>&lt;&#233;&quot;</b></a>', { b: '<é"' }],
    ['<a><b>1<!-- 2 -->3</b></a>', { b: '13' }],
    ['<a><b><?go x?>1</b></a>', { b: '1' }],
    [
      '<a><__proto__>1</__proto__><constructor>2</constructor></a>',
      JSON.parse('{"__proto__":"1","constructor":"2"}'),
    ],
  ])('%j', (text, record) => {
    expect(read(text)).toEqual([record]);
  });
});

describe('names', () => {
  const text = '<n:a xmlns:n="urn:n" n:b="1"><n:c/><d xmlns="urn:d"/></n:a>';

  test('lose their prefixes', () => {
    expect(read(text)).toEqual([{ '@b': '1', c: '', d: '' }]);
  });

  test('stay as they are without strip_namespaces', () => {
    expect(read(text, { strip_namespaces: false })).toEqual([
      { '@xmlns:n': 'urn:n', '@n:b': '1', 'n:c': '', d: { '@xmlns': 'urn:d' } },
    ]);
  });
});

describe('named data', () => {
  test('without a name it is an element like others', () => {
    const text = '<a><Data>1</Data><Data Name="">2</Data><Data Name="X" T="s">3</Data></a>';

    expect(read(text)).toEqual([
      { Data: ['1', { '@Name': '', '#text': '2' }], X: { '@T': 's', '#text': '3' } },
    ]);
  });

  test('a name that comes twice makes a list', () => {
    expect(read('<a><Data Name="X">1</Data><Data Name="X">2</Data></a>')).toEqual([
      { X: ['1', '2'] },
    ]);
  });

  test('can be switched off', () => {
    expect(read('<a><Data Name="X">1</Data></a>', { named_data: false })).toEqual([
      { Data: { '@Name': 'X', '#text': '1' } },
    ]);
  });
});

describe('several records', () => {
  test('documents one after the other', () => {
    expect(read('<?xml version="1.0"?>\n<a><b>1</b></a>\n<a><b>2</b></a>\n')).toEqual([
      { b: '1' },
      { b: '2' },
    ]);
  });

  test('elements inside a wrapper', () => {
    const text = '<Events n="x"><Event><b>1</b></Event><Other/><Event><b>2</b></Event></Events>';

    expect(read(text, { record: 'Events/Event' })).toEqual([{ b: '1' }, { b: '2' }]);
    expect(read(text, { record: 'Events/None' })).toMatchObject([
      { reason: 'no element at Events/None', raw: text },
    ]);
    expect(read(text, { record: 'Event' })).toMatchObject([{ reason: 'no element at Event' }]);
  });
});

test('what moves up hides nothing', () => {
  const text = '<a><S><x>1</x><y>2</y></S><E><x>3</x><z>4</z></E><T>5</T><U/><V><q/></V><V/></a>';

  expect(read(text, { flatten: ['S', 'E', 'T', 'U', 'V', 'W'] })).toEqual([
    { x: '1', y: '2', E_x: '3', z: '4', T: '5', V: [{ q: '' }, ''] },
  ]);
});

test('texts that json_path selects are read, too', () => {
  const payload = JSON.stringify({ event: { original: '<a><b>1</b></a>' } });

  expect(classified('xml', { configuration: { json_path: 'event.original' } }, payload)).toEqual([
    { b: '1' },
  ]);
});

describe('refused is', () => {
  test.each([
    ['', 'not XML'],
    ['{"a": "<b/>"}', 'not XML'],
    ['<?xml version="1.0"?>', 'not XML'],
    ['<!-- c -->', 'not XML: there is no element'],
    ['<a><b></a>', 'not XML: Missing end tag for element b (at character 7)'],
    ['  <a>', 'not XML: Missing end tag for element a (at character 6)'],
    ['<a/></b>', 'not XML: an element ends that has not begun, or one has no end'],
    [
      '<a/></streamalert-documents><streamalert-documents>',
      'not XML: Extra content at the end of the document (at character 29)',
    ],
    ['<a/> and more', 'not XML: there is text outside of all elements'],
    ['<a>\u0001</a>', 'not XML: Invalid character (at character 4)'],
    [`${'<a>'.repeat(200)}${'</a>'.repeat(200)}`, 'XML that is nested too deeply'],
    ['<a>'.repeat(300_000), 'XML that is nested too deeply'],
    [
      `<a>${'x'.repeat(4 * 1024 * 1024)}</a>`,
      'XML of more than 4194304 characters; divide it into its records',
    ],
  ])('%.60j', (text, reason) => {
    expect(read(text)).toMatchObject([{ reason, raw: text }]);
  });

  test('an entity of its own, however it is declared', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(1000)}"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>`;
    const file = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';

    expect(read(bomb)).toMatchObject([{ reason: expect.stringMatching(/^not XML: Named entity/) }]);
    expect(read(file)).toMatchObject([{ reason: expect.stringMatching(/^not XML: Named entity/) }]);
    expect(read('<!DOCTYPE a><a><b>&amp;</b></a>')).toEqual([{ b: '&' }]);
  });
});

test('a wrong path is told when the schema is loaded', () => {
  expect(findingsOf('xml', { configuration: { record: '/Events//Event' } })).toEqual([
    'load configuration.record: expected names of elements with / between them, found "/Events//Event" (xml parser)',
  ]);
  expect(findingsOf('xml', { configuration: { flatten: 'System' } })[0]).toMatch(
    /^load configuration.flatten: /,
  );
});

test('what is written is read again', () => {
  const name = fc.constantFrom('a', 'b', 'c-d', 'Data', 'x.y');
  const text = fc.string({
    unit: fc.constantFrom('a', '<', '&', '"', "'", ' ', 'é', ']', '>'),
    minLength: 1,
    maxLength: 6,
  });
  const escape = (value: string) =>
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');

  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(name, text), { selector: ([key]) => key, minLength: 1 }),
      (pairs) => {
        const inner = pairs.map(([key, value]) => `<${key}>${escape(value)}</${key}>`).join('\n');
        const attributes = pairs.map(([key, value]) => ` ${key}="${escape(value)}"`).join('');
        expect(read(`<r>${inner}</r>`)).toEqual([Object.fromEntries(pairs)]);
        expect(read(`<r${attributes}/>`)).toEqual([
          Object.fromEntries(pairs.map(([key, value]) => [`@${key}`, value])),
        ]);
      },
    ),
    { numRuns: 500 },
  );
});

test('no text makes it throw, and it takes time in proportion to it', () => {
  const parse = reader('xml', { configuration: { flatten: ['a'], record: 'a' } });
  const unit = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    '"',
    "'",
    '=',
    '&',
    ';',
    '#',
    '!',
    '[',
    ']',
    '-',
    '?',
    ' ',
    '\u0000',
    '<a>',
    '</a>',
    '<![CDATA[',
    '<!DOCTYPE',
    'xml',
    ':',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (parts) => {
      expect(Array.isArray(parse(parts.join('')))).toBe(true);
      expect(Array.isArray(parse(`<${parts.join('')}`))).toBe(true);
    }),
    { numRuns: 1500 },
  );

  const begun = performance.now();
  for (const piece of [
    '<a/>',
    '<',
    '&amp;',
    '&',
    '<!--',
    '<![CDATA[',
    ' ',
    '<a b="',
    '<a ',
    "='",
    '<?x?>',
  ]) {
    parse(`<a>${piece.repeat(20_000)}`);
    parse(`<a>${piece.repeat(20_000)}</a>`);
    parse(`<a ${piece.repeat(20_000)}`);
  }
  parse(`<a ${Array.from({ length: 20_000 }, (_, n) => `a${n}=""`).join(' ')}/>`);
  expect(performance.now() - begun).toBeLessThan(6000);
});
