import type { Finding } from '../domain/finding.ts';
import { type Cursor, keyProblem, topOf } from './cursor.ts';
import { parseJson } from './json-tree.ts';

/** A configuration file with its text. */
export interface SourceFile {
  /** As the operator knows it: `conf/schemas/okta.json`. */
  readonly file: string;
  /** Relative to the configuration directory: `schemas/okta.json`. */
  readonly relative: string;
  readonly text: string;
}

/** A file whose text is JSON. */
export interface OpenedFile extends SourceFile {
  readonly top: Cursor;
}

/** The content of a file; undefined, with a finding, when it is no JSON. */
export function openFile(source: SourceFile, findings: Finding[]): OpenedFile | undefined {
  const { file, text } = source;
  const parsed = parseJson(text);
  if (parsed.outcome === 'refused') {
    const { message, position } = parsed;
    findings.push({
      level: 'load',
      file,
      path: '',
      message: `no valid JSON: ${message}`,
      ...position,
    });
    return undefined;
  }
  for (const { path, position } of parsed.duplicates) {
    const node = { kind: 'null', position, value: null } as const;
    const place = { ...topOf(node, file, findings), path: path.join('.') };
    keyProblem(place, 'warning', 'the key stands twice in this map; the last value counts');
  }
  return { ...source, top: topOf(parsed.root, file, findings) };
}
