import type { Alert } from '../../../../domain/alert.ts';
import { compileSilence, type Silence, type SilenceMatcher } from '../../../../domain/silence.ts';
import type { AlertLifecycle } from '../../../../ports/alert-lifecycle.ts';
import type { Database, Row } from '../database.ts';
import { integer, text } from '../row.ts';
import { alertFromText } from './alert-text.ts';

/**
 * Silences that are in force, read anew for each insertion: another process may have added one. Gives the id of the
 * silence that mutes an alert, by the instant the alert was made.
 */
export function activeSilences(database: Database): () => (alert: Alert) => string | undefined {
  const all = database.statement(
    'SELECT * FROM silences WHERE ended_at IS NULL ORDER BY created_at, id',
  );
  let compiledFrom = '';
  let compiled: readonly (Silence & { readonly mutes: (alert: Alert) => boolean })[] = [];
  return () => {
    const rows = all.all();
    const key = JSON.stringify(rows);
    if (key !== compiledFrom) {
      compiledFrom = key;
      compiled = rows
        .map(silence)
        .map((each) => ({ ...each, mutes: compileSilence(each.matcher) }));
    }
    return (alert) =>
      compiled.find(
        ({ expiresAt, createdAt, mutes }) =>
          createdAt <= alert.createdAt && alert.createdAt < expiresAt && mutes(alert),
      )?.id;
  };
}

type Silences = Pick<AlertLifecycle, 'addSilence' | 'endSilence' | 'silences' | 'mutedBy'>;

export function sqliteSilences(database: Database): Silences {
  const add = database.statement('INSERT INTO silences VALUES (?, ?, ?, ?, ?, ?, NULL)');
  const end = database.statement(
    'UPDATE silences SET ended_at = ? WHERE id = ? AND ended_at IS NULL AND expires_at > ?',
  );
  const list = database.statement(
    `SELECT silences.*, (SELECT count(*) FROM silenced_alerts WHERE silence_id = id) AS muted,
       (SELECT max(muted_at) FROM silenced_alerts WHERE silence_id = id) AS last_muted_at
     FROM silences ORDER BY created_at DESC, id`,
  );
  const muted = database.statement(
    `SELECT alert FROM silenced_alerts JOIN alerts ON number = alert_number WHERE silence_id = ?
     ORDER BY muted_at DESC, alert_number DESC LIMIT ?`,
  );
  return {
    addSilence({ id, matcher, reason, author, createdAt, expiresAt }) {
      add.run(id, JSON.stringify(matcher), reason, author, createdAt, expiresAt);
    },
    endSilence: (id, now) => end.run(now, id, now) > 0,
    silences: () =>
      list.all().map((row) => ({
        silence: silence(row),
        muted: integer(row, 'muted'),
        lastMutedAt: row['last_muted_at'] === null ? null : integer(row, 'last_muted_at'),
      })),
    mutedBy: (id, limit) => muted.all(id, limit).map((row) => alertFromText(text(row, 'alert'))),
  };
}

const silence = (row: Row): Silence => ({
  id: text(row, 'id'),
  matcher: JSON.parse(text(row, 'matcher')) as SilenceMatcher,
  reason: text(row, 'reason'),
  author: text(row, 'author'),
  createdAt: integer(row, 'created_at'),
  expiresAt: integer(row, 'expires_at'),
  endedAt: row['ended_at'] === null ? null : integer(row, 'ended_at'),
});
