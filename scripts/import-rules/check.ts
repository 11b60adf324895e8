import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { type ImportRule, importRules } from './rules.ts';

export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of the given files, type-only ones included: they are coupling too. */
export function importsOf(files: readonly string[], root: string): readonly Import[] {
  return files.flatMap((file) => {
    const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
    const specifiers = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
      ),
    ];
    return specifiers.map((specifier) => ({ from: file, to: target(file, specifier) }));
  });
}

const target = (file: string, specifier: string): string => {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  return builtinModules.includes(specifier) ? `node:${specifier}` : specifier;
};

/** One line for each import that a rule forbids, and for each cycle. */
export function violations(
  imports: readonly Import[],
  rules: readonly ImportRule[] = importRules,
): readonly string[] {
  const forbidden = imports.flatMap((edge) =>
    rules
      .filter((rule) => breaks(edge, rule))
      .map((rule) => `${edge.from} imports ${edge.to}: ${rule.name}. ${rule.reason}`),
  );
  return [...forbidden, ...cycles(imports)];
}

function breaks({ from, to }: Import, rule: ImportRule): boolean {
  const bound = rule.from.exec(from);
  if (bound === null || rule.except?.test(from) === true) return false;
  const filled = (pattern: string) => new RegExp(pattern.replace('$1', bound[1] ?? ''));
  if (!filled(rule.forbidden).test(to)) return false;
  return rule.allowed === undefined || !filled(rule.allowed).test(to);
}

/** Two files in a cycle are one file. */
function cycles(imports: readonly Import[]): readonly string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports) {
    if (to.startsWith('src/')) edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  const state = new Map<string, 'open' | 'done'>();
  const found = new Set<string>();

  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.add([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) visit(file, []);
  return [...found].map((path) => `cycle: ${path}`);
}
