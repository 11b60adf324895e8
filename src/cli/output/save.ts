import { isStreamAlertError, reasonOf, StreamAlertError } from '../../domain/errors.ts';
import type { Credentials } from '../../ports/secrets.ts';
import type { OutputProject } from './output-project.ts';
import {
  type FileDestination,
  readOutputsFile,
  replaceOutputsFile,
  requireWritable,
  withDestination,
  withoutDestination,
} from './outputs-file.ts';

/** A destination with all that is to be known of it. */
export interface CompleteDestination extends FileDestination {
  readonly credentials: Credentials;
  /** The service has no credentials at all. */
  readonly isOpen: boolean;
}

/** What saving needs of a project. */
type SavingPlace = Pick<OutputProject, 'file' | 'store' | 'alone' | 'keepsEmpty'>;

/**
 * Saves destinations, all of them or none: first the credentials, then `outputs.json`. When the second fails, the first is
 * taken back. A process that ends between the two leaves credentials that nothing names yet.
 */
export async function saveDestinations(
  wanted: readonly CompleteDestination[],
  { file, store, alone, keepsEmpty }: SavingPlace,
  { isUpdate }: { readonly isUpdate: boolean },
): Promise<void> {
  await alone(async () => {
    const before = readOutputsFile(file);
    if (!isUpdate) refuseTaken(wanted, before);
    const after = wanted.reduce(withDestination, before);
    if (after !== before) requireWritable(file);

    const undo: (() => Promise<unknown>)[] = [];
    try {
      for (const { service, descriptor, credentials, isOpen } of wanted) {
        // Earlier releases kept an empty map for such services in AWS; a file needs no entry, and no key for it.
        if (isOpen && !keepsEmpty) continue;
        const isLastStep = after === before && wanted.length === 1;
        const former = isLastStep ? undefined : await store.credentials(service, descriptor);
        await store.set(service, descriptor, credentials);
        if (isLastStep) return;
        undo.push(() =>
          former === undefined
            ? store.remove(service, descriptor)
            : store.set(service, descriptor, former),
        );
      }
      if (after !== before) replaceOutputsFile(file, after);
    } catch (error) {
      await takeBack(undo, error);
      throw error;
    }
  });
}

function refuseTaken(wanted: readonly CompleteDestination[], text: string): void {
  const taken = wanted.filter(
    (each) => withoutDestination(text, each) !== text && each.descriptor !== '',
  );
  if (taken.length === 0) return;
  const names = taken.map(({ service, descriptor }) => `${service}:${descriptor}`).join(', ');
  throw new StreamAlertError(
    'CONFIG_INVALID',
    `${names} ${taken.length === 1 ? 'is' : 'are'} there already; nothing was changed`,
    { hint: 'Change what is there with --update, or choose another descriptor.' },
  );
}

async function takeBack(undo: readonly (() => Promise<unknown>)[], error: unknown): Promise<void> {
  try {
    for (const step of undo.toReversed()) await step();
  } catch (second) {
    const said = isStreamAlertError(error) ? error.message : reasonOf(error);
    throw new StreamAlertError(
      'STATE_UNAVAILABLE',
      `${said}; and the credentials that were saved before that could not be taken back`,
      { cause: second, hint: 'Set the output again, or remove it: streamalert output remove' },
    );
  }
}

/** Takes a destination away, with its credentials: both or none. Says what there was. */
export async function removeDestination(
  name: Omit<FileDestination, 'resource'>,
  { file, store, alone }: SavingPlace,
): Promise<{ readonly wasListed: boolean; readonly hadCredentials: boolean }> {
  return alone(async () => {
    const before = readOutputsFile(file);
    const after = withoutDestination(before, name);
    if (after !== before) replaceOutputsFile(file, after);
    try {
      const hadCredentials = await store.remove(name.service, name.descriptor);
      return { wasListed: after !== before, hadCredentials };
    } catch (error) {
      if (after !== before) replaceOutputsFile(file, before);
      throw error;
    }
  });
}
