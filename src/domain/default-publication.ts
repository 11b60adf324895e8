import type { Alert } from './alert.ts';
import { alertLinks } from './alert-links.ts';
import { publisher } from './define-rule.ts';
import { instantText } from './instant.ts';
import type { JsonValue } from './json.ts';
import type { Publication, Publisher } from './publication.ts';

/**
 * What is sent when a rule names no publisher. Receivers depend on these keys: they may be added to, never renamed.
 * What the alert lacks is `""`.
 */
export const defaultPublication = (alert: Alert): Publication => ({
  attack: [...alert.attack],
  cluster: alert.origin.cluster ?? '',
  context: alert.context,
  created: instantText(alert.createdAt),
  event_time: instantText(alert.eventTime),
  id: alert.id,
  links: alertLinks(alert).map(({ name, url }) => ({ name, url })),
  log_source: alert.logType,
  log_type: alert.parser,
  outputs: alert.outputs.toSorted(),
  publishers: mapValues(alert.publishers, (names) => [...names]),
  record: alert.record,
  references: [...alert.references],
  rule_description: alert.description,
  rule_name: alert.ruleName,
  runbook: alert.runbook ?? '',
  severity: alert.severity,
  source_delivery: alert.origin.delivery,
  source_entity: alert.origin.resource,
  source_position: alert.position,
  source_service: alert.origin.service,
  staged: alert.staged,
  tags: [...alert.tags],
  title: alert.title,
  // Whoever counts alerts leaves out those that stand for others.
  ...(alert.group && {
    merged: {
      count: alert.group.count,
      first_id: alert.group.firstId,
      is_open: alert.group.isOpen,
    },
  }),
  ...(alert.isShortened && { is_shortened: true }),
});

const mapValues = <Value>(
  map: Readonly<Record<string, Value>>,
  change: (value: Value) => JsonValue,
): Publication =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));

/** The default publication as a publisher, for a list of publishers that goes on from it. */
export const defaultPublisher: Publisher = publisher({
  name: 'streamalert.shared.publisher.DefaultPublisher',
  description: 'Everything about the alert; discards what came before',
  publish: (alert) => defaultPublication(alert),
});
