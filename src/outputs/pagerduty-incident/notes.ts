import type { Failure } from '../output.ts';
import { listAt, partOf } from '../part-of.ts';
import { isUnknowable, type VendorApi } from '../vendor-api.ts';

export type FoundNote = { readonly outcome: 'there' } | { readonly outcome: 'absent' } | Failure;

/** Whether an incident has a note with this very text. */
export async function findNote(api: VendorApi, path: string, content: string): Promise<FoundNote> {
  const listed = await api.get('reading the notes', `${path}/notes`);
  if (listed.outcome === 'refused') {
    return isUnknowable(listed) ? { outcome: 'absent' } : listed.failure;
  }
  const isThere = listAt(listed.value, 'notes').some((note) => partOf(note, 'content') === content);
  return { outcome: isThere ? 'there' : 'absent' };
}

export async function writeNote(
  api: VendorApi,
  path: string,
  content: string,
): Promise<Failure | undefined> {
  const answer = await api.post('adding the note', `${path}/notes`, { note: { content } });
  return answer.outcome === 'refused' ? answer.failure : undefined;
}
