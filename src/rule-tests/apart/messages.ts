import type { ContentLocations } from '../../adapters/local/content-loader.ts';
import type { RuleNames } from '../../config/record-types.ts';
import type { Alert } from '../../domain/alert.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Coverage } from '../coverage/coverage.ts';
import type { Place } from '../../domain/rule.ts';
import type { ExplainedInput } from '../explain/explain.ts';
import type { ExplainRequest } from '../explain/explain-request.ts';
import type { DeliveredAlert } from '../live/deliver-alerts.ts';
import type { LivePlan } from '../live/live-plan.ts';
import type { Rendered, RenderRequest } from '../render/render-request.ts';
import type { EventResult, FileResult, UntestedRule } from '../results.ts';
import type { RuleTime } from '../rule-times.ts';
import type { RuleTests } from '../run-rule-tests.ts';

/** The project whose code runs in the worker; plain data, as it crosses to another thread. */
export interface ApartProject {
  readonly configDir: string;
  readonly locations: ContentLocations;
  /** Where earlier versions kept fixtures for all events. */
  readonly globalFixturesFolder: string;
  readonly ruleMilliseconds: number;
  /** How long one file of content may take to load. */
  readonly fileMilliseconds: number;
}

/** The place of an event: 0-based, in the order in which files and events are run. */
export interface EventIndex {
  readonly file: number;
  readonly event: number;
}

/** An alert that an event raised. */
export interface RaisedAlert {
  readonly at: EventIndex;
  readonly alert: Alert;
}

/** Variables, among them the credentials of outputs. */
type Environment = Readonly<Record<string, string | undefined>>;

export type ApartTask =
  | {
      readonly kind: 'test';
      readonly tests: RuleTests;
      /** Earlier events have been judged already. */
      readonly from: EventIndex;
      readonly isTimed: boolean;
      readonly measuresCoverage: boolean;
      /** Where alerts are to be sent later: what it takes to see whether they can be. */
      readonly live: { readonly env: Environment } | undefined;
    }
  | {
      readonly kind: 'deliver';
      readonly alerts: readonly Alert[];
      readonly dataDir: string;
      readonly env: Environment;
    }
  | { readonly kind: 'explain'; readonly request: ExplainRequest }
  | { readonly kind: 'render'; readonly request: RenderRequest };

export interface WorkerRequest {
  readonly project: ApartProject;
  readonly task: ApartTask;
  readonly memory: SharedArrayBuffer;
  /** Rules that are not asked any more, each with the reason. */
  readonly suspended: ReadonlyMap<string, string>;
  /** Files of content that do not come to an end when they are loaded. */
  readonly endless: readonly string[];
}

export interface OpenedStages {
  /** In the order of their ordinals. */
  readonly rules: readonly { readonly name: string; readonly place: Place | undefined }[];
  /** What is wrong or noteworthy in rule files. */
  readonly findings: readonly Finding[];
  /** Files of fixtures for all events that could not be read. */
  readonly fixtureProblems: readonly string[];
}

export type WorkerMessage =
  | { readonly kind: 'configured'; readonly names: RuleNames }
  | { readonly kind: 'loading'; readonly file: string }
  | ({ readonly kind: 'opened' } & OpenedStages)
  /** Nothing but the list of files: their events are unjudged. */
  | { readonly kind: 'files'; readonly files: readonly FileResult[] }
  | {
      readonly kind: 'judged';
      readonly at: EventIndex;
      readonly result: EventResult;
      readonly alerts: readonly Alert[];
    }
  /** Something that code of a rule left behind has failed after, or while, an event was judged. */
  | {
      readonly kind: 'stray';
      readonly at: EventIndex;
      /** Undefined where nothing tells whose code it was. */
      readonly ruleName: string | undefined;
      readonly reason: string;
    }
  | {
      readonly kind: 'tested';
      readonly untested: readonly UntestedRule[];
      readonly ruleTimes: readonly RuleTime[];
      readonly coverage: Coverage | undefined;
      readonly livePlan: LivePlan | undefined;
    }
  | { readonly kind: 'nothing to run'; readonly reason: string }
  /** A line of an output that prints. */
  | { readonly kind: 'printed'; readonly line: string }
  | { readonly kind: 'delivered'; readonly delivered: DeliveredAlert }
  | { readonly kind: 'explained'; readonly inputs: readonly ExplainedInput[] }
  | { readonly kind: 'rendered'; readonly rendered: Rendered }
  /** Something that the operator can mend. */
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
    }
  | { readonly kind: 'broken'; readonly message: string }
  /** The last message: whoever hears it ends the thread, with what rules may have left open. */
  | { readonly kind: 'finished' };
