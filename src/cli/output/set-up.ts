import type { Output } from '../../outputs/output.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import {
  type Credentials,
  type DestinationName,
  UnreadableCredentials,
} from '../../ports/secrets.ts';
import type { Prompt } from '../prompt.ts';
import { collectValues, credentialsOf, type Values } from './collect.ts';
import { currentDestinations, type OutputProject } from './output-project.ts';
import { propertiesOf, resourceName } from './properties.ts';
import { type CompleteDestination, saveDestinations, unreadableWarning } from './save.ts';

/** One destination, and what was given for it. */
export interface Wanted {
  readonly output: Output;
  readonly descriptor: string;
  readonly given: ReadonlyMap<string, unknown>;
  readonly prompt: Prompt | undefined;
}

export async function addOne(
  { output, descriptor, given, prompt }: Wanted,
  outputProject: OutputProject,
): Promise<CompleteDestination> {
  const { values } = await collectValues({ output, given, stored: new Map(), prompt });
  const destination = completed(output, descriptor, values);
  await saveDestinations(async () => [destination], outputProject, { isUpdate: false });
  return destination;
}

/** Somebody else may change other properties while questions are answered: only what was answered is written. */
export async function changeOne(
  wanted: Wanted,
  outputProject: OutputProject,
): Promise<CompleteDestination> {
  const { output, descriptor } = wanted;
  const name = { service: output.service, descriptor };
  const found = await storedValues(wanted, outputProject, outputProject.warn);
  const { values, given } = await collectValues({ ...wanted, stored: found });
  const merged = async () => {
    const current = { ...outputProject, destinations: await currentDestinations(outputProject) };
    if (isListed(name, outputProject) && !isListed(name, current)) throw removedMeanwhile(name);
    const answered = { output, descriptor, given, prompt: undefined };
    const stored = await storedValues(answered, current, () => undefined);
    const latest = await collectValues({ ...answered, stored });
    return [completed(output, descriptor, latest.values)];
  };
  await saveDestinations(merged, outputProject, { isUpdate: true });
  return completed(output, descriptor, values);
}

const removedMeanwhile = ({ service, descriptor }: DestinationName): StreamAlertError =>
  new StreamAlertError(
    'CONFIG_INVALID',
    `${service}:${descriptor} was removed meanwhile; nothing was changed`,
    { hint: `Make it anew: streamalert output set ${service} ${descriptor}` },
  );

const completed = (output: Output, descriptor: string, values: Values): CompleteDestination => ({
  service: output.service,
  descriptor,
  resource: output.shape === 'map' ? String(values.get(resourceName(output))) : null,
  credentials: credentialsOf(output, values),
  isOpen: isOpen(output),
});

const isOpen = ({ credentials }: Output): boolean => Object.keys(credentials.shape).length === 0;

export const isListed = (
  { service, descriptor }: DestinationName,
  { destinations }: Pick<OutputProject, 'destinations'>,
): boolean =>
  destinations.some((each) => each.service === service && each.descriptor === descriptor);

/** Credentials that `outputs.json` does not name are taken over by an update. */
export async function isStored(
  output: Output,
  descriptor: string,
  { store, keepsEmpty }: OutputProject,
): Promise<boolean> {
  if (isOpen(output) && !keepsEmpty) return false;
  try {
    return (await store.credentials(output.service, descriptor)) !== undefined;
  } catch (error) {
    if (error instanceof UnreadableCredentials) return true;
    throw error;
  }
}

/** What is stored; nothing of it where it is of no use any more, and everything that is needed comes anyway. */
async function storedValues(
  { output, descriptor, given, prompt }: Wanted,
  { destinations, store, keepsEmpty }: OutputProject,
  warn: (warning: string) => void,
): Promise<ReadonlyMap<string, unknown>> {
  const { service } = output;
  const needed = propertiesOf(output).filter((each) => each.kind === 'credential');
  const isComplete =
    prompt !== undefined || needed.every(({ name, isOptional }) => isOptional || given.has(name));
  let credentials: Credentials | undefined;
  try {
    if (!isOpen(output) || keepsEmpty) credentials = await store.credentials(service, descriptor);
  } catch (error) {
    if (!(error instanceof UnreadableCredentials) || !isComplete) throw error;
    warn(unreadableWarning(error));
  }
  const resource = destinations.find(
    (each) => each.service === service && each.descriptor === descriptor,
  )?.resource;
  return new Map<string, unknown>([
    ...Object.entries(credentialsOf(output, new Map(Object.entries(credentials ?? {})))),
    ...(output.shape === 'map' && typeof resource === 'string'
      ? [[resourceName(output), resource] as const]
      : []),
  ]);
}
