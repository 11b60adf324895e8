import type { Failure } from '../output.ts';
import { identifierAt, listAt } from '../part-of.ts';
import type { VendorApi } from '../vendor-api.ts';

export type FoundUser =
  | { readonly outcome: 'found'; readonly id: string }
  | { readonly outcome: 'unknown' }
  | Failure;

/** The user with this very address: the query also finds addresses and names that are alike. */
export async function findUser(api: VendorApi, email: string): Promise<FoundUser> {
  const query = `query=${encodeURIComponent(email)}&limit=100`;
  const listed = await api.get('looking for the user', `/users?${query}`);
  if (listed.outcome === 'refused') {
    return listed.status === 404 ? { outcome: 'unknown' } : listed.failure;
  }
  const user = listAt(listed.value, 'users').find(
    (each) => identifierAt(each, 'email')?.toLowerCase() === email.toLowerCase(),
  );
  const id = identifierAt(user, 'id');
  return id === undefined ? { outcome: 'unknown' } : { outcome: 'found', id };
}
