import { isJsonObject } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';
import { fixturesOf } from './event-fixtures.ts';
import { kindOf, problemOf, unknownKeysOf } from './event-problems.ts';
import { type ModernEvent, modernized } from './legacy-event.ts';
import { filledRecord } from './override-record.ts';
import { fillPlaceholders, helperNames } from './placeholders.ts';
import type {
  Compression,
  EventItem,
  EventSource,
  RawEvent,
  ReadEvent,
  TestEvent,
} from './test-event.ts';

export interface EventContext {
  readonly logTypes: ReadonlyMap<string, LogType>;
  readonly now: number;
  readonly ruleName: string;
}

/** Checks one event and brings it into the one form that is run. */
export function readEvent(
  item: EventItem,
  context: EventContext,
): { readonly read: ReadEvent; readonly formerWords: readonly string[] } {
  const { number, line, value } = item;
  const place = { number, line, description: descriptionOf(value), warnings: [] };
  if (!isJsonObject(value)) {
    const message = `an event is an object, found ${kindOf(value)}`;
    return { read: { ...place, outcome: 'refused', message }, formerWords: [] };
  }

  const modern = modernized(value, context.ruleName);
  const { formerWords } = modern;
  const warnings = warningsOf(modern.event, item);
  const checked = check(modern, item, context);
  return { read: { ...place, warnings, ...checked }, formerWords };
}

function warningsOf(event: RawEvent, { repeatedKeys }: EventItem): readonly string[] {
  const unknown = unknownKeysOf(event);
  const isPacked = Boolean(event['compress']) && event['service'] !== 'kinesis';
  return [
    ...(unknown.length > 0 ? [`unknown keys: ${unknown.join(', ')}`] : []),
    ...repeatedKeys.map((key) => `${JSON.stringify(key)} stands there twice; the last one counts`),
    ...(isPacked ? ['"compress" means something for the service "kinesis" alone'] : []),
  ];
}

const descriptionOf = (value: unknown): string =>
  isJsonObject(value) && typeof value['description'] === 'string' ? value['description'] : '';

type Checked =
  | { readonly outcome: 'ready'; readonly event: TestEvent }
  | { readonly outcome: 'refused'; readonly message: string };

function check(modern: ModernEvent, item: EventItem, context: EventContext): Checked {
  const logTypes = [...context.logTypes.keys()];
  const message = problemOf(modern.event, logTypes, modern.isLogRequired);
  if (message !== undefined) return { outcome: 'refused', message };

  const filled = fillPlaceholders(modern.event, context.now);
  if (filled.outcome === 'unknown helper') {
    const known = helperNames.map((name) => `<helper:${name}>`).join(', ');
    return {
      outcome: 'refused',
      message: `there is no helper "${filled.name}"; what there is: ${known}`,
    };
  }
  const payload = payloadOf(filled.event, item.dataText, context);
  if (payload === undefined) {
    return { outcome: 'refused', message: '"override_record" needs a "log" whose schema fills it' };
  }
  return { outcome: 'ready', event: testEvent(filled.event, payload, modern) };
}

function payloadOf(
  { data, log, override_record: override }: RawEvent,
  dataText: string | undefined,
  { logTypes }: EventContext,
): string | undefined {
  if (isJsonObject(override) && Object.keys(override).length > 0) {
    const logType = typeof log === 'string' ? logTypes.get(log) : undefined;
    return logType && JSON.stringify(filledRecord(override, logType));
  }
  if (typeof data === 'string') return data;
  // A long number would lose digits on the way through JSON.parse; then the file's own text is the payload.
  const isExactTextNeeded = dataText !== undefined && /[\d.]{16}/.test(dataText);
  return isExactTextNeeded && !dataText.includes('<helper:') ? dataText : JSON.stringify(data);
}

function testEvent(event: RawEvent, payload: string, { expectedAlerts }: ModernEvent): TestEvent {
  const { log, trigger_rules: rules, publisher_tests: tests, test_fixtures: fixtures } = event;
  const unwanted = event['not_logs'];
  return {
    log: typeof log === 'string' ? log : undefined,
    notLogs: Array.isArray(unwanted) ? unwanted.map(String) : [],
    source: sourceOf(event),
    payload,
    compress: compressionOf(event['compress']),
    expectedRules: Array.isArray(rules) ? [...new Set(rules.map(String))] : [],
    expectedAlerts,
    classifyOnly: event['classify_only'] === true,
    publisherTests: isJsonObject(tests) && event['skip_publishers'] !== true ? tests : {},
    fixtures: fixturesOf(fixtures),
  };
}

function compressionOf(given: unknown): Compression {
  if (given === 'gzip') return 'gzip';
  return given === true || given === 'zlib' ? 'zlib' : 'none';
}

function sourceOf({ service, source, cluster }: RawEvent): EventSource | undefined {
  if (typeof service !== 'string' || typeof source !== 'string') return undefined;
  return {
    service,
    resource: source,
    cluster: typeof cluster === 'string' ? cluster : undefined,
  };
}
