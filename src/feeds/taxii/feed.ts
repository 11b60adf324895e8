import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import { credentialHeaders } from '../credential-headers.ts';
import { defineFeed, type FeedStep, type FetchRequest, hostOf } from '../feed.ts';
import { fetchText } from '../fetch-text.ts';
import { jsonOf, listAt, refused, textAt } from '../reading.ts';
import { parseStixObjects } from '../stix-objects.ts';

const mediaType = 'application/taxii+json;version=2.1';
/** What servers commonly give at once; they may give less. */
const objectsAtOnce = 1000;

/** A TAXII 2.1 server: its discovery, an API root, or one collection of it. */
export const taxii = defineFeed({
  name: 'taxii',
  summary: 'a TAXII 2.1 server with collections of STIX 2.1',
  expiresDays: 90,
  brings: 'recent',
  knows: ['collections'],
  recognises: () => false,
  parse: () => refused('is fetched from a server; a file of STIX is of the format stix'),
  fetch: fetchServer,
});

/** Where each collection goes on: what was added last, and the page that was begun. */
interface Place {
  readonly addedAfter?: string;
  readonly next?: string;
}

type Answer =
  | { readonly outcome: 'map'; readonly map: JsonObject; readonly lastAdded: string | undefined }
  | { readonly outcome: 'failed'; readonly reason: string };

async function ask(url: URL, request: FetchRequest): Promise<Answer> {
  const headers = { ...credentialHeaders(request.credential), accept: mediaType };
  const fetched = await fetchText(url.href, headers, request);
  if (fetched.outcome === 'failed') return fetched;
  const json = jsonOf(fetched.text);
  if (json.outcome === 'refused' || !isJsonObject(json.value)) {
    const what = json.outcome === 'refused' ? json.reason : 'is no TAXII answer';
    return { outcome: 'failed', reason: `${url.host} sent what ${what}` };
  }
  const lastAdded = fetched.headers['x-taxii-date-added-last'];
  return { outcome: 'map', map: json.value, lastAdded };
}

async function* fetchServer(request: FetchRequest): AsyncGenerator<FeedStep> {
  const places = new Map(Object.entries(placesIn(request.resume)));
  const collections = await collectionsOf(request);
  if ('outcome' in collections) return yield collections;
  for (const collection of collections) {
    for await (const step of fetchCollection(collection, places, request)) {
      yield step;
      if (step.outcome === 'failed' || step.hasMore === true) return;
    }
  }
}

function placesIn(resume: string | undefined): Record<string, Place> {
  const json = jsonOf(resume ?? '');
  if (json.outcome === 'refused' || !isJsonObject(json.value)) return {};
  const entries = Object.entries(json.value).flatMap(([id, place]) => {
    if (!isJsonObject(place)) return [];
    const [addedAfter, next] = [textAt(place, 'addedAfter'), textAt(place, 'next')];
    return [[id, { ...(addedAfter && { addedAfter }), ...(next && { next }) }] as const];
  });
  return Object.fromEntries(entries);
}

type Failed = Extract<FeedStep, { outcome: 'failed' }>;
const failed = (reason: string): Failed => ({ outcome: 'failed', reason });

/** The addresses of the collections that are wanted, each with a slash at its end. */
async function collectionsOf(request: FetchRequest): Promise<readonly URL[] | Failed> {
  const given = URL.parse(request.url.replace(/\/?$/, '/'));
  if (given === null) return failed('the address is no URL');
  const direct = /^(.*\/collections\/[^/]+\/)(?:objects\/)?$/.exec(given.pathname)?.[1];
  if (direct !== undefined) return [new URL(direct, given)];

  const roots = await apiRootsOf(given, request);
  if ('outcome' in roots) return roots;
  const found: URL[] = [];
  const titles: string[] = [];
  for (const root of roots) {
    const answer = await ask(new URL('collections/', root), request);
    if (answer.outcome === 'failed') return answer;
    for (const collection of listAt(answer.map, 'collections').filter(isJsonObject)) {
      const [id, title = ''] = [textAt(collection, 'id'), textAt(collection, 'title')];
      if (id === undefined || !/^[\w.-]+$/.test(id)) continue;
      titles.push(title || id);
      if (isWanted(id, title, collection, request)) {
        found.push(new URL(`collections/${id}/`, root));
      }
    }
  }
  if (found.length > 0) return found;
  const there = titles.length === 0 ? 'has no collections' : `has only ${titles.join(', ')}`;
  return failed(`${given.host} ${there}, of which none is wanted or may be read`);
}

function isWanted(
  id: string,
  title: string,
  collection: JsonObject,
  request: FetchRequest,
): boolean {
  const { collections = [] } = request.settings;
  if (collection['can_read'] === false) return false;
  return collections.length === 0 || collections.includes(id) || collections.includes(title);
}

/** The address may be that of the discovery, or of one API root. */
async function apiRootsOf(given: URL, request: FetchRequest): Promise<readonly URL[] | Failed> {
  const answer = await ask(given, request);
  if (answer.outcome === 'failed') return answer;
  if (!Object.hasOwn(answer.map, 'api_roots')) return [given];
  const roots = listAt(answer.map, 'api_roots').flatMap((root) => {
    const url = typeof root === 'string' ? URL.parse(root.replace(/\/?$/, '/'), given.href) : null;
    return url === null ? [] : [url];
  });
  // A credential is for the host that the operator named.
  const strange = roots.find(({ origin }) => origin !== given.origin);
  if (strange !== undefined) {
    return failed(
      `${given.host} points to ${strange.host}, which is not followed; name that address itself`,
    );
  }
  return roots.length === 0 ? failed(`${given.host} has no API root`) : roots;
}

async function* fetchCollection(
  collection: URL,
  places: Map<string, Place>,
  request: FetchRequest,
): AsyncGenerator<FeedStep> {
  const id = collection.pathname;
  for (;;) {
    if (request.now() >= request.deadline) {
      return yield {
        outcome: 'page',
        items: [],
        skipped: [],
        resume: resumeOf(places),
        hasMore: true,
      };
    }
    const place = places.get(id) ?? {};
    const answer = await ask(objectsUrl(collection, place), request);
    if (answer.outcome === 'failed') return yield answer;
    const parsed = parseStixObjects(listAt(answer.map, 'objects'));
    if (parsed.outcome === 'refused') return yield failed(parsed.reason);
    const next = textAt(answer.map, 'next');
    const hasMore = answer.map['more'] === true;
    const after = placeAfter(place, { next, hasMore, lastAdded: answer.lastAdded });
    places.set(id, after);
    const { items, skipped } = parsed;
    yield { outcome: 'page', items, skipped, resume: resumeOf(places) };
    if (!hasMore) return;
    if (after.next === place.next && after.addedAfter === place.addedAfter) {
      return yield failed(`${hostOf(collection.href)} says that there is more, and not where`);
    }
  }
}

/** `next` where the server gives it; else what was added after the last object of this page. */
function placeAfter(
  place: Place,
  page: { next: string | undefined; hasMore: boolean; lastAdded: string | undefined },
): Place {
  const addedAfter = page.lastAdded ?? place.addedAfter;
  if (page.hasMore && page.next !== undefined) return { ...place, next: page.next };
  return addedAfter === undefined ? {} : { addedAfter };
}

function objectsUrl(collection: URL, { addedAfter, next }: Place): URL {
  const url = new URL('objects/', collection);
  url.searchParams.set('limit', String(objectsAtOnce));
  if (addedAfter !== undefined) url.searchParams.set('added_after', addedAfter);
  if (next !== undefined) url.searchParams.set('next', next);
  return url;
}

const resumeOf = (places: ReadonlyMap<string, Place>): string =>
  JSON.stringify(Object.fromEntries(places));
