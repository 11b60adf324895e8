import type { RawEvent } from './test-event.ts';

/** An event in today's form, and which words of older versions it was written with. */
export interface ModernEvent {
  readonly event: RawEvent;
  readonly formerWords: readonly string[];
  /** Versions 1.2 to 1.5 named no log type: any that fits will do. */
  readonly isLogRequired: boolean;
  readonly expectedAlerts: number | undefined;
}

/** Brings an event of any older version (operations.md 2.7) into today's form. `ruleName`: after its file. */
export function modernized(event: RawEvent, ruleName: string): ModernEvent {
  const formerWords: string[] = [];
  const modern: RawEvent = { ...event };
  const take = (key: string) => {
    if (!Object.hasOwn(modern, key)) return undefined;
    formerWords.push(key);
    const value = modern[key];
    delete modern[key];
    return value;
  };

  const count = take('trigger_count');
  const trigger = take('trigger');
  const namesRules = Object.hasOwn(modern, 'trigger_rules');
  if (trigger !== undefined && !namesRules) {
    modern['trigger_rules'] = trigger === true ? [ruleName] : [];
  }
  for (const key of ['validate_schema_only', 'validate_schemas_only']) {
    const value = take(key);
    if (value !== undefined) modern['classify_only'] ??= value;
  }
  if (modern['service'] === 'stream_alert_app') {
    formerWords.push('stream_alert_app');
    modern['service'] = 'streamalert_app';
  }
  return {
    event: modern,
    formerWords,
    isLogRequired: trigger === undefined || namesRules,
    expectedAlerts: typeof count === 'number' ? count : undefined,
  };
}
