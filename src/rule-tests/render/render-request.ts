import type { Alert } from '../../domain/alert.ts';
import type { Publication } from '../../domain/publication.ts';

/** Which alert is to be rendered, and for whom. */
export interface RenderRequest {
  readonly ruleName: string;
  /** `service` or `service:descriptor`. */
  readonly output: string;
  /** Test events or log records; undefined: the rule's own test events. */
  readonly input: RenderInput | undefined;
  /** How many such alerts are merged into one; undefined: the alert by itself. */
  readonly merged: number | undefined;
  /** Folders with files of test events; absolute. */
  readonly eventFolders: readonly string[];
  readonly cwd: string;
}

export interface RenderInput {
  readonly text: string;
  /** What the text is called. */
  readonly shown: string;
  /** Only this event or record, 1-based; undefined: the first that alerts. */
  readonly number: number | undefined;
}

/** Where an alert would go. */
export interface RenderTarget {
  readonly service: string;
  readonly descriptor: string;
  /** What `outputs.json` names for it; null where it names nothing. */
  readonly resource: string | null;
  /** Whether the rule itself sends its alerts there. */
  readonly isOfRule: boolean;
}

export type Rendered =
  | {
      readonly outcome: 'rendered';
      /** The event or record, such as `rules/a.events.json#2`. */
      readonly event: string;
      readonly alert: Alert;
      readonly target: RenderTarget;
      /** Names of the publishers that made the publication; none: it is the output's default. */
      readonly publishers: readonly string[];
      readonly publication: Publication;
      /** What went wrong beside the alert. */
      readonly warnings: readonly string[];
    }
  /** There is nothing to show, for these reasons. */
  | { readonly outcome: 'nothing'; readonly message: string; readonly reasons: readonly string[] };
