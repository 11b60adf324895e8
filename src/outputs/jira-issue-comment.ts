import type { JsonValue } from '../domain/json.ts';
import { identifierAt, listAt, partOf } from './part-of.ts';
import { isUnknowable, type VendorAnswer, type VendorApi } from './vendor-api.ts';

/** The refusal of more says "The entered text is too long. It exceeds the allowed limit of 32,767 characters." */
export const textLengthMax = 32_767;
/** For the line that names the delivery. */
export const room = 100;

export type Commented =
  | { readonly outcome: 'written'; readonly id: string }
  | Extract<VendorAnswer, { outcome: 'refused' }>;

export const issuePath = (id: string): string => `/rest/api/2/issue/${encodeURIComponent(id)}`;

/** Writes a comment that ends with the key of its delivery, unless there is one with it. */
export async function commentOnIssue(
  api: VendorApi,
  id: string,
  text: string,
  label: string,
): Promise<Commented> {
  const path = `${issuePath(id)}/comment`;
  const listed = await api.get('reading the comments', `${path}?orderBy=-created&maxResults=100`);
  if (listed.outcome === 'refused' && !isUnknowable(listed)) return listed;
  const comments = listed.outcome === 'understood' ? listAt(listed.value, 'comments') : [];
  const there = comments.find((comment) => bodyHas(comment, label));
  if (there !== undefined) return { outcome: 'written', id: identifierAt(there, 'id') ?? label };

  const written = await api.post('adding the comment', path, { body: `${text}\n\n${label}` });
  if (written.outcome === 'refused') return written;
  return { outcome: 'written', id: identifierAt(written.value, 'id') ?? label };
}

function bodyHas(comment: JsonValue, label: string): boolean {
  const body = partOf(comment, 'body');
  return typeof body === 'string' && body.includes(label);
}
