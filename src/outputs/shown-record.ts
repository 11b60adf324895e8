import type { JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { contentOf } from './content.ts';

/** The record as publishers left it. What they removed stays removed: the alert's own record is not looked at. */
export const shownRecord = (publication: Publication): JsonValue =>
  Object.hasOwn(publication, 'record') ? (publication['record'] ?? null) : contentOf(publication);
