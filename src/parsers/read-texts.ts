import { isFalsy } from '../domain/falsy.ts';
import type { JsonValue } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';
import { compileJsonPath } from './json-path.ts';
import {
  type Candidate,
  type DecodeJson,
  noRecords,
  type ParsePayload,
  Rejected,
} from './parser.ts';

/** Divides one text into candidates. */
export type ReadText = (text: string, decode: DecodeJson) => readonly Candidate[];

const nothing: readonly Candidate[] = [];

/** Reads the text of a payload or, where the log type has a `json_path`, the texts that it selects in the document. */
export function readTexts({ jsonPath }: Pick<LogType, 'jsonPath'>, read: ReadText): ParsePayload {
  if (jsonPath === undefined) {
    return (content, decode) => (typeof content === 'string' ? read(content, decode) : nothing);
  }
  const select = compileJsonPath(jsonPath);
  return (content, decode) => {
    const selected = select(content);
    if (isFalsy(selected)) return [new Rejected(`nothing at ${jsonPath}`, content)];
    const texts: readonly JsonValue[] = Array.isArray(selected) ? selected : [selected];
    const found = texts.map((text) =>
      typeof text === 'string' ? read(text, decode) : [new Rejected('the value is not text', text)],
    );
    return found.every((each) => each === noRecords) ? noRecords : found.flat();
  };
}
