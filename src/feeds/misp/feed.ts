import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { credentialHeaders } from '../credential-headers.ts';
import { defineFeed, type FeedStep, type FetchRequest, hostOf, type ParsedFeed } from '../feed.ts';
import { fetchText } from '../fetch-text.ts';
import { jsonOf, refused, textAt } from '../reading.ts';
import { parseEvents } from './event.ts';

/** A feed as MISP publishes it: `manifest.json` and a file for each event beside it. A file may also be one event. */
export const misp = defineFeed({
  name: 'misp',
  summary: 'events of MISP: a feed with its manifest.json, or a file with an event',
  expiresDays: 90,
  brings: 'recent',
  recognises: (beginning) =>
    /^\s*[{[]/.test(beginning) && /"Event"\s*:|"to_ids"\s*:/.test(beginning),
  parse(text) {
    const json = jsonOf(text);
    if (json.outcome === 'refused') return json;
    const events = eventsIn(json.value);
    return events === undefined ? refused('is JSON, but no event of MISP') : parseEvents(events);
  },
  fetch: fetchFeed,
});

function eventsIn(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return undefined;
  if (Array.isArray(value['response'])) return value['response'];
  return isJsonObject(value['Event']) || Array.isArray(value['Attribute']) ? [value] : undefined;
}

interface ListedEvent {
  readonly uuid: string;
  readonly timestamp: number;
}

/** Events that have changed since the last fetch, the oldest change first, as many as there is time for. */
async function* fetchFeed(request: FetchRequest): AsyncGenerator<FeedStep> {
  const base = request.url.replace(/manifest\.json$/, '').replace(/\/?$/, '/');
  const headers = credentialHeaders(request.credential);
  const fetched = await fetchText(`${base}manifest.json`, headers, request);
  if (fetched.outcome === 'failed') return yield fetched;
  const events = manifestOf(fetched.text);
  if (typeof events === 'string') {
    return yield {
      outcome: 'failed',
      reason: `${hostOf(base)} sent a manifest.json that ${events}`,
    };
  }
  const fresh = events.filter((event) => isAfter(event, request.resume));
  for (const [index, event] of fresh.entries()) {
    if (request.now() >= request.deadline) {
      const [before] = index === 0 ? [] : [fresh[index - 1]];
      const resume = before === undefined ? request.resume : placeOf(before);
      return yield emptyPage(resume, true);
    }
    const parsed = await fetchEvent(`${base}${event.uuid}.json`, headers, request);
    if (parsed.outcome === 'refused') return yield { outcome: 'failed', reason: parsed.reason };
    const { items, skipped } = parsed;
    yield { outcome: 'page', items, skipped, resume: placeOf(event) };
  }
  if (fresh.length === 0) yield emptyPage(request.resume, false);
}

const emptyPage = (resume: string | undefined, hasMore: boolean): FeedStep => ({
  outcome: 'page',
  items: [],
  skipped: [],
  ...(resume !== undefined && { resume }),
  ...(hasMore && { hasMore: true }),
});

async function fetchEvent(
  url: string,
  headers: Readonly<Record<string, string>>,
  request: FetchRequest,
): Promise<ParsedFeed> {
  const fetched = await fetchText(url, headers, request);
  if (fetched.outcome === 'failed') return refused(fetched.reason);
  const json = jsonOf(fetched.text);
  if (json.outcome === 'refused')
    return refused(`${hostOf(url)} sent an event that ${json.reason}`);
  return parseEvents([json.value]);
}

const uuidPattern = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** The events of a manifest, the oldest change first; or what is wrong with it. */
function manifestOf(text: string): readonly ListedEvent[] | string {
  const json = jsonOf(text);
  if (json.outcome === 'refused') return json.reason;
  if (!isJsonObject(json.value)) return 'is no list of events';
  // An id becomes a part of an address, so it has to look like one.
  const ids = Object.entries(json.value).filter(([uuid]) => uuidPattern.test(uuid));
  return ids
    .map(([uuid, entry]) => ({ uuid, timestamp: timestampOf(entry) }))
    .toSorted((a, b) => a.timestamp - b.timestamp || (a.uuid < b.uuid ? -1 : 1));
}

const timestampOf = (entry: JsonValue): number =>
  isJsonObject(entry) ? Number(textAt(entry, 'timestamp') ?? 0) || 0 : 0;

const placeOf = ({ timestamp, uuid }: ListedEvent): string => `${timestamp}:${uuid}`;

function isAfter({ timestamp, uuid }: ListedEvent, resume: string | undefined): boolean {
  if (resume === undefined) return true;
  const [last = '0', lastUuid = ''] = resume.split(':');
  return timestamp > Number(last) || (timestamp === Number(last) && uuid > lastUuid);
}
