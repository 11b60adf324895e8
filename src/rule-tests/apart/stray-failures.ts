import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { reasonOf } from '../../domain/errors.ts';
import type { Place } from '../../domain/rule.ts';
import type { EventIndex, OpenedStages } from './messages.ts';
import { projectPlace } from './project-place.ts';

/** A failure of code that nobody waits for: a promise that was let go, or a timer. */
export interface StrayFailure {
  readonly at: EventIndex;
  readonly ruleName: string | undefined;
  readonly reason: string;
}

export interface StrayFailures {
  knowRules(rules: OpenedStages['rules']): void;
  /** Runs the work of an event; whatever it lets go belongs to that event, however late it fails. */
  during<Value>(at: EventIndex, work: () => Promise<Value>): Promise<Value>;
  /** Resolves when what was let go had a moment to fail. */
  settled(): Promise<void>;
}

/** A rule that lets go of a promise which fails a moment later is worth so long a wait at the end of all. */
const lateTurns = 5;

/** Takes over what would otherwise end the thread. */
export function strayFailures(onFailure: (failure: StrayFailure) => void): StrayFailures {
  const events = new AsyncLocalStorage<EventIndex>();
  let latest: EventIndex = { file: 0, event: 0 };
  let known: OpenedStages['rules'] = [];
  const hear = (error: unknown) => {
    const at = events.getStore() ?? latest;
    const place = error instanceof Error ? projectPlace(error.stack) : undefined;
    const where = place ? ` (${place.file}:${place.line}:${place.column})` : '';
    const reason = `left behind a promise or timer that failed: ${reasonOf(error)}${where}`;
    onFailure({ at, ruleName: place && ruleAt(place, known), reason });
  };
  process.on('unhandledRejection', hear);
  process.on('uncaughtException', hear);
  return {
    knowRules: (rules) => {
      known = rules;
    },
    async during(at, work) {
      latest = at;
      const value = await events.run(at, work);
      // Rejections are told of when all that was under way has had its turn.
      await nextTurn();
      return value;
    },
    async settled() {
      for (let turn = 0; turn < lateTurns; turn++) await nextTurn();
    },
  };
}

/** The last rule of that file that begins before the place. */
export const ruleAt = (place: Place, rules: OpenedStages['rules']): string | undefined =>
  rules.findLast((rule) => rule.place?.file === place.file && (rule.place?.line ?? 0) <= place.line)
    ?.name;
