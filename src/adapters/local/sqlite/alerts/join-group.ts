import { createHash } from 'node:crypto';
import type { Alert } from '../../../../domain/alert.ts';
import {
  isMergeEnabled,
  isWithinWindow,
  mergeIdentity,
  mergeWindowEnd,
} from '../../../../domain/merge-identity.ts';
import type { DeliveryState } from '../../../../ports/alert-store.ts';
import type { Database, Row } from '../database.ts';
import { integer, text } from '../row.ts';
import { damagedState } from '../state-error.ts';

/** Makes a stored alert part of its group; says for each output that is not required how its delivery begins. */
type JoinGroup = (
  alert: Alert,
  number: number,
  outputs: readonly string[],
) => (output: string) => DeliveryState;

export function groupJoiner(database: Database): JoinGroup {
  const open = database.statement(
    `SELECT number, opened_at, window_end, outputs, is_first_sent FROM alert_groups
     WHERE rule_name = ? AND identity = ? AND is_open = 1`,
  );
  const shut = database.statement('UPDATE alert_groups SET is_open = 0 WHERE number = ?');
  const create = database.statement(
    `INSERT INTO alert_groups (rule_name, identity, first_id, opened_at, window_end, is_first_sent, outputs, members,
       told_number, has_news, is_open, is_over)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0, 0, 1, 0) RETURNING number`,
  );
  const grow = database.statement(
    'UPDATE alert_groups SET members = members + 1, has_news = 1, outputs = ? WHERE number = ?',
  );
  const assign = database.statement('UPDATE alerts SET group_number = ? WHERE number = ?');

  return (alert, number, outputs) => {
    if (outputs.length === 0 || !isMergeEnabled(alert)) return () => 'waiting';
    const { ruleName, id, createdAt, mergeBy } = alert;
    // As short for long values as for others.
    const identity = createHash('sha256').update(mergeIdentity(alert)).digest('hex');
    const group = open.get(ruleName, identity);
    if (group !== undefined && isWithinWindow(windowOf(group), alert)) {
      const sent = outputsOf(group);
      // An output that nobody was sent to yet has no alert that could be updated: for it this is the first one.
      const firstFor =
        integer(group, 'is_first_sent') === 1 ? outputs.filter((each) => !sent.has(each)) : [];
      grow.run(JSON.stringify([...sent, ...firstFor]), integer(group, 'number'));
      assign.run(integer(group, 'number'), number);
      return (output) => (firstFor.includes(output) ? 'waiting' : 'merging');
    }

    if (group !== undefined) shut.run(integer(group, 'number'));
    const isFirstSent = mergeBy?.sendFirst !== false;
    const opened = create.get(
      ruleName,
      identity,
      id,
      createdAt,
      mergeWindowEnd(alert),
      isFirstSent ? 1 : 0,
      JSON.stringify(isFirstSent ? outputs : []),
    );
    if (opened === undefined) throw damagedState('a group of alerts cannot be opened');
    assign.run(integer(opened, 'number'), number);
    return () => (isFirstSent ? 'waiting' : 'merging');
  };
}

const windowOf = (group: Row) => ({
  at: integer(group, 'opened_at'),
  end: integer(group, 'window_end'),
});

const outputsOf = (group: Row): ReadonlySet<string> => {
  const names: unknown = JSON.parse(text(group, 'outputs'));
  if (!Array.isArray(names)) throw damagedState('the outputs of a group are no list');
  return new Set(names.map(String));
};
