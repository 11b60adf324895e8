import type { JsonObject } from '../domain/json.ts';
import { fittingText } from './fitting.ts';
import { commentOnIssue, room, textLengthMax } from './jira-issue-comment.ts';
import { deliverToJira, type JiraRequest } from './jira-issue.ts';
import { needsResolving, resolveIssue } from './jira-issue-transition.ts';
import { mergedNews, settledText } from './merged-text.ts';
import type { DeliveryOutcome } from './output.ts';
import { identifierAt } from './part-of.ts';
import { isUnknowable, type VendorApi } from './vendor-api.ts';

export interface JiraUpdate extends JiraRequest {
  /** What `deliver` gave back. */
  readonly reference: JsonObject;
}

export interface JiraSettlement extends JiraUpdate {
  readonly by: string;
  readonly note: string | null;
}

const issueOf = ({ reference }: JiraUpdate): string | undefined =>
  identifierAt(reference, 'id') ?? identifierAt(reference, 'key');

/** A comment on the issue. One that is deleted, or settled and takes no comment, makes room for a new one. */
export async function updateInJira(api: VendorApi, request: JiraUpdate): Promise<DeliveryOutcome> {
  const { alert, publication, reference, idempotencyKey } = request;
  const issue = issueOf(request);
  if (issue === undefined) return deliverToJira(api, request);
  const { headline, details } = mergedNews(alert, publication);
  const text = fittingText(details.replaceAll('{noformat', '{ noformat'), textLengthMax / 2, alert);
  const block = text === '' ? '' : `\n{noformat}\n${text}\n{noformat}`;
  const label = `streamalert-${idempotencyKey}`;
  const commented = await commentOnIssue(api, issue, headline + block, label);
  if (commented.outcome === 'written') return { outcome: 'delivered', reference };
  if (!isUnknowable(commented)) return commented.failure;
  const need = await needsResolving(api, issue);
  if (need.outcome === 'failed') return need;
  return need.outcome === 'not needed' ? deliverToJira(api, request) : commented.failure;
}

/** Jira has no such state that all workflows share, so a comment tells it. */
export const acknowledgeInJira = (
  api: VendorApi,
  request: JiraSettlement,
): Promise<DeliveryOutcome> => tell(api, request, 'Acknowledged');

/** Where several alerts are gathered in an issue, the one that opened it resolves it and the others tell of it. */
export async function resolveInJira(
  api: VendorApi,
  request: JiraSettlement,
): Promise<DeliveryOutcome> {
  const issue = issueOf(request);
  if (issue !== undefined && identifierAt(request.reference, 'comment') === undefined) {
    const failure = await resolveIssue(api, issue, request.target.resolve_transition);
    if (failure !== undefined) return failure;
  }
  return tell(api, request, 'Resolved');
}

async function tell(
  api: VendorApi,
  request: JiraSettlement,
  verb: 'Acknowledged' | 'Resolved',
): Promise<DeliveryOutcome> {
  const { alert, reference, idempotencyKey } = request;
  const done: DeliveryOutcome = { outcome: 'delivered', reference };
  const issue = issueOf(request);
  if (issue === undefined) return done;
  const text = fittingText(settledText(verb, request), textLengthMax - room, alert);
  const label = `streamalert-${verb.toLowerCase()}-${idempotencyKey}`;
  const commented = await commentOnIssue(api, issue, text, label);
  // An issue that is gone, or takes no comment, needs nothing more from us.
  if (commented.outcome === 'written' || isUnknowable(commented)) return done;
  return commented.failure;
}
