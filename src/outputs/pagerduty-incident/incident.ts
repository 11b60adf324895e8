import type { Alert } from '../../domain/alert.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { fittingText } from '../fitting.ts';
import type { Failure } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { identifierAt, listAt, partOf } from '../part-of.ts';
import { isUnknowable, type VendorApi } from '../vendor-api.ts';
import { findUser } from './user.ts';

/** What rule and publishers chose. */
export type IncidentOptions =
  | {
      readonly outcome: 'chosen';
      readonly title: string;
      readonly body: string;
      readonly withRecord: boolean;
      readonly urgency: string | undefined;
      readonly priority: string | undefined;
      readonly assignedUser: string | undefined;
      readonly assignedPolicyId: string | undefined;
      readonly responders: readonly string[];
      readonly responderMessage: string;
      readonly note: string;
    }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

/** Longer titles are refused. */
const titleLengthMax = 1024;
export const textLengthMax = 25_000;
const respondersMax = 50;

export function optionsOf(alert: Alert, publication: Publication): IncidentOptions {
  const set = overridesOf(publication, 'pagerduty-incident');
  const fromRule = (field: string) => partOf(alert.context, 'pagerduty-incident', field);
  const textFromRule = (field: string): string | undefined => {
    const value = fromRule(field);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const title =
    set.text('incident_title') ?? `StreamAlert Incident - Rule triggered: ${alert.ruleName}`;
  const body = set.text('incident_body') ?? alert.description;
  const note = set.text('note') ?? textFromRule('note') ?? '';
  const urgency = set.text('urgency');
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure };
  return {
    outcome: 'chosen',
    title: fittingText(title, titleLengthMax, alert),
    body: fittingText(body, textLengthMax, alert),
    withRecord: fromRule('with_record') !== false,
    urgency,
    priority: textFromRule('incident_priority'),
    assignedUser: textFromRule('assigned_user'),
    assignedPolicyId: textFromRule('assigned_policy_id'),
    responders: [fromRule('responders') ?? []]
      .flat()
      .filter((each) => typeof each === 'string')
      .slice(0, respondersMax),
    responderMessage:
      textFromRule('responder_message') ?? 'An incident was reported that requires your attention.',
    note: fittingText(note, textLengthMax, alert),
  };
}

export type IncidentChanges =
  | {
      readonly outcome: 'ready';
      readonly incident: JsonObject;
      /** Wishes that could not be met; a note on the incident tells them. */
      readonly problems: readonly string[];
    }
  | Failure;

type Chosen = Extract<IncidentOptions, { outcome: 'chosen' }>;

export async function changesOf(
  api: VendorApi,
  options: Chosen,
  ids: { readonly service_id: string; readonly escalation_policy_id: string },
): Promise<IncidentChanges> {
  const problems: string[] = [];
  const incident: JsonObject = {
    type: 'incident',
    title: options.title,
    service: { id: ids.service_id, type: 'service_reference' },
    body: { type: 'incident_body', details: options.body },
  };
  if (options.priority !== undefined) {
    const priority = await priorityOf(api, options.priority);
    if (priority.outcome === 'failed') return priority;
    if (priority.outcome === 'found') incident['priority'] = reference(priority.id, 'priority');
    else problems.push(`there is no priority "${options.priority}"`);
  }
  if (options.urgency === 'low' || options.urgency === 'high')
    incident['urgency'] = options.urgency;
  else if (options.urgency !== undefined) {
    problems.push(`urgency is low or high and not "${options.urgency}"`);
  }
  const user = await assignee(api, options.assignedUser);
  if (user.outcome === 'failed') return user;
  // One or the other: PagerDuty refuses both.
  if (user.outcome === 'found') {
    incident['assignments'] = [{ assignee: reference(user.id, 'user') }];
  } else {
    const policy = options.assignedPolicyId ?? ids.escalation_policy_id;
    incident['escalation_policy'] = reference(policy, 'escalation_policy');
    if (options.assignedUser !== undefined) {
      problems.push(`no user has the address ${options.assignedUser}, who should be assigned`);
    }
  }
  return { outcome: 'ready', incident, problems };
}

export const reference = (id: string, type: string): JsonObject => ({
  id,
  type: `${type}_reference`,
});

const assignee = async (api: VendorApi, email: string | undefined) =>
  email === undefined ? ({ outcome: 'unknown' } as const) : findUser(api, email);

async function priorityOf(api: VendorApi, name: string) {
  const listed = await api.get('reading the priorities', '/priorities');
  if (listed.outcome === 'refused') {
    // 404 where priorities are not switched on.
    return isUnknowable(listed) ? ({ outcome: 'unknown' } as const) : listed.failure;
  }
  const priority = listAt(listed.value, 'priorities').find(
    (each) => identifierAt(each, 'name') === name,
  );
  const id = identifierAt(priority, 'id');
  return id === undefined ? ({ outcome: 'unknown' } as const) : ({ outcome: 'found', id } as const);
}
