import type { Place } from '../domain/rule.ts';
import type { EventPlace } from './test-event.ts';

/** What all event files came to. */
export interface TestReport {
  readonly files: readonly FileResult[];
  /** Rules that no event, or no event of one kind, stands for; empty when a filter was given. */
  readonly untested: readonly UntestedRule[];
  readonly totals: Totals;
  readonly seconds: number;
}

export interface Totals {
  readonly events: number;
  readonly passed: number;
  readonly failed: number;
  /** Left out by a filter: neither passed nor failed. */
  readonly suppressed: number;
  /** Files of which nothing could be read. */
  readonly brokenFiles: number;
}

export interface FileResult {
  readonly shown: string;
  readonly problem: string | undefined;
  readonly warnings: readonly string[];
  readonly events: readonly EventResult[];
}

export interface EventResult extends EventPlace {
  readonly outcome: 'passed' | 'failed' | 'suppressed';
  readonly warnings: readonly string[];
  /** What kept the event from being judged at all. */
  readonly error: string | undefined;
  readonly classification: ClassificationResult | undefined;
  readonly classifyOnly: boolean;
  /** Undefined when it did not come to the rules. */
  readonly rules: RulesResult | undefined;
  /** Undefined when nothing was published. */
  readonly publishers: PublishersResult | undefined;
  /** Undefined when nothing was sent. */
  readonly live: LiveResult | undefined;
}

export interface ClassificationResult {
  readonly passed: boolean;
  /** Undefined: any log type will do. */
  readonly expected: string | undefined;
  /** Undefined: nothing fits. */
  readonly actual: string | undefined;
  /** Why the expected log type was not found. */
  readonly why: readonly string[];
}

export interface RulesResult {
  readonly passed: boolean;
  readonly triggered: readonly string[];
  readonly expected: readonly string[];
  /** Expected, but disabled, so not asked. */
  readonly disabled: readonly string[];
  /** Expected, but nobody defines them. */
  readonly unknown: readonly { readonly name: string; readonly suggestion: string | undefined }[];
  /** Rules that threw. */
  readonly failures: readonly { readonly ruleName: string; readonly reason: string }[];
  /** Each rule that should have alerted and did not, or the other way round, step by step. */
  readonly explanations: readonly RuleExplanation[];
  /** What else is not as it should be. */
  readonly problems: readonly string[];
}

export interface RuleExplanation {
  readonly ruleName: string;
  readonly expected: 'alert' | 'no alert';
  readonly place: Place | undefined;
  readonly steps: readonly ExplainedStep[];
}

/** One thing that the engine looks at before a rule alerts. */
export interface ExplainedStep {
  readonly part: 'logs' | 'datatypes' | 'matcher' | 'reqSubkeys' | 'where' | 'matches';
  /** Which one, such as the matcher's name or the field. */
  readonly subject: string;
  readonly holds: boolean;
  /** What was found. */
  readonly found: string;
  /** Fields that code read, the innermost of each path, in order, with what they held: `user = "ana"`. */
  readonly reads: readonly string[];
  /** What code looked up, with the answers: `blocked: "ana" → true`. */
  readonly lookups: readonly string[];
  /** Reads that can only be mistakes. */
  readonly mistakes: readonly string[];
}

export interface PublishersResult {
  readonly passed: number;
  readonly failures: readonly { readonly output: string; readonly reason: string }[];
}

/** What became of the alerts of an event that were really sent. */
export interface LiveResult {
  readonly sent: readonly LiveDelivery[];
  readonly failed: readonly (LiveDelivery & { readonly reason: string })[];
}

export interface LiveDelivery {
  readonly ruleName: string;
  /** `service:descriptor` */
  readonly output: string;
}

export interface UntestedRule {
  readonly ruleName: string;
  readonly place: Place | undefined;
  readonly lacks: 'events' | 'an event that alerts' | 'an event that does not alert';
}
