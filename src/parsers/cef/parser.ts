import { z } from 'zod';
import { readHeaderValues } from '../header-values.ts';
import { readLines } from '../lines.ts';
import { type Candidate, defineParser, Rejected } from '../parser.ts';
import { markAt, missingHeaderFields, prefixProblems } from '../prefixed-line.ts';
import { readTexts } from '../read-texts.ts';
import { RecordShapes } from '../record-shapes.ts';
import { readExtension } from './extension.ts';
import { renameLabelled } from './labels.ts';

const options = z.object({
  extension: z
    .enum(['flat', 'nested'])
    .default('flat')
    .describe(
      'whether the keys of the extension stand beside the header fields, or in a map named `extension`',
    ),
  labels: z
    .enum(['keep', 'rename'])
    .default('keep')
    .describe(
      'with `rename`, a value with a label (`cs1=eu cs1Label=Region`) gets the label as its key (`Region`)',
    ),
  prefix_field: z
    .string()
    .min(1)
    .optional()
    .describe(
      'the field for the text in front of `CEF:`, such as a syslog header; left out when absent',
    ),
});

type Options = z.infer<typeof options>;

const headerFields: readonly string[] = [
  'cef_version',
  'device_vendor',
  'device_product',
  'device_version',
  'device_event_class_id',
  'name',
  'severity',
];

/** Reads ArcSight's Common Event Format. */
export const cefParser = defineParser({
  type: 'cef',
  summary:
    'ArcSight Common Event Format: `CEF:0|vendor|product|version|id|name|severity|key=value …`',
  options,
  takes: ['json_path'],
  check(logType) {
    const { extension, prefix_field: prefixField } = options.parse(logType.parserOptions);
    const always = extension === 'nested' ? [...headerFields, 'extension'] : headerFields;
    return [
      ...missingHeaderFields(logType, always, 'CEF'),
      ...prefixProblems(logType, prefixField, always),
    ];
  },
  shape: () => ({
    key: 'cef',
    measure: (text) => (text.includes('CEF:') ? 1 : 0),
    expected: 1,
  }),
  compile(logType) {
    const readLine = compileLine(options.parse(logType.parserOptions));
    return readTexts(logType, (text) => readLines(text, readLine));
  },
});

function compileLine({ extension, labels, prefix_field: prefixField }: Options) {
  const fixed = prefixField === undefined ? headerFields : [...headerFields, prefixField];
  const isFlat = extension === 'flat';
  const shapes = new RecordShapes(fixed, isFlat ? undefined : 'extension');

  return (line: string): Candidate => {
    const start = markAt(line, 'CEF:');
    if (start === -1) return new Rejected('no "CEF:" with a version behind it', line);
    const header = readHeaderValues(line, start + 4, headerFields.length, true);
    if (header === undefined) return new Rejected('fewer than 7 values in the CEF header', line);
    const { values, end } = header;
    if (prefixField !== undefined) values.push(line.slice(0, start).trimEnd());
    const shape = readExtension(line, end, values, shapes);
    if (shape === undefined) {
      return new Rejected('the extension does not begin with key=value', line);
    }
    const record = shapes.record(shape, values);
    if (labels === 'rename') renameLabelled(isFlat ? record : record['extension'], fixed);
    return record;
  };
}
