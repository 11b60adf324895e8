import type { NearMiss } from '../../domain/batch.ts';
import { isJsonObject } from '../../domain/json.ts';
import type { Candidate } from './candidate.ts';
import type { Content } from './content.ts';
import { nearMissOf, nearnessOf } from './near-miss.ts';

/**
 * Finds the schema that came nearest to a payload that fits none; null when none came near, undefined when it was not
 * looked for.
 */
export type FindNearest = (content: Content) => NearMiss | null | undefined;

/** Garbage repeats its forms; comparing it with all schemas each time would cost more than all the rest. */
const formsMax = 2000;

/** What ever new forms may cost on the average: one search for so many payloads that fit nothing. */
const payloadsForSearch = 200;

/** A document of more keys is no record of anything, and comparing takes time for each of them. */
const keysMax = 2000;

/** Forms are kept, and hostile keys may be of any length. */
const formCharactersMax = 50_000;

export function compileNearest(candidates: readonly Candidate[]): FindNearest {
  const known = new Map<string, Candidate | null>();
  let credit = formsMax * payloadsForSearch;
  return (content) => {
    const form = formOf(content);
    if (form === undefined) return undefined;
    let nearest = known.get(form);
    credit++;
    if (nearest === undefined) {
      if (credit < payloadsForSearch) return undefined;
      credit -= payloadsForSearch;
      nearest = nearestOf(content, candidates);
      if (known.size >= formsMax) known.clear();
      known.set(form, nearest);
    }
    return nearest === null ? null : nearMissOf(nearest, content);
  };
}

const textCharactersMax = 80;

/** What payloads have in common that come near the same schema; undefined for what is like nothing. */
function formOf({ document, text = '' }: Content): string | undefined {
  if (isJsonObject(document)) {
    const keys = Object.keys(document);
    const form = keys.length > keysMax ? undefined : JSON.stringify(keys);
    return form !== undefined && form.length <= formCharactersMax ? form : undefined;
  }
  const kind = Array.isArray(document) ? 'list' : typeof document;
  const beginning = text.slice(0, textCharactersMax).replaceAll(/\d+/g, '0');
  return `${kind} ${beginning.replaceAll(/[\p{L}_]+/gu, 'a')}`;
}

/** Of so few schemas there is something to tell about the first one, also when text is far from it. */
const fewCandidates = 5;

function nearestOf(content: Content, candidates: readonly Candidate[]): Candidate | null {
  const isText = content.document === undefined;
  const readers = isText ? candidates.filter(({ decodes }) => !decodes) : candidates;
  let best: Candidate | null = null;
  let bestNearness = isText && readers.length <= fewCandidates ? -1 : 0;
  for (const candidate of readers) {
    const nearness = nearnessOf(candidate, content);
    if (nearness > bestNearness) {
      best = candidate;
      bestNearness = nearness;
    }
  }
  return best;
}
