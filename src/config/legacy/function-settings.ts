import { below, type Draft, type Place } from './draft.ts';
import { entriesIn, listNode, textNode, textsIn } from './tree.ts';

/** Packaging of releases 1 and 2. */
const packaging = [
  'handler',
  'source_bucket',
  'source_object_key',
  'source_current_hash',
  'current_version',
];

/** The settings of one function that had other names, or other places (configuration.md 4.1). */
export function migrateFunctionSettings(draft: Draft, section: Place): void {
  draft.move(below(section, 'enable_metrics'), below(section, 'enable_custom_metrics'));
  for (const key of packaging) {
    draft.drop(below(section, key), 'packages are built another way now');
  }
  migrateLibraries(draft, below(section, 'third_party_libraries'));
}

/** Libraries of the original's own parsers, which nothing needs any more. */
const ownLibraries = ['jsonpath_rw', 'netaddr'];

const libraries: Place = { file: 'global.json', path: ['general', 'third_party_libraries'] };

/** Libraries of single functions become those of all. */
export function migrateLibraries(draft: Draft, place: Place): void {
  const node = draft.node(place);
  if (node === undefined) return;
  const known = textsIn(draft.node(libraries));
  const added = textsIn(node).filter(
    (library) => !ownLibraries.includes(nameOf(library)) && !known.includes(library),
  );
  if (added.length === 0) {
    draft.drop(place, 'nothing in it is needed any more');
    return;
  }
  const all = [...known, ...added].map((library) => textNode(library));
  if (draft.put(place, libraries, listNode(all))) draft.clear(place);
}

const nameOf = (library: string): string => /^[\w.-]*/.exec(library)?.[0] ?? library;

/** Only classifiers have these, so an alarm on another metric of the former function has nothing to watch. */
const classifierMetrics =
  /^(?:FailedParses|Firehose\w+|NormalizedRecords|S3DownloadTime|Total\w+)(?:-|$)/;

/**
 * Alarms of release 1 stood among the alarms on errors and throttles. They are recognised by their
 * `metric_name`.
 */
export function migrateMetricAlarms(draft: Draft, from: Place, section: Place): void {
  for (const [name, alarm] of entriesIn(draft.node(from))) {
    const place = below(from, name);
    const metric = draft.node(below(place, 'metric_name'));
    if (metric?.kind !== 'text') continue;
    const target = below(section, 'custom_metric_alarms', name);
    const [, rest] = /^RuleProcessor-(.*)$/s.exec(metric.value) ?? [];
    if (rest === undefined) {
      draft.move(place, target);
    } else if (!classifierMetrics.test(rest)) {
      draft.dropWarned(place, `the classifier has no metric ${JSON.stringify(rest)}`);
    } else if (alarm.kind === 'map' && !draft.has(target)) {
      const renamed = textNode(`Classifier-${rest}`, metric.position);
      draft.set(below(place, 'metric_name'), renamed);
      draft.move(place, target);
    } else {
      draft.superseded(place, target);
    }
  }
  draft.clearIfEmpty(from);
}
