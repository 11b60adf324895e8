import type { SourceDrift } from '../../domain/drift.ts';
import type { NewDrift, TimeProblemEntry } from '../../ports/state-store.ts';
import {
  driftHint,
  driftSentences,
  pathWords,
  timeSentence,
} from '../../runtimes/embedded/drift-words.ts';

/** What the running product has seen that schemas lack, source by source. */
export const driftLines = (drifts: readonly SourceDrift[]): readonly string[] =>
  drifts.flatMap(({ service, resource, logType, sampled, furtherKeys, keys }) => {
    const sentences = driftSentences({
      logType,
      sampled,
      furtherKeys,
      keys: keys.filter(({ found }) => found === 'sampled'),
      rejected: keys.filter(({ found }) => found === 'rejected'),
    });
    return [
      ...sentences.map((text) => `  ! ${service}:${resource}  ${text}`),
      ...hintsOf(logType, keys, furtherKeys),
    ];
  });

/** Records in quarantine are kept; those that were classified are compared in the files they came from. */
function hintsOf(
  logType: string,
  keys: SourceDrift['keys'],
  furtherKeys: number,
): readonly string[] {
  const isSampled = furtherKeys > 0 || keys.some(({ found }) => found === 'sampled');
  const isRejected = keys.some(({ found }) => found === 'rejected');
  return [
    ...(isRejected ? [`      see those in quarantine:  ${driftHint(logType, 'quarantine')}`] : []),
    ...(isSampled ? [`      see more:  ${driftHint(logType)}`] : []),
  ];
}

export const timeLines = (problems: readonly TimeProblemEntry[]): readonly string[] =>
  problems.map(
    ({ service, resource, ...problem }) => `  ! ${service}:${resource}  ${timeSentence(problem)}`,
  );

/** Keys of one commit that are named; the others are in the status. */
const namedMax = 6;

/** A warning for keys that a source carries for the first time. */
export function newDriftLines(
  drift: readonly NewDrift[],
  { service, resource }: { readonly service: string; readonly resource: string },
): readonly string[] {
  return [
    ...Map.groupBy(drift, ({ logType, found }) => JSON.stringify([logType, found])).values(),
  ].flatMap((keys) => {
    const [first] = keys;
    if (first === undefined) return [];
    const { logType, found } = first;
    const names = keys
      .slice(0, namedMax)
      .map(
        ({ path, types }) =>
          `${pathWords(path)}${types.length > 0 ? ` (${types.join(' or ')})` : ''}`,
      );
    const more = keys.length > namedMax ? ` and ${keys.length - namedMax} more` : '';
    const what = keys.length === 1 ? 'a new key' : `${keys.length} new keys`;
    const effect = found === 'rejected' ? '; records with it go to quarantine' : '';
    return [
      `  ! ${service}:${resource} carries ${what} that ${logType} lacks: ${names.join(', ')}${more}${effect}`,
      `      see more:  npx streamalert status   ${driftHint(logType, found === 'rejected' ? 'quarantine' : undefined)}`,
    ];
  });
}
