import { stringifyJson } from '../../src/domain/exact-json.ts';
import { parsers } from '../../src/parsers/index.ts';
import { compileClassifier } from '../../src/stages/classifier/classifier.ts';
import { logTypesOf } from '../log-types.ts';
import { type FuzzTarget, promise } from './target.ts';

interface Example {
  readonly schemas: object;
  readonly lines: readonly string[];
}

const schemaOf = (names: string): object =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'string']));

const examples: Readonly<Record<string, Example>> = {
  json: {
    schemas: {
      'gate:entry': {
        parser: 'json',
        schema: {
          gate: 'integer',
          badge: 'string',
          held: 'boolean',
          dwell: 'float',
          at: [],
          meta: {},
        },
        configuration: { optional_top_level_keys: ['held', 'at', 'meta'] },
      },
      'gate:batch': {
        parser: 'json',
        schema: { gate: 'integer', who: { id: 'integer', name: 'string' } },
        configuration: {
          json_path: 'rows[*].row',
          embedded_json: true,
          envelope_keys: { site: 'string' },
        },
      },
      'gate:inside': {
        parser: 'json',
        schema: { gate: 'integer' },
        configuration: { json_regex_key: 'line', unknown_keys: 'keep' },
      },
    },
    lines: [
      '{"gate":"12","badge":7041,"dwell":"3.50","at":[1,2],"meta":{"a":{"b":null}}}',
      '{"site":"hill","rows":[{"row":"{\\"gate\\":1,\\"who\\":{\\"id\\":9007199254740993,\\"name\\":\\"a\\"}}"},{"row":"[1]"}]}',
      '{"line":"ovend[88] note: {\\"gate\\":\\"7\\", \\"deg\\":1e5}","n":1}',
      '[123456789012345678901,{"gate":1}]',
      '{"gate":NaN,"badge":"\\ud83d","dwell":-Infinity}',
    ],
  },
  csv: {
    schemas: {
      'ferry:crossing': {
        parser: 'csv',
        schema: { when: 'string', boat: 'string', load: { cars: 'integer', lorries: 'integer' } },
        configuration: { delimiter: ';', log_patterns: { boat: ['MV *', 'SS *'] } },
      },
      'ferry:row': {
        parser: 'csv',
        schema: schemaOf('a b c'),
        configuration: { escapechar: '\\' },
      },
      'ferry:inside': {
        parser: 'csv',
        schema: schemaOf('a b'),
        configuration: { json_path: 'batch[*].text', envelope_keys: { bank: 'string' } },
      },
    },
    lines: [
      '06:10;MV Tern;"12;3"',
      'a,"b ""c"" d",e\r\nf,g,h\n',
      '{"bank":"north","batch":[{"text":"1,ann"},{"text":"2,bo"}]}',
    ],
  },
  kv: {
    schemas: {
      'lift:door': { parser: 'kv', schema: { t: 'integer', car: 'string', t2: 'integer' } },
      'lift:key': {
        parser: 'kv',
        schema: schemaOf('a b'),
        configuration: { delimiter: '; ', separator: ': ', optional_top_level_keys: ['b'] },
      },
    },
    lines: ['t=5 car=B t=9', 'car=B t=5 t2=9', 'a: 1; b: 2\n'],
  },
  syslog: {
    schemas: {
      'host:log': { parser: 'syslog', schema: schemaOf('timestamp host application message') },
    },
    lines: ['Jan  1 00:00:00 web-1.example.com sshd[7][x]: Accepted publickey\n'],
  },
  cef: {
    schemas: {
      'wall:cef': {
        parser: 'cef',
        schema: {
          ...schemaOf(
            'cef_version device_vendor device_product device_version device_event_class_id name severity',
          ),
          extension: {},
        },
        configuration: { extension: 'nested', unknown_keys: 'keep' },
      },
    },
    lines: [
      'Jan 18 11:07:53 host CEF:0|Acme|Wall|1.0|100|worm \\| stopped|10|src=192.0.2.1 dst=2001:db8::1 msg=a\\=b c cs1Label=Zone cs1=outer',
    ],
  },
  leef: {
    schemas: {
      'wall:leef': {
        parser: 'leef',
        schema: {
          ...schemaOf('leef_version device_vendor device_product device_version event_id'),
          attributes: {},
        },
        configuration: { attributes: 'nested', unknown_keys: 'keep' },
      },
    },
    lines: [
      'LEEF:1.0|Acme|Wall|1.0|login|src=192.0.2.1\tusrName=ana',
      'LEEF:2.0|Acme|Wall|1.0|login|x5E|src=192.0.2.1^usrName=ana',
    ],
  },
  w3c: {
    schemas: {
      'web:fixed': { parser: 'w3c', schema: schemaOf('date time ip method path') },
      'web:named': {
        parser: 'w3c',
        schema: schemaOf('date time c-ip cs(User-Agent)'),
        configuration: { unknown_keys: 'keep' },
      },
    },
    lines: [
      '2026-03-14 08:00:00 192.0.2.1 GET "/a b"',
      '#Version: 1.0\n#Fields: date time c-ip cs(User-Agent)\n2026-03-14 08:00:00 192.0.2.1 curl/8',
    ],
  },
  zeek: {
    schemas: {
      'zeek:conn': {
        parser: 'zeek',
        schema: { ts: 'float', uid: 'string', tunnel_parents: [] },
        configuration: { unknown_keys: 'keep' },
      },
    },
    lines: [
      '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#fields\tts\tuid\ttunnel_parents\n#types\ttime\tstring\tset[string]\n1.5\tC1\ta,b',
    ],
  },
  xml: {
    schemas: {
      'win:event': {
        parser: 'xml',
        schema: { System: {}, EventData: {} },
        configuration: { optional_top_level_keys: ['EventData'], unknown_keys: 'keep' },
      },
    },
    lines: [
      '<Event xmlns="urn:x"><System><Provider Name="P"/><EventID>1</EventID></System><EventData><Data Name="User">a &amp; b</Data><Data>x</Data></EventData></Event>',
    ],
  },
  regex: {
    schemas: {
      'web:access': {
        parser: 'regex',
        schema: { ip: 'string', status: 'integer', size: 'string' },
        configuration: {
          pattern: '^(?P<ip>\\S+) .* (?P<status>\\d{3})(?: (?P<size>\\d+))?$',
          optional_top_level_keys: ['size'],
        },
      },
    },
    lines: ['192.0.2.1 - - "GET / HTTP/1.1" 200 512'],
  },
};

/** One target for each parser, read through the classifier as all data is. */
export const parserTargets: readonly FuzzTarget[] = parsers.map(({ type }) => {
  const example = examples[type];
  if (example === undefined) throw new Error(`the parser ${type} has no seeds for the fuzzer`);
  const logTypes = logTypesOf(example.schemas);
  const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: true });

  return {
    name: `parser-${type}`,
    seeds: example.lines.map((line) => Buffer.from(line)),
    check(bytes) {
      const first = classifier.classify(bytes);
      const exact = classifier.classifyExactly(bytes);
      promise(first.outcome === exact.outcome, 'reading exactly changes what a payload is');
      if (first.outcome === 'classified' && exact.outcome === 'classified') {
        promise(first.logType === exact.logType, 'reading exactly changes the log type');
        // What was read can be written, and is the same when it is read again.
        for (const record of first.records)
          JSON.parse(stringifyJson(record).replaceAll(/\bNaN\b|-?Infinity/g, '0'));
        promise(Object.getPrototypeOf({}) === Object.prototype, 'the prototype was changed');
      }
      const fits = classifier.explain(bytes).filter(({ fits: does }) => does);
      if (first.outcome === 'classified') {
        promise(fits[0]?.logType === first.logType.name, 'the explanation names another log type');
      } else promise(fits.length === 0, 'the explanation says that something fits');
      promise(!('polluted' in {}), 'the prototype was polluted');
    },
  };
});
