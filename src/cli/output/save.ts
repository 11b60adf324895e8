import { isStreamAlertError, reasonOf, StreamAlertError } from '../../domain/errors.ts';
import { type Credentials, UnreadableCredentials } from '../../ports/secrets.ts';
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
type SavingPlace = Pick<OutputProject, 'file' | 'store' | 'alone' | 'keepsEmpty' | 'warn'>;

/**
 * Saves destinations, all of them or none: first the credentials, then `outputs.json`. When the second fails, the first is
 * taken back. A process that ends between the two leaves credentials that nothing names yet. What is wanted is made while
 * nobody else changes outputs, where it depends on what is there.
 */
export async function saveDestinations(
  wanted: () => Promise<readonly CompleteDestination[]>,
  place: SavingPlace,
  { isUpdate }: { readonly isUpdate: boolean },
): Promise<void> {
  const { file, store, alone, keepsEmpty, warn } = place;
  await alone(async () => {
    const destinations = await wanted();
    const before = readOutputsFile(file);
    if (!isUpdate) refuseTaken(destinations, before);
    const after = destinations.reduce(withDestination, before);
    if (after !== before) requireWritable(file);
    // Earlier releases kept an empty map for such services in AWS; a file needs no entry, and no key for it.
    const kept = destinations.filter(({ isOpen }) => !isOpen || keepsEmpty);
    const isOneStep = after === before && destinations.length === 1;
    const undo: (() => Promise<unknown>)[] = [];
    const former = isOneStep ? [] : await storedBefore(kept, place);
    if (!isUpdate) refuseForeign(former, place);
    try {
      for (const [index, { service, descriptor, credentials }] of kept.entries()) {
        await store.set(service, descriptor, credentials);
        const found = former[index];
        if (found?.outcome === 'none') undo.push(() => store.remove(service, descriptor));
        if (found?.outcome !== 'stored') continue;
        undo.push(() => store.set(service, descriptor, found.credentials));
      }
      if (after !== before) for (const each of replaceOutputsFile(file, after)) warn(each);
    } catch (error) {
      await takeBack(undo, error);
      throw error;
    }
  });
}

type Former = Pick<CompleteDestination, 'service' | 'descriptor'> &
  (
    | { readonly outcome: 'none' }
    | { readonly outcome: 'stored'; readonly credentials: Credentials }
    /** There is nothing to go back to. */
    | { readonly outcome: 'unreadable' }
  );

async function storedBefore(
  wanted: readonly CompleteDestination[],
  { store, warn }: SavingPlace,
): Promise<readonly Former[]> {
  const former: Former[] = [];
  for (const { service, descriptor } of wanted) {
    const name = { service, descriptor };
    try {
      const credentials = await store.credentials(service, descriptor);
      former.push(
        credentials === undefined
          ? { ...name, outcome: 'none' }
          : { ...name, outcome: 'stored', credentials },
      );
    } catch (error) {
      if (!(error instanceof UnreadableCredentials)) throw error;
      warn(unreadableWarning(error));
      former.push({ ...name, outcome: 'unreadable' });
    }
  }
  return former;
}

export const unreadableWarning = ({ message }: Error): string =>
  `${message}: what was stored there before is replaced as a whole`;

/** A store that is shared keeps one set of credentials for each name, whoever names it. */
function refuseForeign(former: readonly Former[], { store }: SavingPlace): void {
  const taken = former.filter(({ outcome }) => outcome !== 'none');
  if (taken.length === 0) return;
  const names = taken.map(({ service, descriptor }) => `${service}:${descriptor}`).join(', ');
  throw new StreamAlertError(
    'CONFIG_INVALID',
    `${names}: there are credentials in ${store.place} that outputs.json does not list; another project may use them; nothing was changed`,
    {
      hint: [
        'Choose another descriptor, or keep the credentials of this project apart: STREAMALERT_SECRETS_FILE, or account.prefix for those in AWS.',
        'Where they are of this project, from a command that was cut off: --update takes them over.',
      ].join('\n'),
    },
  );
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
  { file, store, alone, warn }: SavingPlace,
): Promise<{ readonly wasListed: boolean; readonly hadCredentials: boolean }> {
  return alone(async () => {
    const before = readOutputsFile(file);
    const after = withoutDestination(before, name);
    if (after !== before) for (const each of replaceOutputsFile(file, after)) warn(each);
    try {
      const hadCredentials = await store.remove(name.service, name.descriptor);
      return { wasListed: after !== before, hadCredentials };
    } catch (error) {
      if (after !== before) replaceOutputsFile(file, before);
      throw error;
    }
  });
}
