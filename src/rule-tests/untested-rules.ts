import type { Rule } from '../domain/rule.ts';
import type { UntestedRule } from './results.ts';
import type { TestStages } from './stages.ts';
import type { EventFile } from './test-event.ts';

/** Rules in use without an event that must alert, or without one of their log types that must not. */
export function untestedRules(
  files: readonly EventFile[],
  { rules }: Pick<TestStages, 'rules'>,
): readonly UntestedRule[] {
  const events = files
    .flatMap((file) => file.events)
    .flatMap((read) => (read.outcome === 'ready' && !read.event.classifyOnly ? [read.event] : []));
  return [...rules.values()].flatMap((rule): readonly UntestedRule[] => {
    if (rule.disabled) return [];
    const alerting = events.some(({ expectedRules }) => expectedRules.includes(rule.name));
    const silent = events.some(
      ({ expectedRules, log }) => !expectedRules.includes(rule.name) && concerns(rule, log),
    );
    if (alerting && silent) return [];
    const lacks = alerting
      ? 'an event that does not alert'
      : silent
        ? 'an event that alerts'
        : 'events';
    return [{ ruleName: rule.name, place: rule.place, lacks }];
  });
}

const concerns = ({ logs = [] }: Rule, log: string | undefined): boolean =>
  logs.length === 0 || log === undefined || logs.includes(log);
