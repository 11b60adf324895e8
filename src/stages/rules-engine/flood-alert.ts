import type { Alert } from '../../domain/alert.ts';
import type { Flood } from '../../domain/flood.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import { idOf } from './build-alert.ts';

/** The rule name under which floods alert. */
const floodRuleName = 'streamalert_alert_flood';

/**
 * Tells that a rule raises more alerts than are sent: once when it begins, and once with the totals when the hour is
 * over. Goes where the rule's own alerts go, whose place it takes; its id derives from rule, source and hour.
 */
export function floodAlert(flood: Flood, stage: 'begun' | 'over', now: number): Alert {
  const { hour, ruleName, service, resource, alerts, limit, kept, counted, first, last } = flood;
  const source = `${service}:${resource}`;
  const seeThem = `streamalert alerts list --rule ${ruleName}`;
  const numbers = { alerts, sent: alerts - kept - counted, limit, kept, counted };
  return {
    id: idOf([floodRuleName, ruleName, service, resource, hour, stage]),
    ruleName: floodRuleName,
    description:
      'A rule raises more alerts than are sent, so further ones of the hour are held back',
    severity: atLeastHigh(flood.severity),
    title:
      stage === 'begun'
        ? `Rule ${ruleName} raised more than ${told(limit)} alerts from ${source} within the hour ${hour}: further ones are held back`
        : `Rule ${ruleName} raised ${told(alerts)} alerts from ${source} in the hour ${hour}: ${told(numbers.sent)} sent, ${told(kept)} kept, ${told(counted)} only counted`,
    attack: [],
    references: [],
    runbook: `See those that were kept: ${seeThem}. Then make the rule narrower, merge its alerts (mergeBy), or set its maxAlertsPerHour.`,
    tags: [],
    logType: '',
    parser: 'json',
    origin: { service: 'streamalert', resource: 'rules-engine', cluster: null, delivery: source },
    position: hour,
    record: {
      rule: ruleName,
      source,
      hour,
      stage,
      ...numbers,
      first_held_back: { ...first },
      last_held_back: { ...last },
      see: seeThem,
    },
    context: {},
    outputs: flood.outputs,
    publishers: {},
    mergeBy: null,
    dedup: null,
    staged: false,
    createdAt: now,
    eventTime: now,
  };
}

const told = (count: number): string => count.toLocaleString('en-US');

const atLeastHigh = (severity: Severity): Severity =>
  severityRank(severity) > severityRank('high') ? severity : 'high';
