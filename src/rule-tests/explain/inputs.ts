import { StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';
import { readEventText } from '../read-event-file.ts';
import type { TestStages } from '../stages.ts';
import type { ReadEvent } from '../test-event.ts';
import type { ExplainRequest } from './explain-request.ts';

export interface RawInput {
  readonly kind: 'raw';
  readonly number: number;
  readonly line: number;
  readonly payload: string;
}

export type Input = { readonly kind: 'event'; readonly read: ReadEvent } | RawInput;

/** Nobody reads the explanations of more; one of them can be chosen by its number. */
const inputsMax = 200;

/** The events of a file of test events, or the records of anything else. */
export function inputsIn(
  { text, shown, number }: ExplainRequest,
  stages: TestStages,
): readonly Input[] {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') throw unreadable(`${shown} is empty`);
  const all = isEventFile(content) ? eventsIn(content, shown, stages) : recordsIn(content, stages);
  const chosen =
    number === undefined
      ? all
      : all.filter(
          (input) => (input.kind === 'event' ? input.read.number : input.number) === number,
        );
  if (chosen.length === 0) throw unreadable(`${shown} has ${all.length}, and no number ${number}`);
  if (chosen.length > inputsMax) {
    throw unreadable(
      `${shown} holds ${chosen.length} records, more than anybody reads explanations of`,
      `Choose one: ${shown}#1. To find the ones that alert: streamalert scan`,
    );
  }
  return chosen;
}

const unreadable = (message: string, hint = 'See: streamalert explain --help') =>
  new StreamAlertError('INPUT_UNREADABLE', message, { hint });

/** A log may be a list of objects as well; what has data of its own is an event. */
function isEventFile(content: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    // Not an accident: most logs are no JSON document.
    return false;
  }
  const list = isJsonObject(value) ? value['records'] : value;
  return Array.isArray(list) && list.length > 0 && list.every(isEvent);
}

const isEvent = (item: unknown): boolean =>
  isJsonObject(item) &&
  (Object.hasOwn(item, 'data') || Object.hasOwn(item, 'override_record')) &&
  ['description', 'trigger_rules', 'log', 'classify_only'].some((key) => Object.hasOwn(item, key));

function eventsIn(content: string, shown: string, stages: TestStages): readonly Input[] {
  const { logTypes, services } = stages;
  const options = { logTypes, now: services.now() };
  const { problem, events } = readEventText(content, { path: shown, shown }, options);
  if (problem !== undefined) throw unreadable(`${shown}: ${problem}`);
  return events.map((read) => ({ kind: 'event', read }));
}

/** The whole text where that is one record, else its lines. */
function recordsIn(content: string, { config, classifierOf }: TestStages): readonly RawInput[] {
  const whole = content.trim();
  const classifier = classifierOf(config.logTypes, 'bare too');
  const lines = content
    .split('\n')
    .map((line, index) => ({ payload: line.replace(/\r$/, ''), line: index + 1 }))
    .filter(({ payload }) => payload.trim() !== '');
  const isRecord = (text: string) => classifier.classifyExactly(text).outcome === 'classified';
  const isOne = lines.length === 1 || isJson(whole);
  if (isOne || (!isRecord(lines[0]?.payload ?? '') && isRecord(whole))) {
    return [{ kind: 'raw', number: 1, line: lines[0]?.line ?? 1, payload: whole }];
  }
  return lines.map((line, index) => ({ kind: 'raw', number: index + 1, ...line }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // What is no document is lines.
    return false;
  }
}
