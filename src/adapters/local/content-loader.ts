import { definedRules, isMatcher, isPublisher, isRule } from '../../domain/content-kind.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Publisher } from '../../domain/publication.ts';
import type { Matcher, Rule } from '../../domain/rule.ts';
import {
  checkExported,
  checkNames,
  checkOptions,
  checkRule,
  type Exported,
  type KnownNames,
} from './content-checks.ts';
import { findContentFiles } from './content-files.ts';
import { registerContentHooks } from './content-hooks.ts';
import { collect, importAll } from './import-files.ts';
import { stockPublishers } from './stock-publishers.ts';

/** Folders (or single files) that hold content. */
export interface ContentLocations {
  readonly rules: readonly string[];
  readonly matchers: readonly string[];
  readonly publishers: readonly string[];
}

export interface LoadedContent {
  /** The sound rules, in the order of their files and of their places in them. */
  readonly rules: readonly Rule[];
  readonly matchers: readonly Matcher[];
  readonly publishers: readonly Publisher[];
  /** Rule name → absolute path of the file that exports it. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Imports every module below the folders and collects the rules, matchers and publishers they export. What is
 * wrong is told all at once; a broken file or rule does not keep the sound ones from loading.
 */
export async function loadContent(
  locations: ContentLocations,
  known: KnownNames,
  /** Hears of each file before it is loaded, so that one which never ends can be named. */
  onImport?: (file: string) => void,
): Promise<LoadedContent> {
  registerContentHooks();
  const { publishers, matchers, rules } = locations;
  const { files, findings: unread } = findContentFiles([...publishers, ...matchers, ...rules]);
  const { exported, findings: broken } = await importAll(files, onImport);
  const found = {
    rules: collect(exported, isRule),
    matchers: collect(exported, isMatcher),
    publishers: collect(exported, isPublisher),
  };
  const stock = await stockPublishers(found.rules, found.publishers);
  const publisherNames = [...found.publishers, ...stock].map(({ value }) => value.name);
  const names = { ...known, publishers: new Set(publisherNames) };
  const checked = {
    rules: found.rules.map((rule) => ({ ...rule, findings: checkRule(rule, names) })),
    matchers: found.matchers.map((matcher) => ({ ...matcher, findings: checkOptions(matcher) })),
    publishers: found.publishers.map((each) => ({ ...each, findings: checkOptions(each) })),
  };
  const sound = uniqueByName(checked.rules.filter(isSound));
  return {
    rules: sound.map(({ value }) => value),
    matchers: checked.matchers.filter(isSound).map(({ value }) => value),
    publishers: [...uniqueByName(checked.publishers.filter(isSound)), ...stock].map(
      ({ value }) => value,
    ),
    files: new Map(sound.map(({ value, file }) => [value.name, file])),
    findings: [
      ...unread,
      ...broken,
      ...Object.values(checked).flatMap((each) => each.flatMap(({ findings }) => findings)),
      ...checkNames('rule', found.rules),
      ...checkNames('publisher', found.publishers),
      ...checkExported(files, found.rules, definedRules()),
    ],
  };
}

const isSound = ({ findings }: { readonly findings: readonly Finding[] }): boolean =>
  findings.every(({ level }) => level !== 'load');

/** Of several of one name the first stays, so that at least it goes on detecting. */
function uniqueByName<Named extends Exported<{ readonly name: string }>>(
  all: readonly Named[],
): readonly Named[] {
  const names = new Map<string, Named>();
  for (const each of all) if (!names.has(each.value.name)) names.set(each.value.name, each);
  return [...names.values()];
}
