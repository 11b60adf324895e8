import type { Alert } from '../../domain/alert.ts';
import { mergedAlertId } from '../../stages/alert-merger/merged-alert.ts';
import type { SilenceCount } from '../../ports/alert-lifecycle.ts';
import type { AlertStore, StoredAlert } from '../../ports/alert-store.ts';

/** An alert with all that is known around it. */
export interface ShownAlert {
  readonly stored: StoredAlert;
  /** Whole where that was asked for. */
  readonly alert: Alert;
  /** What muted it. */
  readonly silence: SilenceCount | undefined;
  readonly group: ShownGroup | undefined;
}

export interface ShownGroup {
  /** The alert that opened it. */
  readonly first: StoredAlert | undefined;
  /** The alert that stands for all; undefined where this is it. */
  readonly merged: StoredAlert | undefined;
  /** Newest first, bounded. */
  readonly members: readonly StoredAlert[];
}

/** Of a group of 100,000 the newest say enough; `alerts list --members` has all of it. */
const membersMax = 50;

export function shownAlert(alerts: AlertStore, stored: StoredAlert, isWhole: boolean): ShownAlert {
  const { id } = stored.alert;
  const { silencedBy } = stored;
  return {
    stored,
    alert: (isWhole ? alerts.whole(id) : undefined) ?? stored.alert,
    silence:
      silencedBy === null
        ? undefined
        : alerts.silences().find(({ silence }) => silence.id === silencedBy),
    group: groupOf(alerts, stored),
  };
}

function groupOf(alerts: AlertStore, stored: StoredAlert): ShownGroup | undefined {
  const { alert, mergedInto } = stored;
  // The first of a group that was sent by itself stays an alert of its own beside the merged one.
  const mergedId = mergedInto ?? (alert.mergeBy === null ? undefined : mergedAlertId(alert.id));
  const merged = mergedId === undefined ? undefined : alerts.get(mergedId);
  const group = (merged ?? stored).alert.group;
  if (group === undefined) return undefined;
  const members = merged === undefined ? membersOf(alerts, alert.id) : [];
  const first = group.firstId === alert.id ? undefined : alerts.get(group.firstId);
  return { first, merged, members };
}

const membersOf = (alerts: AlertStore, mergedId: string): readonly StoredAlert[] =>
  alerts.list({ mergedInto: mergedId, limit: membersMax });
