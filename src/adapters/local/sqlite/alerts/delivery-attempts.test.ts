import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anAlert } from '../../../../../testing/alert-builder.ts';
import { type Database, openDatabase } from '../database.ts';
import { openState } from '../open-state.ts';
import { deliveryAttempts } from './delivery-attempts.ts';

test.each(['giveUpWaitingSince', 'retry', 'drop'] as const)(
  '%s lets others write while it changes thousands of deliveries',
  (what) => {
    const folder = mkdtempSync(join(tmpdir(), 'streamalert-attempts-'));
    const file = join(folder, 'state.db');
    const { alerts, close } = openState(file, { requiredOutputs: [] });
    const database = openDatabase(file, 0);
    onTestFinished(() => {
      database.close();
      close();
      rmSync(folder, { recursive: true });
    });
    alerts.add(Array.from({ length: 12_000 }, (_, n) => anAlert({ createdAt: n })));
    if (what === 'drop') alerts.giveUpWaitingSince('slack:soc', 12_000, 'it is gone', 0);

    // Another process, which comes whenever the file is free.
    const doneByThen: number[] = [];
    const state = { giveUpWaitingSince: 'given up', retry: 'waiting', drop: 'dropped' } as const;
    const watched: Database = {
      ...database,
      transaction(work) {
        const result = database.transaction(work);
        alerts.add([anAlert({ outputs: ['slack:other'], createdAt: 0 })]);
        doneByThen.push(alerts.deliveryCounts()[state[what]]);
        return result;
      },
    };
    const attempts = deliveryAttempts(watched);
    const changed = {
      giveUpWaitingSince: () => attempts.giveUpWaitingSince('slack:soc', 12_000, 'gone', 0),
      retry: () => attempts.retry({ state: 'waiting', output: 'slack:soc' }, 1),
      drop: () => attempts.drop({}),
    }[what]();

    expect(changed).toBe(12_000);
    if (what === 'retry') expect(doneByThen).toHaveLength(3);
    else expect(doneByThen).toEqual([5_000, 10_000, 12_000]);
  },
);
