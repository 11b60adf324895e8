import type { SQLInputValue } from 'node:sqlite';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';

/** So many are changed within some hundredths of a second: whoever else writes waits for no longer than that. */
const sliceMax = 5_000;

const pausing = new Int32Array(new SharedArrayBuffer(4));

export interface DeliveryChange {
  /** Condition on `deliveries`, and the values in it. */
  readonly which: string;
  readonly values: readonly SQLInputValue[];
  /** What is set, and to what. */
  readonly change: string;
  readonly to: readonly SQLInputValue[];
  /** Pauses for as long as it writes: whoever waits for the file looks only now and then whether it is free. */
  readonly givesWay: boolean;
  /** Part of the transaction that has changed so many. */
  changed?(count: number): void;
}

/** Changes deliveries, each once, in transactions of `sliceMax` rows; how many. A crash leaves whole slices behind. */
export function inSlices(database: Database, wanted: DeliveryChange): number {
  const { which, values, change, to, givesWay, changed } = wanted;
  // In the order of the indexes; what comes back behind the place that was reached is not changed again.
  const next = database.statement(
    `SELECT output, alert_created_at, alert_number, action FROM deliveries WHERE ${which}
       AND (output, alert_created_at, alert_number, action) > (?, ?, ?, ?)
     ORDER BY output, alert_created_at, alert_number, action LIMIT ${sliceMax}`,
  );
  const update = database.statement(
    `UPDATE deliveries SET ${change} WHERE alert_number = ? AND output = ? AND action = ? AND ${which}`,
  );
  let total = 0;
  let place: readonly SQLInputValue[] = ['', 0, 0, ''];
  for (;;) {
    const rows = next.all(...values, ...place);
    const began = performance.now();
    total += database.transaction(() => {
      let count = 0;
      for (const row of rows) {
        const key = [integer(row, 'alert_number'), text(row, 'output'), text(row, 'action')];
        count += update.run(...to, ...key, ...values);
      }
      if (count > 0) changed?.(count);
      return count;
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < sliceMax) return total;
    if (givesWay) Atomics.wait(pausing, 0, 0, performance.now() - began);
    place = [
      text(last, 'output'),
      integer(last, 'alert_created_at'),
      integer(last, 'alert_number'),
      text(last, 'action'),
    ];
  }
}
