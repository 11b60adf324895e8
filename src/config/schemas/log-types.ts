import type { Finding } from '../../domain/finding.ts';
import type { LogType } from '../../domain/log-type.ts';
import { entriesOf, keyProblem, problem } from '../cursor.ts';
import { Draft } from '../legacy/draft.ts';
import { migrateSchemaFile } from '../legacy/schemas.ts';
import { type OpenedFile, openFile, type SourceFile } from '../source-file.ts';
import { shown } from '../shown.ts';
import type { ParserDescription } from './definition.ts';
import { readLogType } from './log-type.ts';

export interface LoadedLogTypes {
  /** In the order in which they are tried (configuration.md 10.3). */
  readonly logTypes: readonly LogType[];
  readonly findings: readonly Finding[];
}

export interface DeclaredLogTypes {
  readonly logTypes: readonly LogType[];
  /** All that the files name, also those that are too broken to be read: who uses them is not to blame. */
  readonly names: ReadonlySet<string>;
}

interface Reading {
  readonly parsers: readonly ParserDescription[];
}

/** The log types that schema files of any release define, given in the order in which they are to be read. */
export function logTypesFromSchemas(
  files: readonly SourceFile[],
  reading: Reading,
): LoadedLogTypes {
  const findings: Finding[] = [];
  const opened = files.flatMap((file) => openFile(file, findings) ?? []);
  const current = opened.map((file) => withoutFormerForms(file, findings));
  return { logTypes: readLogTypes(current, reading).logTypes, findings };
}

function withoutFormerForms(opened: OpenedFile, findings: Finding[]): OpenedFile {
  const { relative, file, top } = opened;
  const draft = new Draft(new Map([[relative, top.node]]));
  migrateSchemaFile(draft, relative);
  for (const { level, path, message, line, column } of draft.notices) {
    findings.push({ level, file, path, message, line, column });
  }
  return { ...opened, top: { ...top, node: draft.files.get(relative) ?? top.node } };
}

/** The same for files in the current form that have been opened; findings go where those files put theirs. */
export function readLogTypes(files: readonly OpenedFile[], { parsers }: Reading): DeclaredLogTypes {
  const logTypes = new Map<string, LogType>();
  const definedIn = new Map<string, string>();
  for (const { top, file, relative } of files) {
    if (top.node.kind !== 'map') {
      problem(top, 'load', `expected a map from log type to definition, found ${shown(top)}`);
    }
    for (const [name, cursor] of entriesOf(top)) {
      if (name === '$schema' || cursor.node.kind === 'null') continue;
      const earlier = definedIn.get(name);
      if (earlier !== undefined) {
        const both = `is defined in ${earlier} and in ${file}`;
        keyProblem(cursor, 'warning', `${both}; this one counts, in the place of the first`);
      }
      definedIn.set(name, file);
      const logType = readLogType(name, cursor, relative, parsers);
      if (logType !== undefined) logTypes.set(name, logType);
    }
  }
  return {
    logTypes: inOrderOfTrial([...logTypes.values()]),
    names: new Set(definedIn.keys()),
  };
}

/** Those with a priority first, the lowest number leading; else as the files have them. */
const inOrderOfTrial = (logTypes: readonly LogType[]): readonly LogType[] =>
  logTypes.toSorted((a, b) => rank(a) - rank(b) || 0);

const rank = ({ priority = Number.MAX_SAFE_INTEGER }: LogType): number => priority;
