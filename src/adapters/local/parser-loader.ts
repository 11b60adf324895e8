import { isParser } from '../../domain/content-kind.ts';
import type { Finding } from '../../domain/finding.ts';
import { checkNames, checkOptions, type Exported } from './content-checks.ts';
import { findContentFiles, shownPath } from './content-files.ts';
import { registerContentHooks } from './content-hooks.ts';
import { collect, importAll } from './import-files.ts';

/** A value that `parser()` made; what it can do is known to who asks for it. */
export type ExportedParser = Exported<{ readonly name: string }>;

export interface LoadedParsers {
  /** Without those that have something wrong with them. */
  readonly parsers: readonly ExportedParser[];
  readonly findings: readonly Finding[];
}

/** Imports every module below the folders and collects the parsers they export. */
export async function loadParsers(
  folders: readonly string[],
  builtIn: ReadonlySet<string>,
): Promise<LoadedParsers> {
  if (folders.length === 0) return { parsers: [], findings: [] };
  registerContentHooks();
  const { files, findings: unread } = findContentFiles(folders);
  const { exported, findings: broken } = await importAll(files);
  const found = collect(exported, isParser);
  const problems = found.flatMap((each) => [
    ...checkOptions(each),
    ...checkNotBuiltIn(each, builtIn),
  ]);
  const names = checkNames('parser', found);
  const refused = new Set(problems.map(({ path }) => path.split('.')[0]));
  const sound = found.filter(({ value }) => !refused.has(value.name));
  return {
    // Of several of one name the first stays.
    parsers: [...Map.groupBy(sound, ({ value }) => value.name).values()].flatMap((same) =>
      same.slice(0, 1),
    ),
    findings: [...unread, ...broken, ...problems, ...names, ...filesWithout(files, found, broken)],
  };
}

function checkNotBuiltIn(
  { value: { name }, file }: ExportedParser,
  builtIn: ReadonlySet<string>,
): readonly Finding[] {
  if (!builtIn.has(name)) return [];
  const message = `"${name}" is a parser of StreamAlert itself; choose another name`;
  return [{ level: 'load', file: shownPath(file), path: name, message }];
}

/** A parser that nobody exports would be missed only by the schemas that name it. */
function filesWithout(
  files: readonly string[],
  found: readonly ExportedParser[],
  broken: readonly Finding[],
): readonly Finding[] {
  const known = new Set([
    ...found.map(({ file }) => shownPath(file)),
    ...broken.map((each) => each.file),
  ]);
  const message = 'exports no parser; write export const … = parser({ … })';
  return files
    .map(shownPath)
    .filter((file) => !known.has(file))
    .map((file) => ({ level: 'warning', file, path: '', message }));
}
