import { StreamAlertError } from '../../../domain/errors.ts';
import type { Database } from './database.ts';
import { integer } from './row.ts';

/** Each brings the file one version on. What has been released is never changed, only followed by another. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rule_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    merging INTEGER NOT NULL,
    merged_into TEXT,
    alert TEXT NOT NULL
  ) STRICT;
  CREATE INDEX alerts_by_age ON alerts (created_at, number);
  CREATE INDEX alerts_by_rule ON alerts (rule_name, created_at, number);
  CREATE INDEX alerts_to_merge ON alerts (rule_name, created_at, number) WHERE merging = 1;

  CREATE TABLE deliveries (
    alert_number INTEGER NOT NULL,
    output TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error TEXT,
    alert_created_at INTEGER NOT NULL,
    PRIMARY KEY (alert_number, output)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_waiting ON deliveries (alert_created_at, alert_number, next_attempt_at)
    WHERE state = 'waiting';

  -- Counting the rows of years for each look at the status would take longer each time.
  CREATE TABLE delivery_counts (state TEXT PRIMARY KEY, pairs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER delivery_added AFTER INSERT ON deliveries BEGIN
    INSERT INTO delivery_counts VALUES (new.state, 1) ON CONFLICT DO UPDATE SET pairs = pairs + 1;
  END;
  CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON deliveries WHEN new.state <> old.state BEGIN
    UPDATE delivery_counts SET pairs = pairs - 1 WHERE state = old.state;
    INSERT INTO delivery_counts VALUES (new.state, 1) ON CONFLICT DO UPDATE SET pairs = pairs + 1;
  END;

  -- The delivery stands before the resource so that a range of deliveries can be forgotten at once.
  CREATE TABLE positions (
    service TEXT NOT NULL,
    delivery TEXT NOT NULL,
    resource TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    next_position INTEGER NOT NULL,
    done INTEGER NOT NULL,
    PRIMARY KEY (service, delivery, resource)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ledger (
    hour TEXT NOT NULL,
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    records INTEGER NOT NULL,
    classified INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    filtered INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (hour, service, resource)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger_log_types (
    hour TEXT NOT NULL,
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    log_type TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (hour, service, resource, log_type)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    cluster TEXT,
    delivery TEXT NOT NULL,
    position TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    nearest_log_type TEXT,
    nearest TEXT,
    bytes INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    alike INTEGER,
    -- Last, so that reading the others does not lead through its pages.
    raw TEXT
  ) STRICT;
  CREATE INDEX quarantine_by_resource ON quarantine (resource, id);
  CREATE INDEX quarantine_by_log_type ON quarantine (nearest_log_type, id);
  CREATE INDEX quarantine_alike ON quarantine (id) WHERE alike IS NOT NULL;

  CREATE TABLE rule_failures (
    hour TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    part TEXT NOT NULL,
    failures INTEGER NOT NULL,
    reason TEXT NOT NULL,
    log_type TEXT NOT NULL,
    delivery TEXT NOT NULL,
    position TEXT NOT NULL,
    PRIMARY KEY (hour, rule_name, part)
  ) STRICT, WITHOUT ROWID;
  `,
  // What reprocessing needs: the ledger's hour, payloads of single records, and history that is committed with alerts.
  `
  ALTER TABLE quarantine ADD COLUMN encoding TEXT;
  ALTER TABLE quarantine ADD COLUMN payload TEXT;
  ALTER TABLE quarantine ADD COLUMN hour TEXT;
  ALTER TABLE quarantine ADD COLUMN kind TEXT;
  UPDATE quarantine SET encoding = CASE reason WHEN 'not UTF-8' THEN 'latin1' END,
    hour = strftime('%Y-%m-%d-%H', received_at / 1000, 'unixepoch'), kind = reason || '|' || detail;
  CREATE INDEX quarantine_by_kind ON quarantine (kind, service, resource, received_at, alike);

  CREATE TABLE history_outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, lines BLOB NOT NULL) STRICT;
  `,
  // Keys that records carry and their schemas lack, bounded for each source and log type; times that do not read.
  `
  CREATE TABLE drift_samples (
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    log_type TEXT NOT NULL,
    sampled INTEGER NOT NULL,
    further_keys INTEGER NOT NULL,
    PRIMARY KEY (service, resource, log_type)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE drift_keys (
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    log_type TEXT NOT NULL,
    path TEXT NOT NULL,
    found TEXT NOT NULL,
    records INTEGER NOT NULL,
    types TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (service, resource, log_type, path, found)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE drift_times (
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    log_type TEXT NOT NULL,
    problem TEXT NOT NULL,
    records INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY (service, resource, log_type, problem)
  ) STRICT, WITHOUT ROWID;
  `,
  // Staging of rules, jobs on a schedule, and alerts counted without those that were merged of others.
  `
  CREATE TABLE rules (
    rule_name TEXT PRIMARY KEY,
    staged INTEGER NOT NULL,
    staged_at INTEGER,
    staged_until INTEGER,
    staging_milliseconds INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rules_version (changes INTEGER NOT NULL) STRICT;
  INSERT INTO rules_version VALUES (0);
  CREATE TRIGGER rule_added AFTER INSERT ON rules BEGIN
    UPDATE rules_version SET changes = changes + 1;
  END;
  CREATE TRIGGER rule_changed AFTER UPDATE ON rules BEGIN
    UPDATE rules_version SET changes = changes + 1;
  END;
  CREATE TRIGGER rule_deleted AFTER DELETE ON rules BEGIN
    UPDATE rules_version SET changes = changes + 1;
  END;

  CREATE TABLE job_runs (job TEXT PRIMARY KEY, last_run_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  ALTER TABLE alerts ADD COLUMN is_merged INTEGER NOT NULL DEFAULT 0;
  UPDATE alerts SET is_merged = 1
    WHERE id IN (SELECT merged_into FROM alerts WHERE merged_into IS NOT NULL);
  DROP INDEX alerts_by_rule;
  CREATE INDEX alerts_by_rule ON alerts (rule_name, created_at, number, is_merged);
  `,
  // What rules cost and find, those that are not asked any more, and alerts that are too many to be sent.
  `
  CREATE TABLE rule_stats (
    hour TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    calls INTEGER NOT NULL,
    matches INTEGER NOT NULL,
    microseconds REAL NOT NULL,
    PRIMARY KEY (hour, rule_name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE suspended_rules (
    rule_name TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    reason TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE rule_floods (
    hour TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    service TEXT NOT NULL,
    resource TEXT NOT NULL,
    alerts INTEGER NOT NULL,
    alert_limit INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    first_delivery TEXT NOT NULL,
    first_position TEXT NOT NULL,
    last_delivery TEXT NOT NULL,
    last_position TEXT NOT NULL,
    outputs TEXT NOT NULL,
    severity TEXT NOT NULL,
    is_told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (hour, rule_name, service, resource)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rule_floods_open ON rule_floods (hour) WHERE is_told = 0;
  `,
  // Groups of alerts, what follows a delivery, silences, who settled what, and alerts too large for one row.
  `
  CREATE TABLE deliveries_next (
    alert_number INTEGER NOT NULL,
    output TEXT NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    last_error TEXT,
    waiting_since INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    reference TEXT,
    alert_created_at INTEGER NOT NULL,
    PRIMARY KEY (alert_number, output, action)
  ) STRICT, WITHOUT ROWID;
  -- What waited for a merge of the former kind goes out by itself.
  INSERT INTO deliveries_next
    SELECT alert_number, output, 'deliver', CASE state WHEN 'merging' THEN 'waiting' ELSE state END, attempts,
      next_attempt_at, last_error, alert_created_at, 0, NULL, alert_created_at
    FROM deliveries;
  DROP TABLE deliveries;
  ALTER TABLE deliveries_next RENAME TO deliveries;
  CREATE INDEX deliveries_waiting
    ON deliveries (output, alert_created_at, alert_number, action, next_attempt_at) WHERE state = 'waiting';
  CREATE INDEX deliveries_given_up ON deliveries (output, alert_created_at, alert_number)
    WHERE state = 'given up';
  DELETE FROM delivery_counts;
  INSERT INTO delivery_counts SELECT state, count(*) FROM deliveries GROUP BY state;
  CREATE TRIGGER delivery_added AFTER INSERT ON deliveries WHEN new.action = 'deliver' BEGIN
    INSERT INTO delivery_counts VALUES (new.state, 1) ON CONFLICT DO UPDATE SET pairs = pairs + 1;
  END;
  CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON deliveries
    WHEN new.state <> old.state AND new.action = 'deliver' BEGIN
    UPDATE delivery_counts SET pairs = pairs - 1 WHERE state = old.state;
    INSERT INTO delivery_counts VALUES (new.state, 1) ON CONFLICT DO UPDATE SET pairs = pairs + 1;
  END;
  CREATE TABLE delivery_hours (
    hour INTEGER NOT NULL,
    output TEXT NOT NULL,
    delivered INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    given_up INTEGER NOT NULL,
    PRIMARY KEY (hour, output)
  ) STRICT, WITHOUT ROWID;

  DROP INDEX alerts_to_merge;
  ALTER TABLE alerts DROP COLUMN merging;
  ALTER TABLE alerts ADD COLUMN group_number INTEGER;
  CREATE INDEX alerts_by_group ON alerts (group_number, number) WHERE group_number IS NOT NULL;
  CREATE TABLE alert_wholes (alert_number INTEGER PRIMARY KEY, alert BLOB NOT NULL) STRICT;
  CREATE TABLE alert_groups (
    number INTEGER PRIMARY KEY,
    rule_name TEXT NOT NULL,
    identity TEXT NOT NULL,
    first_id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    window_end INTEGER NOT NULL,
    is_first_sent INTEGER NOT NULL,
    -- Outputs that some member was sent to by itself.
    outputs TEXT NOT NULL,
    members INTEGER NOT NULL,
    -- Number of the last member that the merged alert tells.
    told_number INTEGER NOT NULL,
    has_news INTEGER NOT NULL,
    progress TEXT,
    merged_number INTEGER,
    is_open INTEGER NOT NULL,
    is_over INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX alert_groups_open ON alert_groups (rule_name, identity) WHERE is_open = 1;
  CREATE INDEX alert_groups_ending ON alert_groups (window_end, members, is_first_sent) WHERE is_over = 0;
  CREATE INDEX alert_groups_with_news ON alert_groups (opened_at) WHERE is_over = 0 AND has_news = 1;
  CREATE INDEX alert_groups_merged ON alert_groups (merged_number) WHERE merged_number IS NOT NULL;

  CREATE TABLE alert_lifecycles (
    alert_number INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT,
    settled_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE silences (
    id TEXT PRIMARY KEY,
    matcher TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE silenced_alerts (
    alert_number INTEGER PRIMARY KEY,
    silence_id TEXT NOT NULL,
    muted_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX silenced_alerts_by_silence ON silenced_alerts (silence_id, muted_at, alert_number);
  `,
];

/** Brings the file to the version of this program; a file of a later version is refused. */
export function migrate(database: Database, file: string): void {
  if (versionOf(database) === migrations.length) return;

  database.transaction(() => {
    // Read again: another process may have been faster.
    const version = versionOf(database);
    if (version > migrations.length) throw writtenByLater(file, version);
    if (version === 0) {
      database.execute(
        'CREATE TABLE migrations (version INTEGER PRIMARY KEY, applied_at TEXT) STRICT',
      );
    }
    for (const [index, sql] of migrations.entries()) {
      if (index < version) continue;
      database.execute(sql);
      database.execute(`INSERT INTO migrations VALUES (${index + 1}, datetime('now'))`);
    }
  });
}

function versionOf(database: Database): number {
  const tables = database.statement('SELECT name FROM sqlite_schema WHERE type = ?').all('table');
  const names = new Set(tables.map(({ name }) => name));
  if (names.size === 0) return 0;
  if (!names.has('migrations')) {
    throw new StreamAlertError(
      'STATE_UNAVAILABLE',
      'the state file is a database of another program',
      { hint: 'Choose another data directory with --data-dir.' },
    );
  }
  const row = database
    .statement('SELECT coalesce(max(version), 0) AS version FROM migrations')
    .get();
  return row === undefined ? 0 : integer(row, 'version');
}

const writtenByLater = (file: string, version: number) =>
  new StreamAlertError(
    'STATE_UNAVAILABLE',
    `the state file ${file} was written by a later version of StreamAlert (state version ${version}, this one knows ${migrations.length})`,
    { hint: 'Run that version or a later one, or choose another data directory with --data-dir.' },
  );
