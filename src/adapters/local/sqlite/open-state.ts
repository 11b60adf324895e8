import type { AlertStore } from '../../../ports/alert-store.ts';
import type { JobRuns } from '../../../ports/job-runs.ts';
import type { RuleTable } from '../../../ports/rule-table.ts';
import type { StateStore } from '../../../ports/state-store.ts';
import { sqliteAlertStore } from './alerts/alert-store.ts';
import { openDatabase } from './database.ts';
import { sqliteJobRuns } from './job-runs.ts';
import { migrate } from './migrations.ts';
import { sqliteRuleTable } from './rule-table.ts';
import { sqliteStateStore } from './state-store.ts';

export interface OpenState {
  readonly state: StateStore;
  readonly alerts: AlertStore;
  readonly rules: RuleTable;
  readonly jobRuns: JobRuns;
  close(): void;
}

export interface StateOptions {
  /** Outputs that get an alert at once, even one that waits to be merged. */
  readonly requiredOutputs?: readonly string[];
}

/** Opens or creates the state file. A file that cannot be used is refused and left as it is. */
export function openState(file: string, { requiredOutputs = [] }: StateOptions = {}): OpenState {
  const database = openDatabase(file);
  try {
    migrate(database, file);
    const { store: alerts, insert } = sqliteAlertStore(database, requiredOutputs);
    const state = sqliteStateStore(database, insert);
    return {
      state,
      alerts,
      rules: sqliteRuleTable(database),
      jobRuns: sqliteJobRuns(database),
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
