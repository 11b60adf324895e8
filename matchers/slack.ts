import { firstOf, textAt } from './reading.ts';

export const slackActor = (record: unknown): string =>
  firstOf(
    textAt(record, 'actor', 'user', 'email'),
    textAt(record, 'actor', 'user', 'name'),
    textAt(record, 'actor', 'user', 'id'),
  );

/** The workspace, user, file or app that an action is about. */
export function slackEntity(record: unknown): string {
  const kind = textAt(record, 'entity', 'type');
  return firstOf(
    textAt(record, 'entity', kind, 'email'),
    textAt(record, 'entity', kind, 'name'),
    textAt(record, 'entity', kind, 'id'),
    kind,
  );
}
