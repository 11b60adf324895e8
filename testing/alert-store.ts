import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openState } from '../src/adapters/local/sqlite/open-state.ts';
import type { AlertStore } from '../src/ports/alert-store.ts';

/** The store of alerts of the embedded runtime, empty, in a folder that goes when the test is over. */
export function testAlertStore({
  requiredOutputs = [],
}: {
  readonly requiredOutputs?: readonly string[];
} = {}): AlertStore {
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-alerts-'));
  const { alerts, close } = openState(join(folder, 'state.db'), { requiredOutputs });
  onTestFinished(() => {
    close();
    rmSync(folder, { recursive: true });
  });
  return alerts;
}
