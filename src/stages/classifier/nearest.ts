import type { NearMiss } from '../../domain/batch.ts';
import { isJsonObject } from '../../domain/json.ts';
import type { Candidate } from './candidate.ts';
import type { Content } from './content.ts';
import { nearMissOf, nearnessOf } from './near-miss.ts';

/** Finds the schema that came nearest to a payload that fits none; null when none came near. */
export type FindNearest = (content: Content) => NearMiss | null;

/** Garbage repeats its keys; comparing it with all schemas each time would cost more than all the rest. */
const shapesMax = 2000;
const shapeKeysMax = 200;

export function compileNearest(candidates: readonly Candidate[]): FindNearest {
  const known = new Map<string, Candidate | null>();
  return (content) => {
    const shape = shapeOf(content);
    let nearest = shape === undefined ? undefined : known.get(shape);
    if (nearest === undefined) {
      nearest = nearestOf(content, candidates);
      if (shape !== undefined && known.size < shapesMax) known.set(shape, nearest);
    }
    return nearest === null ? null : nearMissOf(nearest, content);
  };
}

function shapeOf({ document }: Content): string | undefined {
  if (!isJsonObject(document)) return undefined;
  const keys = Object.keys(document);
  return keys.length > shapeKeysMax ? undefined : JSON.stringify(keys);
}

function nearestOf(content: Content, candidates: readonly Candidate[]): Candidate | null {
  const isText = content.document === undefined;
  let best: Candidate | null = null;
  // Text can be far from every schema that reads text, and there is still something to tell about the first one.
  let bestNearness = isText ? -1 : 0;
  for (const candidate of candidates) {
    if (isText && candidate.decodes) continue;
    const nearness = nearnessOf(candidate, content);
    if (nearness > bestNearness) {
      best = candidate;
      bestNearness = nearness;
    }
  }
  return best;
}
