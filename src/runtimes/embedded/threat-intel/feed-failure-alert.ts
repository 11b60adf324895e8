import type { Alert } from '../../../domain/alert.ts';
import { idOf } from '../../../stages/rules-engine/build-alert.ts';

export const feedFailureRuleName = 'streamalert_feed_failure';

const dayMilliseconds = 86_400_000;

/**
 * The alert that a feed raises which cannot be fetched: one for each feed and day, as its id derives from these two.
 * `now` is milliseconds since 1970 UTC.
 */
export function feedFailureAlert(feed: string, reason: string, now: number): Alert {
  const day = new Date(now - (now % dayMilliseconds)).toISOString();
  return {
    id: idOf([feedFailureRuleName, feed, day]),
    ruleName: feedFailureRuleName,
    description: 'A feed of indicators cannot be fetched, so newer ones are not known',
    severity: 'medium',
    title: `Feed ${feed} of indicators fails: ${reason}`,
    attack: [],
    references: [],
    runbook:
      'What was fetched before stays in use. "streamalert threat-intel status" shows how feeds are getting on, "streamalert threat-intel update" tries them now.',
    tags: [],
    logType: 'streamalert:feed',
    parser: 'json',
    origin: { service: 'streamalert', resource: 'threat-intel', cluster: null, delivery: feed },
    position: '1',
    record: { feed, reason, day },
    context: {},
    outputs: [],
    publishers: {},
    mergeBy: null,
    dedup: null,
    staged: false,
    createdAt: now,
    eventTime: now,
  };
}
