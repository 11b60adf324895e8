import { parseJson } from '../../domain/exact-json.ts';

/**
 * The payloads of one record of a stream. Usually the record is one; when it holds several lines and the first of them
 * is a JSON object or list by itself, each line is one, as producers that gather records send them.
 */
export function splitRecord(payload: string | Uint8Array): readonly (string | Uint8Array)[] {
  if (typeof payload !== 'string') return [payload];
  const first = firstLine(payload);
  if (first === undefined || !isDocument(first)) return [payload];
  const lines = payload.split(lineEnd).filter((line) => line.trim() !== '');
  return lines.length > 1 ? lines : [payload];
}

const lineEnd = /\r?\n/;

/** The first line that is not blank, when more may follow. */
function firstLine(text: string): string | undefined {
  const start = text.search(/\S/);
  const end = start === -1 ? -1 : text.indexOf('\n', start);
  return end === -1 ? undefined : text.slice(start, end).trimEnd();
}

function isDocument(line: string): boolean {
  const ends = `${line[0] ?? ''}${line.at(-1) ?? ''}`;
  if (ends !== '{}' && ends !== '[]') return false;
  try {
    parseJson(line);
    return true;
  } catch {
    // Not an accident to report: the record is text, or one document over several lines.
    return false;
  }
}
