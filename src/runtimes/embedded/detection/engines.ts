import type { Rule } from '../../../domain/rule.ts';
import type { RulesEngine } from '../../../stages/rules-engine/rules-engine.ts';

/**
 * Engines for all rules but some, such as one that did not come to an end. Leaving a rule out is rare, so that it is
 * done by compiling again, and costs nothing else.
 */
export function enginesWithout(
  rules: readonly Rule[],
  compile: (rules: readonly Rule[]) => RulesEngine,
): (leftOut: ReadonlySet<string>) => RulesEngine {
  const whole = compile(rules);
  let last: { readonly key: string; readonly engine: RulesEngine } | undefined;
  return (leftOut) => {
    if (leftOut.size === 0) return whole;
    const key = JSON.stringify([...leftOut].toSorted());
    if (last?.key !== key) {
      last = { key, engine: compile(rules.filter(({ name }) => !leftOut.has(name))) };
    }
    return last.engine;
  };
}
