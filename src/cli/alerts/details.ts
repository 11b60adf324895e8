import type { Alert } from '../../domain/alert.ts';
import { alertLinks } from '../../domain/alert-links.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { DeliveryStatus, StoredAlert } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { paintedSeverity } from '../paint-severity.ts';
import type { Paint } from '../paint.ts';
import { visible } from '../quarantine/words.ts';
import { matcherText } from './silence-words.ts';
import type { ShownAlert, ShownGroup } from './shown-alert.ts';
import {
  counted,
  deliveryWords,
  lifecycleWords,
  mergedCount,
  referenceWords,
  shortId,
  timeAndAge,
} from './words.ts';

export interface Showing {
  readonly paint: Paint;
  readonly now: number;
  /** Longer records are cut. */
  readonly linesMax: number;
}

/** One value of a record may be as long as a megabyte. */
const lineCharactersMax = 2_000;

const nameWidth = 10;

/** Everything there is to know about an alert, safe for a terminal, line by line: what happened comes first. */
export function alertDetails(shown: ShownAlert, showing: Showing): string[] {
  const { alert } = shown;
  const { paint } = showing;
  const description =
    alert.description === '' || alert.description === alert.title
      ? []
      : paragraphs(alert.description);
  return [
    `  ${paintedSeverity(alert.severity, paint)}  ${paint(cell(alert.title), 'bold')}`,
    ...description,
    '',
    ...factLines(shown, showing),
    ...linkLines(alert, showing),
    '',
    ...groupLines(shown, showing),
    ...deliveryLines(shown, showing),
    ...mapLines('Context', alert.context, alert, showing),
    ...mapLines('Record', alert.record, alert, showing),
    ...nextLines(shown, showing),
  ];
}

const paragraphs = (text: string): string[] =>
  visible(text.trim())
    .split('\n')
    .map((line) => `  ${line.trim()}`);

const fact = (name: string, text: string, paint: Paint): string =>
  `  ${paint(name.padEnd(nameWidth), 'dim')} ${cell(text)}`;

function factLines({ alert, stored, silence }: ShownAlert, { paint, now }: Showing): string[] {
  const { id, ruleName, logType, parser, origin, position, tags, createdAt, eventTime } = alert;
  const { lifecycle, silencedBy } = stored;
  const cluster = origin.cluster === null ? '' : ` in cluster ${origin.cluster}`;
  const state =
    lifecycle === null ? 'open: nobody has taken it on' : lifecycleWords(lifecycle, now);
  const facts: (readonly [name: string, text: string])[] = [
    ['state', state],
    ...(alert.staged ? ([['', 'its rule is staged: it goes to nobody else']] as const) : []),
    ...(alert.isHeldBack
      ? ([['', 'held back: its rule had raised too many in that hour']] as const)
      : []),
    ...(silencedBy === null ? [] : ([['silenced', silenceText(silencedBy, silence)]] as const)),
    ['happened', timeAndAge(eventTime, now)],
    ['raised', timeAndAge(createdAt, now)],
    ['rule', ruleName],
    ...(tags.length === 0 ? [] : ([['tags', tags.join(', ')]] as const)),
    ['log type', `${logType}, read by ${parser}`],
    ['source', `${origin.service}:${origin.resource}${cluster}`],
    ['delivery', `${origin.delivery}, position ${position}`],
    ['id', id],
  ];
  return facts.map(([name, text]) => fact(name, text, paint));
}

function silenceText(id: string, found: ShownAlert['silence']): string {
  if (found === undefined) return `by the silence ${id}`;
  const { matcher, reason, author } = found.silence;
  return `by the silence ${id} of ${author}: ${reason} (${matcherText(matcher)})`;
}

/** What whoever is awake may want to read: runbook first, then what the technique is. */
function linkLines(alert: Alert, { paint }: Showing): string[] {
  const { runbook, attack, references } = alert;
  const links = alertLinks(alert);
  const urls = new Set(links.map(({ url }) => url));
  const text = runbook !== null && !urls.has(runbook.trim()) ? paragraphs(runbook) : [];
  const plain = references.filter((reference) => !urls.has(reference.trim()));
  return [
    ...(attack.length === 0 ? [] : [fact('ATT&CK', attack.join(', '), paint)]),
    ...text.map((line, index) => fact(index === 0 ? 'runbook' : '', line.trim(), paint)),
    ...links.map(({ name, url }) => fact('', `${name}  ${url}`, paint)),
    ...plain.map((reference) => fact('', reference, paint)),
  ];
}

/** More members than these are a list of their own. */
const membersShownMax = 5;

function groupLines({ alert, stored, group }: ShownAlert, { paint, now }: Showing): string[] {
  if (group === undefined) return [];
  const { merged } = group;
  if (merged !== undefined) {
    const what = stored.mergedInto === null ? 'opened by this alert, told by' : 'merged into';
    const count = counted(merged.alert.group?.count ?? 0, 'alert');
    return [
      `  ${paint('Group', 'bold')}  ${what} ${shortId(merged.alert.id)}, which stands for ${count}`,
      '',
    ];
  }
  const open = alert.group?.isOpen ? '; more may join' : '';
  return [
    `  ${paint('Group', 'bold')}  ${counted(mergedCount(alert) + 1, 'alert')} in one${open}`,
    ...memberLines(group, now).map((line) => `    ${line}`),
    '',
  ];
}

function memberLines({ first, members }: ShownGroup, now: number): string[] {
  const line = (word: string, { alert }: StoredAlert) =>
    `${word.padEnd(nameWidth)} ${shortId(alert.id)}  ${timeAndAge(alert.createdAt, now)}  ${cell(alert.title)}`;
  const rest = members.filter(({ alert }) => alert.id !== first?.alert.id);
  return [
    ...(first === undefined ? [] : [line('first', first)]),
    ...rest.slice(0, membersShownMax).map((each, index) => line(index === 0 ? 'newest' : '', each)),
    ...(rest.length > membersShownMax
      ? [`${''.padEnd(nameWidth)} and more: streamalert alerts list --members`]
      : []),
  ];
}

function deliveryLines({ stored, group }: ShownAlert, { paint, now }: Showing): string[] {
  const first = stored.alert.group?.isFirstSent === true ? group?.first : undefined;
  const lines = [
    ...(first?.deliveries.map((status) => deliveryLine(status, now, ' (the first alert)')) ?? []),
    ...stored.deliveries.map((status) => deliveryLine(status, now, '')),
  ];
  if (lines.length === 0) return [`  ${paint('Outputs', 'bold')}  none: it is kept and listed`, ''];
  return [`  ${paint('Outputs', 'bold')}`, ...lines.map((line) => `    ${line}`), ''];
}

function deliveryLine(status: DeliveryStatus, now: number, which: string): string {
  const known =
    status.reference === null ? '' : `; there it is ${referenceWords(status.reference)}`;
  return `${cell(status.output)}${which}  ${deliveryWords(status, now)}${known}`;
}

/** As JSON with a line for each value: it can be copied into a test event. */
function mapLines(title: string, map: JsonObject, alert: Alert, showing: Showing): string[] {
  if (Object.keys(map).length === 0) return [];
  const { paint, linesMax } = showing;
  const lines = visible(stringifyJson(map, { indent: 2 })).split('\n');
  const isBounded = linesMax !== Number.POSITIVE_INFINITY;
  const shown = isBounded ? lines.slice(0, linesMax).map(shortLine) : lines;
  const left = lines.length - shown.length;
  const isCut = left > 0 || shown.some((line, index) => line !== lines[index]);
  const more = left > 0 ? `${counted(left, 'more line')}. ` : '';
  const all = `All of it: streamalert alerts show ${shortId(alert.id)} --whole`;
  return [
    `  ${paint(title, 'bold')}`,
    ...shown.map((line) => `  ${line}`),
    ...(isCut || (alert.isShortened && isBounded) ? [paint(`  … ${more}${all}`, 'dim')] : []),
    '',
  ];
}

function shortLine(line: string): string {
  const more = line.length - lineCharactersMax;
  return more > 0
    ? `${line.slice(0, lineCharactersMax).toWellFormed()}… ${counted(more, 'more character')}`
    : line;
}

function nextLines({ alert, stored }: ShownAlert, { paint }: Showing): string[] {
  const id = shortId(alert.id);
  const step = (what: string, how: string) => `    ${what.padEnd(22)} streamalert ${how}`;
  const { lifecycle } = stored;
  const has = (state: DeliveryStatus['state']) =>
    stored.deliveries.some((status) => status.state === state);
  const steps = [
    ...(lifecycle === null ? [step('take it on', `alerts ack ${id}`)] : []),
    ...(lifecycle?.state === 'resolved' ? [] : [step('settle it', `alerts resolve ${id}`)]),
    ...(has('given up') ? [step('send it again', `alerts dead-letter retry --id ${id}`)] : []),
    ...(stored.silencedBy === null
      ? []
      : [step('end the silence', `alerts unsilence ${cell(stored.silencedBy)}`)]),
  ];
  return steps.length === 0 ? [] : [`  ${paint('Next', 'bold')}`, ...steps];
}
