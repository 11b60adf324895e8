import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import { groupAlerts } from './group-alerts.ts';
import { mergeAlerts } from './merge-alerts.ts';

export interface AlertMerger {
  readonly alertStore: AlertStore;
  readonly clock: Clock;
}

export interface MergeRun {
  /** Merged alerts made. */
  readonly merged: number;
  /** Alerts looked at that wait for their merge window to end. */
  readonly waiting: number;
}

/** Alerts of one rule in one run. What is beyond waits for the next run, so that one loud rule stops no other. */
const candidatesMax = 5_000;

/**
 * Merges what is due, rule by rule. Each merged alert is stored together with the retirement of its members before
 * the next is made, so a crash loses and repeats nothing.
 */
export async function runAlertMerger({ alertStore, clock }: AlertMerger): Promise<MergeRun> {
  let merged = 0;
  let waiting = 0;
  for (const ruleName of alertStore.rulesWithMergeCandidates()) {
    const now = clock.now();
    const grouping = groupAlerts(alertStore.mergeCandidates(ruleName, candidatesMax), now);
    for (const group of grouping.groups) {
      const memberIds = group.map(({ id }) => id);
      alertStore.replaceByMerged(mergeAlerts(group, now), memberIds);
    }
    merged += grouping.groups.length;
    waiting += grouping.waiting.length;
    // Thousands of alerts keep this thread busy; what else it does must not wait for all rules.
    await nextTurn();
  }
  return { merged, waiting };
}
