import type { JobRuns } from '../../../ports/job-runs.ts';
import type { Database } from './database.ts';
import { integer } from './row.ts';

export function sqliteJobRuns(database: Database): JobRuns {
  const get = database.statement('SELECT last_run_at FROM job_runs WHERE job = ?');
  const put = database.statement(
    `INSERT INTO job_runs (job, last_run_at) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET last_run_at = excluded.last_run_at`,
  );
  return {
    lastRun(job) {
      const row = get.get(job);
      return row === undefined ? undefined : integer(row, 'last_run_at');
    },
    record: (job, at) => void put.run(job, at),
  };
}
