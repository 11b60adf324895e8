import { at } from 'streamalert';
import { listAt, textAt } from './reading.ts';

/** Activities of Google Workspace, as the Reports API gives them or divided into one record for each event. */
export const gsuiteLogs = ['gsuite:reports', 'gsuite:activity'] as const;

/** The events of an activity: those of its list, or the activity itself where it was divided. */
export const gsuiteEvents = (record: unknown): readonly unknown[] =>
  Array.isArray(at(record, 'events')) ? listAt(record, 'events') : [record];

export const gsuiteActor = (record: unknown): string =>
  textAt(record, 'actor', 'email') || 'unknown';

/** A parameter of an event: the API has a list of names and values, divided activities have a map. */
export function gsuiteParameter(event: unknown, name: string): string {
  const parameters = at(event, 'parameters');
  if (!Array.isArray(parameters)) return textAt(parameters, name);
  const found = parameters.find((parameter: unknown) => at(parameter, 'name') === name);
  return textAt(found, 'value') || textAt(found, 'boolValue') || listAt(found, 'multiValue').join();
}

/** The first event of an activity that has one of these names. */
export const gsuiteEventNamed = (record: unknown, names: readonly string[]): unknown =>
  gsuiteEvents(record).find((event) => names.includes(textAt(event, 'name')));
