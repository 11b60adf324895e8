import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AlertGroup, GroupStep } from '../../ports/alert-groups.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  addToMerge,
  beginMerge,
  type MergeProgress,
  progressFromJson,
  progressToJson,
} from './merge-progress.ts';
import { mergedAlert } from './merged-alert.ts';

export interface AlertMerger {
  readonly alertStore: AlertStore;
  readonly clock: Clock;
  /** Whether an output can change what it was sent; the others get one summary when the window is over. */
  canUpdate(output: string): boolean;
}

export interface MergeRun {
  /** Groups whose window is over and that were told as one alert. */
  readonly merged: number;
  /** Alerts that became part of what their group tells. */
  readonly told: number;
  /** There is more to do now: the run was long enough. */
  readonly isUnfinished: boolean;
}

/** Members taken at a time: the thread has other work, and a crash repeats no more than this. */
const membersMax = 500;
const groupsMax = 200;
/** A run ends, and whoever runs it sends what has come. */
const runMembersMax = 20_000;
/** Nobody reads a message that changes all the time: the next update waits as long as a quarter of the group's age. */
const updateMillisMin = 10_000;
const updateMillisMax = 10 * 60_000;

/**
 * Takes what has joined groups into what they tell, and ends groups whose window is over. Each step is stored before
 * the next is made, so a crash loses and repeats nothing.
 */
export async function runAlertMerger(merger: AlertMerger): Promise<MergeRun> {
  const { alertStore, clock } = merger;
  let merged = 0;
  let told = 0;
  alertStore.endLoneGroups(clock.now());
  for (;;) {
    const groups = alertStore.groupsToMerge(clock.now(), groupsMax);
    for (const group of groups) {
      const step = stepOf(group, merger);
      alertStore.saveGroupStep(step);
      told += step.memberIds.length;
      if (step.isOver) merged++;
      // Thousands of alerts keep this thread busy; what else it does must not wait for all groups.
      await nextTurn();
      if (told >= runMembersMax) return { merged, told, isUnfinished: true };
    }
    if (groups.length === 0) return { merged, told, isUnfinished: false };
  }
}

function stepOf(group: AlertGroup, { alertStore, clock, canUpdate }: AlertMerger): GroupStep {
  const now = clock.now();
  const members = alertStore.membersToMerge(group.id, membersMax);
  let progress = group.progress === null ? undefined : progressFromJson(group.progress);
  for (const member of members) {
    progress = progress === undefined ? beginMerge(member, now) : addToMerge(progress, member);
  }
  if (progress === undefined) throw new Error(`group ${group.id} has no members`);

  const isOver = members.length < membersMax && group.windowEnd <= now;
  const isAlone = group.isFirstSent && progress.count === 1;
  const tell = isAlone ? [] : toTell(group, progress, { now, isOver, canUpdate });
  const latest = Math.max(0, ...tell.map(({ at }) => at));
  const then = latest === 0 ? progress : { ...progress, toldCount: progress.count, toldAt: latest };
  return {
    groupId: group.id,
    memberIds: members.map(({ id }) => id),
    progress: progressToJson(then),
    merged: isAlone ? null : mergedAlert(then, { ...group, isOpen: !isOver }),
    tell,
    isOver,
  };
}

function toTell(
  { openedAt, isFirstSent }: AlertGroup,
  { outputs, count, toldCount, toldAt }: MergeProgress,
  { now, isOver, canUpdate }: { now: number; isOver: boolean; canUpdate: AlertMerger['canUpdate'] },
): GroupStep['tell'] {
  const everything = outputs.map((output) => ({ output, at: now }));
  if (isOver) {
    // What was told is not told again.
    return toldCount === count ? everything.filter(({ output }) => !canUpdate(output)) : everything;
  }
  if (!isFirstSent) return [];
  const quarter = Math.min(Math.max((now - openedAt) / 4, updateMillisMin), updateMillisMax);
  const next = Math.max(now, Math.ceil(toldAt + (toldCount === 0 ? 0 : quarter)));
  // What is about to be sent takes this with it.
  const at = toldAt >= now ? toldAt : next;
  return outputs.filter(canUpdate).map((output) => ({ output, at }));
}
