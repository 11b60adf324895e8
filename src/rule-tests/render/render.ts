import type { Alert } from '../../domain/alert.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import { eventTimeReader } from '../../domain/event-time.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { mergeAlerts } from '../../stages/alert-merger/merged-alert.ts';
import {
  publicationFor,
  publishedAlert,
  publishersFor,
} from '../../stages/alert-processor/publish.ts';
import { OutOfTime, outside } from '../../stages/rules-engine/rule-clock.ts';
import type { Match } from '../../stages/rules-engine/rules-engine.ts';
import { alertOf } from '../event-alerts.ts';
import { verdictsOf } from '../explain/verdict.ts';
import type { PreparedRecords } from '../prepare-event.ts';
import { showValue } from '../show-value.ts';
import type { TestStages } from '../stages.ts';
import { type Candidate, candidates } from './render-inputs.ts';
import type { Rendered, RenderRequest, RenderTarget } from './render-request.ts';
import { renderTarget, type WantedOutput, wantedOutput } from './render-target.ts';

/** Reasons that are told; the others are most likely the same. */
const reasonsMax = 5;

/** Makes the alert of the first event on which the rule alerts, and what one output would get of it. */
export async function renderAlert(request: RenderRequest, stages: TestStages): Promise<Rendered> {
  const { ruleName, output } = request;
  refuseUnknownRule(ruleName, stages);
  const wanted = wantedOutput(output);
  const reasons: string[] = [];
  const all = candidates(request, stages);
  for (const candidate of all) {
    const tried = await tryCandidate(candidate, ruleName, stages);
    stages.clock.beat();
    if (tried.outcome === 'matched') {
      return rendered(candidate, { ...tried, merged: request.merged }, wanted, stages);
    }
    reasons.push(`${candidate.shown}: ${tried.reason}`);
  }
  const events = all.length === 1 ? 'that event' : `any of the ${all.length} events`;
  return {
    outcome: 'nothing',
    message: `${ruleName} does not alert on ${events}`,
    reasons: reasons.slice(0, reasonsMax),
  };
}

function refuseUnknownRule(ruleName: string, { rules }: TestStages): void {
  if (rules.has(ruleName)) return;
  const nearest = nearestName(ruleName, rules.keys());
  const hint = nearest ? `Did you mean "${nearest}"?` : 'All rules: streamalert rules list';
  throw new StreamAlertError('USAGE', `no rule is called ${showValue(ruleName)}`, { hint });
}

interface Matched {
  readonly outcome: 'matched';
  readonly match: Match;
  /** Place of the record among those of the event. */
  readonly index: number;
  readonly prepared: PreparedRecords;
}

/** The match, and how many such alerts are merged. */
type Wished = Matched & Pick<RenderRequest, 'merged'>;

type Tried = Matched | { readonly outcome: 'not matched'; readonly reason: string };

async function tryCandidate(
  candidate: Candidate,
  ruleName: string,
  stages: TestStages,
): Promise<Tried> {
  const preparation = candidate.prepare();
  if (preparation.outcome === 'refused') {
    return { outcome: 'not matched', reason: preparation.reason };
  }
  const { prepared } = preparation;
  const { logType, services } = prepared;
  for (const [index, record] of prepared.records.entries()) {
    const { matches } = await stages.rulesEngine.detect(record, logType.name, services);
    const match = matches.find(({ rule }) => rule.name === ruleName);
    if (match !== undefined) return { outcome: 'matched', match, index, prepared };
  }
  const [verdict] = await verdictsOf(prepared, ruleName, stages);
  return { outcome: 'not matched', reason: verdict?.reason ?? 'it holds no record' };
}

async function rendered(
  { shown }: Candidate,
  matched: Wished,
  wanted: WantedOutput,
  stages: TestStages,
): Promise<Rendered> {
  const first = madeAlert(matched, undefined, stages);
  const target = renderTarget(wanted, first.alert.outputs, stages);
  const output = `${target.service}:${target.descriptor}`;
  // The publishers of an output are chosen when the alert is made.
  const { alert, failures } = target.isOfRule ? first : madeAlert(matched, output, stages);
  const shaped = { definition: wanted.definition, output, target };
  const published = await publish(publishedAlert(alert), shaped, matched.prepared, stages);
  if (published.outcome === 'failed') {
    const message = `${output} gets nothing of ${shown}`;
    return { outcome: 'nothing', message, reasons: [published.reason] };
  }
  return {
    outcome: 'rendered',
    event: shown,
    alert: publishedAlert(alert),
    target,
    publishers: publishersFor(alert, output, target.service, stages.content.publishers),
    publication: published.publication,
    warnings: failures.map(({ part, reason }) => `${part}: ${reason}`),
  };
}

/** The alert as it would be stored, with one more output where the rule itself does not name it. */
function madeAlert(
  { match, index, prepared, merged }: Wished,
  output: string | undefined,
  stages: TestStages,
) {
  const { logType, records } = prepared;
  const record = records[index] ?? {};
  const outputs = output === undefined ? match.rule.outputs : [...match.rule.outputs, output];
  const sent = { ...match, rule: { ...match.rule, outputs } };
  const { alert, failures } = alertOf(sent, record, index, prepared, stages);
  const eventTime = eventTimeReader(logType)(record, alert.createdAt) ?? alert.createdAt;
  const timed = { ...alert, eventTime };
  return { alert: merged === undefined ? timed : mergedOf(timed, merged), failures };
}

/** As if it had been raised so many times, a second after the other. */
function mergedOf(alert: Alert, times: number): Alert {
  if (alert.mergeBy === null) {
    throw new StreamAlertError('USAGE', `${alert.ruleName} does not merge its alerts`, {
      hint: 'Leave --merged away, or give the rule mergeBy: { keys, windowMinutes }.',
    });
  }
  const others = Array.from({ length: times - 1 }, (_, index) => ({
    ...alert,
    id: `${alert.id}-${index + 2}`,
    createdAt: alert.createdAt + (index + 1) * 1000,
  }));
  return mergeAlerts([alert, ...others], alert.createdAt + times * 1000);
}

interface Shaped extends Pick<WantedOutput, 'definition'> {
  readonly output: string;
  readonly target: RenderTarget;
}

async function publish(
  alert: Alert,
  { definition, output }: Shaped,
  { services }: PreparedRecords,
  { clock, content }: TestStages,
) {
  const published = await Promise.race([
    clock.during(alert.ruleName, () =>
      publicationFor(alert, output, definition, content.publishers, services),
    ),
    clock.patience(outside).outOfTime,
  ]);
  return published instanceof OutOfTime
    ? ({ outcome: 'failed', reason: `a publisher does not end: ${published.reason}` } as const)
    : published;
}
