import type { Alert } from '../../../../domain/alert.ts';
import { stringifyJson } from '../../../../domain/exact-json.ts';
import type { AlertGroup, AlertGroups, GroupStep } from '../../../../ports/alert-groups.ts';
import type { Database, Row } from '../database.ts';
import { integer, text } from '../row.ts';
import { damagedState } from '../state-error.ts';
import { alertFromText } from './alert-text.ts';
import { storedForm } from './insert-alerts.ts';
import { referenceOf } from './stored-alert.ts';

export const groupQueries = {
  withNews: `SELECT * FROM alert_groups WHERE is_over = 0 AND has_news = 1
    ORDER BY opened_at LIMIT ?`,
  ending: `SELECT * FROM alert_groups WHERE is_over = 0 AND window_end <= ?
    ORDER BY window_end LIMIT ?`,
  endLone: `UPDATE alert_groups SET is_over = 1, is_open = 0
    WHERE is_over = 0 AND window_end <= ? AND members = 1 AND is_first_sent = 1`,
  members: `SELECT alert FROM alerts WHERE group_number = ? AND number > ? ORDER BY number LIMIT ?`,
} as const;

export function alertGroups(database: Database): AlertGroups {
  const withNews = database.statement(groupQueries.withNews);
  const ending = database.statement(groupQueries.ending);
  const endLone = database.statement(groupQueries.endLone);
  const toldNumber = database.statement('SELECT told_number FROM alert_groups WHERE number = ?');
  const members = database.statement(groupQueries.members);
  const saveStep = stepSaver(database);
  return {
    endLoneGroups: (now) => endLone.run(now),
    groupsToMerge(now, limit) {
      const groups = new Map<number, AlertGroup>();
      for (const row of [...ending.all(now, limit), ...withNews.all(limit)]) {
        if (groups.size < limit) groups.set(integer(row, 'number'), alertGroup(row));
      }
      return [...groups.values()].sort((a, b) => a.openedAt - b.openedAt);
    },
    membersToMerge(groupId, limit) {
      const group = toldNumber.get(groupId);
      if (group === undefined) throw damagedState(`there is no group ${groupId}`);
      return members
        .all(groupId, integer(group, 'told_number'), limit)
        .map((row) => alertFromText(text(row, 'alert')));
    },
    saveGroupStep: (step) => database.transaction(() => saveStep(step)),
  };
}

const alertGroup = (row: Row): AlertGroup => ({
  id: integer(row, 'number'),
  ruleName: text(row, 'rule_name'),
  firstId: text(row, 'first_id'),
  openedAt: integer(row, 'opened_at'),
  windowEnd: integer(row, 'window_end'),
  isFirstSent: integer(row, 'is_first_sent') === 1,
  members: integer(row, 'members'),
  progress: referenceOf(row, 'progress'),
});

function stepSaver(database: Database): (step: GroupStep) => void {
  const groupOf = database.statement('SELECT * FROM alert_groups WHERE number = ?');
  const retire = database.statement(
    `UPDATE alerts SET merged_into = ? WHERE id = ? AND group_number = ? AND number > ? RETURNING number`,
  );
  const close = database.statement(
    `UPDATE deliveries SET state = 'merged' WHERE alert_number = ? AND state = 'merging'`,
  );
  const hasMore = database.statement(
    'SELECT 1 FROM alerts WHERE group_number = ? AND number > ? LIMIT 1',
  );
  const save = database.statement(
    `UPDATE alert_groups SET told_number = ?, progress = ?, merged_number = ?, has_news = ?, is_over = ?,
       is_open = CASE WHEN ? THEN 0 ELSE is_open END
     WHERE number = ?`,
  );
  const saveMerged = mergedSaver(database);
  const resolved = database.statement(
    `SELECT alert_lifecycles.* FROM alert_lifecycles JOIN alerts ON number = alert_number
     WHERE id = ? AND state = 'resolved'`,
  );
  const resolveToo = database.statement(
    `INSERT INTO alert_lifecycles SELECT ?, state, author, note, settled_at FROM alert_lifecycles
     WHERE alert_number = ? ON CONFLICT DO NOTHING`,
  );

  return ({ groupId, memberIds, progress, merged, tell, isOver }) => {
    const group = groupOf.get(groupId);
    if (group === undefined) throw damagedState(`there is no group ${groupId}`);
    const firstId = text(group, 'first_id');
    const staysAlone = integer(group, 'is_first_sent') === 1 ? firstId : null;
    let told = integer(group, 'told_number');
    for (const id of memberIds) {
      const into = merged === null || id === staysAlone ? null : merged.id;
      const member = retire.get(into, id, groupId, told);
      if (member === undefined) {
        throw new Error(`alert ${id} is told already, out of order, or not in its group`);
      }
      told = integer(member, 'number');
      close.run(told);
    }
    // What somebody has settled is not told any more.
    const settled = resolved.get(firstId);
    const mergedNumber =
      merged === null ? null : saveMerged(merged, settled === undefined ? tell : []);
    if (settled !== undefined && mergedNumber !== null) {
      resolveToo.run(mergedNumber, integer(settled, 'alert_number'));
    }
    const isMore = hasMore.get(groupId, told) !== undefined;
    // Another process may have added one a moment ago.
    const over = isOver && !isMore ? 1 : 0;
    save.run(told, stringifyJson(progress), mergedNumber, isMore ? 1 : 0, over, over, groupId);
  };
}

/** The group as one alert, with a delivery for each output that is told; gives its number. */
function mergedSaver(database: Database) {
  const put = database.statement(
    `INSERT INTO alerts (id, rule_name, created_at, is_merged, alert) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT (id) DO UPDATE SET alert = excluded.alert RETURNING number`,
  );
  // What was tried in vain is not tried sooner for having more to tell.
  const tellOutput = database.statement(
    `INSERT INTO deliveries (alert_number, output, action, state, attempts, next_attempt_at, waiting_since, revision,
       alert_created_at)
     VALUES (?, ?, 'deliver', 'waiting', 0, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET state = 'waiting', revision = revision + 1,
       attempts = CASE state WHEN 'waiting' THEN attempts ELSE 0 END,
       waiting_since = CASE state WHEN 'waiting' THEN waiting_since ELSE excluded.waiting_since END,
       next_attempt_at = CASE
         WHEN state <> 'waiting' THEN excluded.next_attempt_at
         WHEN attempts > 0 THEN next_attempt_at
         ELSE min(next_attempt_at, excluded.next_attempt_at) END
     WHERE state <> 'dropped'`,
  );
  const keepWhole = database.statement('INSERT OR REPLACE INTO alert_wholes VALUES (?, ?)');
  const dropWhole = database.statement('DELETE FROM alert_wholes WHERE alert_number = ?');
  return (merged: Alert, tell: GroupStep['tell']): number => {
    const { id, ruleName, createdAt } = merged;
    const stored = storedForm(merged);
    const row = put.get(id, ruleName, createdAt, stored.text);
    if (row === undefined) throw damagedState(`the merged alert ${id} cannot be stored`);
    const number = integer(row, 'number');
    if (stored.whole === undefined) dropWhole.run(number);
    else keepWhole.run(number, stored.whole);
    for (const { output, at } of tell) tellOutput.run(number, output, at, at, createdAt);
    return number;
  };
}
