import { Buffer } from 'node:buffer';
import { applyEdits, format } from 'jsonc-parser';
import type { NearMiss } from '../../domain/batch.ts';
import type { StoredQuarantine } from '../../ports/state-store.ts';
import { size } from '../../runtimes/embedded/scan-report/quantities.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { Paint } from '../paint.ts';
import { timeText, visible } from './words.ts';

interface Showing {
  readonly paint: Paint;
  /** The file with the schema that came nearest, where it is known. */
  readonly schemaFile: string | undefined;
  /** Longer records are cut. */
  readonly linesMax: number | undefined;
}

/** A screen full, with what stands above it. */
const linesMaxDefault = 40;

/** One line of text may be as long as a megabyte. */
const lineCharactersMax = 2000;

/** Everything there is to know about a record in quarantine, safe for a terminal, line by line. */
export function quarantineDetails(record: StoredQuarantine, showing: Showing): string[] {
  const { id, origin, position, receivedAt, reason, detail, bytes } = record;
  const { paint } = showing;
  const cluster = origin.cluster === null ? '' : ` in cluster ${origin.cluster}`;
  const fact = (name: string, text: string) => `  ${paint(name.padEnd(9), 'dim')} ${cell(text)}`;
  return [
    `  ${paint(`Record ${id}`, 'bold')}  ${cell(`${reason}: ${detail}`)}`,
    '',
    fact('source', `${origin.service}:${origin.resource}${cluster}`),
    fact('delivery', origin.delivery),
    fact('position', position),
    fact('arrived', timeText(receivedAt)),
    fact('size', size(bytes)),
    ...nearestLines(record.nearest, paint),
    '',
    ...rawLines(record, showing),
    '',
    ...nextLines(record, showing),
  ];
}

function nearestLines(nearest: NearMiss | null, paint: Paint): string[] {
  if (nearest === null) return [`  ${paint('nearest', 'dim')}   none: no schema is like it`];
  const { logType, missingKeys, unknownKeys, wrongTypes, other } = nearest;
  const list = (name: string, texts: readonly string[]) =>
    texts.map((text) => `    ${name.padEnd(8)} ${cell(text)}`);
  return [
    `  ${paint('nearest', 'dim')}   ${cell(logType)}`,
    ...list('missing', missingKeys),
    ...list('unknown', unknownKeys),
    ...list('type', wrongTypes),
    ...list('also', other),
  ];
}

function rawLines(record: StoredQuarantine, { paint, linesMax = linesMaxDefault }: Showing) {
  const { raw, encoding, origin, id } = record;
  if (raw === undefined) {
    const where = `${origin.delivery}:${record.position}`;
    return [`  ${cell(`It is too large to keep here; it stands in ${where}`)}`];
  }
  const lines = encoding === 'latin1' ? byteLines(raw) : textLines(raw);
  const isCut = lines.length > linesMax || lines.some((line) => line.length > lineCharactersMax);
  const shown =
    linesMax === Infinity
      ? lines
      : lines.slice(0, linesMax).map((line) => {
          const more = line.length - lineCharactersMax;
          return more > 0 ? `${line.slice(0, lineCharactersMax)}… ${more} more characters` : line;
        });
  const all = `streamalert quarantine show ${id} --whole`;
  const more = lines.length - shown.length;
  const note =
    isCut && linesMax !== Infinity
      ? [paint(`  … ${more > 0 ? `${more} more lines. ` : ''}All of it: ${all}`, 'dim')]
      : [];
  return [...shown.map((line) => `  ${line}`), ...note];
}

/** JSON with a line for each value, its numbers as they were spelled; other text as it is. */
function textLines(raw: string): string[] {
  const isDocument = /^[\ufeff\s]*[{[]/.test(raw) && isJson(raw);
  const options = { insertSpaces: true, tabSize: 2, eol: '\n' };
  const text = isDocument ? applyEdits(raw, format(raw, undefined, options)) : raw;
  return visible(text).split('\n');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const bytesOfLine = 16;

/** As a hex dump: what is no text has no other form. */
function byteLines(raw: string): string[] {
  const bytes = Buffer.from(raw, 'latin1');
  return Array.from({ length: Math.ceil(bytes.length / bytesOfLine) }, (_, line) => {
    const part = bytes.subarray(line * bytesOfLine, (line + 1) * bytesOfLine);
    const hex = part
      .toString('hex')
      .replace(/../g, '$& ')
      .padEnd(bytesOfLine * 3);
    const text = part.toString('latin1').replace(/[^ -~]/g, '.');
    return `${(line * bytesOfLine).toString(16).padStart(8, '0')}  ${hex} ${text}`;
  });
}

function nextLines({ reason, nearest, origin }: StoredQuarantine, { paint, schemaFile }: Showing) {
  const head = `  ${paint('Next', 'bold')}`;
  const step = (what: string, how: string) => `    ${what.padEnd(22)} ${cell(how)}`;
  if (reason === 'unreadable' || reason === 'too long') {
    return [head, step('mend the delivery', `${origin.delivery}, then send it again`)];
  }
  const advice = nearest === null ? [] : mending(nearest, schemaFile).map((text) => step('', text));
  const filter = nearest === null ? '' : ` --log-type ${nearest.logType}`;
  return [
    head,
    ...(nearest === null
      ? [step('write a schema', 'streamalert quarantine export --format raw --out kept.log')]
      : [step('mend the schema', schemaFile ?? `of ${nearest.logType}`)]),
    ...advice,
    ...(nearest === null
      ? []
      : [
          step('or get the patch', `streamalert schema diff ${nearest.logType} --write-patch FILE`),
        ]),
    step('see what would happen', `streamalert reprocess${filter} --dry-run`),
    step('classify them again', `streamalert reprocess${filter}`),
  ];
}

function mending({ unknownKeys, missingKeys, wrongTypes }: NearMiss, file: string | undefined) {
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(' ');
  return [
    ...(unknownKeys.length > 0
      ? [`add ${quoted(unknownKeys)}, or take any key: "unknown_keys": "keep"`]
      : []),
    ...(missingKeys.length > 0
      ? [`where they may be missing: "optional_top_level_keys": ${quoted(missingKeys)}`]
      : []),
    ...(wrongTypes.length > 0 ? ['declare the types that were found'] : []),
    ...(file === undefined ? [] : ['then: streamalert config check']),
  ];
}
