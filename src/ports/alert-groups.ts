import type { Alert } from '../domain/alert.ts';
import type { JsonObject } from '../domain/json.ts';

/** Alerts of one rule with one merge identity, inside one window. */
export interface AlertGroup {
  readonly id: number;
  readonly ruleName: string;
  readonly firstId: string;
  readonly openedAt: number;
  /** The last instant at which another alert may join. */
  readonly windowEnd: number;
  readonly isFirstSent: boolean;
  /** Alerts in the group, told or not. */
  readonly members: number;
  /** What the merger made of the members it has seen; null before the first. */
  readonly progress: JsonObject | null;
}

/** Members that are now part of what the group tells. All of it is stored, or nothing. */
export interface GroupStep {
  readonly groupId: number;
  /** In the order `membersToMerge` gave them. */
  readonly memberIds: readonly string[];
  readonly progress: JsonObject;
  /** The group as one alert, as it is now; null when there is nothing to tell but the first alert. */
  readonly merged: Alert | null;
  /** Outputs that the merged alert goes to (again), and from when on. */
  readonly tell: readonly { readonly output: string; readonly at: number }[];
  /** The window is over and all members are in: nothing joins any more. */
  readonly isOver: boolean;
}

/**
 * Groups of alerts that merge. An alert that is stored joins the open group of its identity, or opens one when there is
 * none, or when its window is over: so an alert is in one group for good. Required outputs get every alert at once and
 * do not take part; an alert that has no other outputs, is silenced or held back joins no group.
 *
 * Where the first alert is sent at once (`isFirstSent`), an output that no earlier member had gets the alert that names
 * it at once too. All else waits as `merging` until a step tells it.
 */
export interface AlertGroups {
  /** Ends the groups that stayed with one alert, which was sent, and whose window is over; how many. */
  endLoneGroups(now: number): number;
  /** Groups with members that are not told yet, and groups whose window is over; the oldest first. */
  groupsToMerge(now: number, limit: number): readonly AlertGroup[];
  /** Members that no step has told yet, oldest first. */
  membersToMerge(groupId: number, limit: number): readonly Alert[];
  saveGroupStep(step: GroupStep): void;
}
