import { problemsOf } from '../../domain/content-kind.ts';
import type { Finding } from '../../domain/finding.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { PublisherChoice, PublisherRef, Rule } from '../../domain/rule.ts';
import { shownPath } from './content-files.ts';

/** A value and the file that exports it. */
export interface Exported<Value> {
  readonly value: Value;
  readonly file: string;
}

/** Names that the configuration defines. */
export interface KnownNames {
  readonly logTypes: ReadonlySet<string>;
  /** `service:descriptor`; undefined when outputs do not matter, as in a scan. */
  readonly outputs: ReadonlySet<string> | undefined;
  readonly normalizedTypes: ReadonlySet<string>;
}

/** What rules, matchers and publishers have in common; a rule also knows its place. */
type Named = Pick<Rule, 'name' | 'place'>;

type Known = KnownNames & { readonly publishers: ReadonlySet<string> };

/** Everything that is wrong with one rule: its own options, and the names it refers to. */
export function checkRule(exported: Exported<Rule>, known: Known): readonly Finding[] {
  const own = checkOptions(exported);
  // With options of a wrong kind there are no names to look up.
  return own.length > 0 ? own : referenceFindings(exported, known);
}

/** What is wrong with the options of a rule, matcher or publisher. */
export const checkOptions = (exported: Exported<Named>): readonly Finding[] =>
  problemsOf(exported.value).map(({ path, message, suggestion }) =>
    finding('load', exported, path, message, suggestion),
  );

/** Rules of these files that nobody exports: they would never run, and nobody would notice. */
export function checkExported(
  files: readonly string[],
  exported: readonly Exported<Rule>[],
  defined: Iterable<Rule>,
): readonly Finding[] {
  const known = new Set(exported.map(({ value }) => value));
  const message = 'the rule is not exported, so it never runs';
  return [...defined].flatMap((value) => {
    const file = value.place?.file;
    if (known.has(value) || file === undefined || !files.includes(file)) return [];
    return [finding('warning', { value, file }, '', message, undefined)];
  });
}

function referenceFindings(exported: Exported<Rule>, known: Known): readonly Finding[] {
  const { logs = [], datatypes = [], outputs, publishers } = exported.value;
  const unknown = (
    level: Finding['level'],
    path: string,
    names: readonly string[],
    all: ReadonlySet<string> | undefined,
    message: (name: string) => string,
  ) =>
    names
      .filter((name) => all && !all.has(name))
      .map((name) => finding(level, exported, path, message(name), nearestName(name, all ?? [])));
  return [
    ...unknown('load', 'logs', logs, known.logTypes, (name) => {
      const own = [...known.logTypes].filter((type) => type.startsWith(`${name}:`));
      const hint = own.length > 0 ? `; name the full log type, such as "${own[0]}"` : '';
      return `"${name}" is no log type: no schema defines it${hint}`;
    }),
    ...unknown(
      'warning',
      'datatypes',
      datatypes,
      known.normalizedTypes,
      (name) => `no log type has the normalised type "${name}", so the rule never runs for it`,
    ),
    ...unknown(
      'warning',
      'outputs',
      outputs,
      known.outputs,
      (name) => `"${name}" is not in outputs.json, so nothing is sent there`,
    ),
    ...unknown(
      'warning',
      'publishers',
      publisherNames(publishers),
      known.publishers,
      (name) => `"${name}" is no publisher and is left out`,
    ),
  ];
}

const named = (refs: PublisherRef | readonly PublisherRef[]): readonly string[] =>
  [refs].flat().filter((ref): ref is string => typeof ref === 'string');

/** The publishers that a rule names by text. */
export function publisherNames(choice: PublisherChoice | undefined): readonly string[] {
  if (choice === undefined) return [];
  if (typeof choice === 'string' || Array.isArray(choice)) return named(choice);
  if ('publish' in choice && typeof choice.publish === 'function') return [];
  return Object.values(choice).flatMap(named);
}

function finding(
  level: Finding['level'],
  { value, file }: Exported<Named>,
  path: string,
  message: string,
  suggestion: string | undefined,
): Finding {
  const place = value.place?.file === file ? value.place : undefined;
  return {
    level,
    file: shownPath(file),
    path: [value.name, path].filter(Boolean).join('.'),
    message,
    ...(suggestion !== undefined && { suggestion }),
    ...(place && { line: place.line, column: place.column }),
  };
}

/** Rules, and publishers, must have names of their own; each place of a repeated name is told. */
export function checkNames(
  kind: string,
  all: readonly Exported<{ readonly name: string }>[],
): readonly Finding[] {
  const byName = Map.groupBy(all, ({ value }) => value.name);
  return [...byName].flatMap(([name, sharing]) => {
    if (sharing.length === 1) return [];
    const files = sharing.map(({ file }) => shownPath(file)).join(', ');
    const message = `${sharing.length} ${kind}s have the name "${name}" (${files}); only the first is used`;
    return sharing.slice(1).map(({ file }) => ({
      level: 'load' as const,
      file: shownPath(file),
      path: name,
      message,
    }));
  });
}
