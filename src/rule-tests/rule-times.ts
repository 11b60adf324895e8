import type { Rule } from '../domain/rule.ts';

export interface RuleTime {
  readonly ruleName: string;
  readonly milliseconds: number;
  readonly calls: number;
}

/** How long the code of each rule took so far, the longest first. */
export interface RuleTimes {
  list(): readonly RuleTime[];
}

/** The same rules with a stopwatch around their `matches`; those without code need none. */
export function timedRules(rules: readonly Rule[]): {
  readonly rules: readonly Rule[];
  readonly ruleTimes: RuleTimes;
} {
  const times = new Map<string, { milliseconds: number; calls: number }>();
  const timed = rules.map((rule): Rule => {
    const { matches, name } = rule;
    if (!matches) return rule;
    const time = { milliseconds: 0, calls: 0 };
    times.set(name, time);
    return {
      ...rule,
      matches(record, context, services, logType) {
        const began = performance.now();
        const done = () => {
          time.milliseconds += performance.now() - began;
          time.calls++;
        };
        const answer = stopped(() => matches(record, context, services, logType), done);
        if (!(answer instanceof Promise)) return answer;
        return answer.finally(done);
      },
    };
  });
  const list = () =>
    [...times]
      .map(([ruleName, time]) => ({ ruleName, ...time }))
      .filter(({ calls }) => calls > 0)
      .sort((a, b) => b.milliseconds - a.milliseconds);
  return { rules: timed, ruleTimes: { list } };
}

/** Stops the watch unless a promise is still under way. */
function stopped(
  run: () => boolean | Promise<boolean>,
  done: () => void,
): boolean | Promise<boolean> {
  let isPending = false;
  try {
    const answer = run();
    isPending = answer instanceof Promise;
    return answer;
  } finally {
    if (!isPending) done();
  }
}
