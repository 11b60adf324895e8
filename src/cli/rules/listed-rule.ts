import { relative } from 'node:path';
import type { LoadedContent } from '../../adapters/local/content-loader.ts';
import type { MergeBy } from '../../domain/alert.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Severity } from '../../domain/severity.ts';
import { ruleChecksum } from './rule-checksum.ts';

/** What is told about one rule. */
export interface ListedRule {
  readonly name: string;
  readonly description: string;
  /** Null: it depends on the record. */
  readonly severity: Severity | null;
  readonly attack: readonly string[];
  readonly tags: readonly string[];
  readonly author: string | null;
  /** Empty: every log type that has one of `datatypes`. */
  readonly logs: readonly string[];
  readonly datatypes: readonly string[];
  readonly outputs: readonly string[];
  /** Names of functions that choose further outputs for each alert. */
  readonly dynamicOutputs: readonly string[];
  readonly mergeBy: MergeBy | null;
  readonly disabled: boolean;
  /** Null: there is no state that would say. */
  readonly staged: boolean | null;
  /** As the operator would type it. */
  readonly file: string;
  readonly line: number | null;
  /** Null: its code cannot be read. */
  readonly checksum: string | null;
}

/** The rules of a project in the order of their names. `staged` is undefined where nothing says which are. */
export function listRules(
  { rules, files }: Pick<LoadedContent, 'rules' | 'files'>,
  staged: ReadonlySet<string> | undefined,
  cwd: string,
): readonly ListedRule[] {
  return rules
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((rule) => ({
      ...toldOf(rule),
      staged: staged?.has(rule.name) ?? null,
      ...placeOf(rule, files.get(rule.name) ?? '', cwd),
      checksum: ruleChecksum(rule) ?? null,
    }));
}

function toldOf(rule: Rule) {
  const { name, description, severity, attack, tags, outputs, disabled } = rule;
  const { author = null, logs = [], datatypes = [], mergeBy = null, dynamicOutputs } = rule;
  return {
    name,
    description,
    severity: typeof severity === 'function' ? null : severity,
    attack,
    tags,
    author,
    logs,
    datatypes,
    outputs,
    dynamicOutputs: dynamicOutputs.map((dynamic) => dynamic.name),
    mergeBy,
    disabled,
  };
}

/** A rule that a function makes stands where that function is called; the file is where it is exported. */
const placeOf = ({ place }: Rule, file: string, cwd: string) => ({
  file: relative(cwd, file),
  line: place?.file === file ? place.line : null,
});
