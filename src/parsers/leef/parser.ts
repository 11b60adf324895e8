import { z } from 'zod';
import { readHeaderValues } from '../header-values.ts';
import { readLines } from '../lines.ts';
import { type Candidate, defineParser, Rejected } from '../parser.ts';
import { markAt, missingHeaderFields, prefixProblems } from '../prefixed-line.ts';
import { readTexts } from '../read-texts.ts';
import { RecordShapes } from '../record-shapes.ts';
import { delimiterOf, readAttributes } from './attributes.ts';

const options = z.object({
  attributes: z
    .enum(['flat', 'nested'])
    .default('flat')
    .describe(
      'whether the attributes stand beside the header fields, or in a map named `attributes`',
    ),
  delimiter: z
    .string()
    .refine((text) => delimiterOf(text) !== undefined, 'expected one character, or its code as x09')
    .default('x09')
    .describe(
      'what stands between two attributes of a line whose header names nothing: a character, or its code as `x09`',
    ),
  prefix_field: z
    .string()
    .min(1)
    .optional()
    .describe(
      'the field for the text in front of `LEEF:`, such as a syslog header; left out when absent',
    ),
});

type Options = z.infer<typeof options>;

const headerFields: readonly string[] = [
  'leef_version',
  'device_vendor',
  'device_product',
  'device_version',
  'event_id',
];

/** Reads IBM's Log Event Extended Format, releases 1.0 and 2.0. */
export const leefParser = defineParser({
  type: 'leef',
  summary: 'IBM Log Event Extended Format: `LEEF:2.0|vendor|product|version|id|^|key=value^…`',
  options,
  takes: ['json_path'],
  check(logType) {
    const { attributes, prefix_field: prefixField } = options.parse(logType.parserOptions);
    const always = attributes === 'nested' ? [...headerFields, 'attributes'] : headerFields;
    return [
      ...missingHeaderFields(logType, always, 'LEEF'),
      ...prefixProblems(logType, prefixField, always),
    ];
  },
  shape: () => ({
    key: 'leef',
    measure: (text) => (text.includes('LEEF:') ? 1 : 0),
    expected: 1,
  }),
  compile(logType) {
    const readLine = compileLine(options.parse(logType.parserOptions));
    return readTexts(logType, (text) => readLines(text, readLine));
  },
});

function compileLine({ attributes, delimiter, prefix_field: prefixField }: Options) {
  const fixed = prefixField === undefined ? headerFields : [...headerFields, prefixField];
  const shapes = new RecordShapes(fixed, attributes === 'flat' ? undefined : 'attributes');
  const usual = delimiterOf(delimiter) ?? '\t';

  return (line: string): Candidate => {
    const start = markAt(line, 'LEEF:');
    if (start === -1) return new Rejected('no "LEEF:" with a version behind it', line);
    const header = readHeaderValues(line, start + 5, headerFields.length, true);
    if (header === undefined) return new Rejected('fewer than 5 values in the LEEF header', line);
    const { values } = header;
    const named = values[0]?.startsWith('2') ? delimiterField(line, header.end) : undefined;
    if (prefixField !== undefined) values.push(line.slice(0, start).trimEnd());
    const { delimiter: between = usual, end } = named ?? { end: header.end };
    const shape = readAttributes(line, end, between, values, shapes);
    if (shape === undefined) {
      return new Rejected('the attributes do not begin with key=value', line);
    }
    return shapes.record(shape, values);
  };
}

interface DelimiterField {
  /** Undefined when the field is empty. */
  readonly delimiter: string | undefined;
  readonly end: number;
}

/** A longer code than that is no delimiter. */
const fieldCharactersMax = 6;

/** The sixth value of a header of release 2.0, which many programs leave out. */
function delimiterField(line: string, from: number): DelimiterField | undefined {
  const end = line.indexOf('|', from);
  if (end === -1 || end - from > fieldCharactersMax) return undefined;
  const field = line.slice(from, end);
  const delimiter = delimiterOf(field);
  if (delimiter === undefined && field !== '') return undefined;
  return { delimiter, end: end + 1 };
}
