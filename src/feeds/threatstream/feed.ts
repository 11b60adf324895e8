import { indicatorTypeNamed } from '../../domain/indicator.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import type { Credential } from '../credential-headers.ts';
import {
  defineFeed,
  type FeedItem,
  type FeedSettings,
  type FeedStep,
  type FetchRequest,
  type ParsedFeed,
} from '../feed.ts';
import { fetchText } from '../fetch-text.ts';
import { instantOf, jsonOf, listAt, mapAt, numberAt, skippedEntries, textAt } from '../reading.ts';

const usualUrl = 'https://api.threatstream.com/api/v2/intelligence/';
const pageSize = 1000;
/** The service gives no more than so many results of one question. */
const offsetMax = 499_000;

/** Anomali ThreatStream (pipeline.md 9.2). The key goes in a header, never in an address. */
export const threatstream = defineFeed({
  name: 'threatstream',
  summary: 'active indicators of Anomali ThreatStream',
  usualUrl,
  expiresDays: 90,
  brings: 'recent',
  knows: ['sources', 'excludedSubTypes', 'keys'],
  recognises: (beginning) =>
    /"itype"\s*:/.test(beginning) && /"expiration_ts"|"meta"/.test(beginning),
  parse(text) {
    const page = pageOf(text, { types: [] });
    return page.outcome === 'refused' ? page : page.parsed;
  },
  fetch: fetchAll,
});

async function* fetchAll(request: FetchRequest): AsyncGenerator<FeedStep> {
  const headers = headersOf(request.credential);
  if (headers === undefined) {
    return yield { outcome: 'failed', reason: 'there is no credential with api_user and api_key' };
  }
  let url: URL | undefined = firstUrl(request);
  while (url !== undefined) {
    const fetched = await fetchText(url.href, headers, request);
    if (fetched.outcome === 'failed') return yield fetched;
    const page = pageOf(fetched.text, request.settings);
    if (page.outcome === 'refused') {
      return yield { outcome: 'failed', reason: `${url.host} sent what ${page.reason}` };
    }
    const next: URL | 'elsewhere' | undefined = nextUrl(page.next, page.offset, url);
    if (next === 'elsewhere') {
      const reason = `${url.host} points to another host for the next page, which is not followed`;
      return yield { outcome: 'failed', reason };
    }
    const { items, skipped } = page.parsed;
    // Whatever is left when time runs out is fetched by the next run, from here on.
    const isLate = next !== undefined && request.now() >= request.deadline;
    yield {
      outcome: 'page',
      items,
      skipped,
      ...(next !== undefined && { resume: `${next.pathname}${next.search}` }),
      ...(isLate && { hasMore: true }),
    };
    url = isLate ? undefined : next;
  }
}

function headersOf(credential: Credential | undefined): Record<string, string> | undefined {
  const { api_user: user, api_key: key } = credential ?? {};
  if (typeof user !== 'string' || typeof key !== 'string' || user === '' || key === '') {
    return undefined;
  }
  return { authorization: `apikey ${user}:${key}` };
}

/** An unfinished fetch goes on where it ended; a finished one begins anew, since indicators are brought up to date. */
function firstUrl({ url, resume, settings }: FetchRequest): URL {
  const base = new URL(url);
  if (resume !== undefined) return withoutCredential(new URL(resume, base));
  const either = (name: string, values: readonly string[]) =>
    values.map((value) => `${name}="${value.replaceAll('"', '')}"`).join(' OR ');
  const types = settings.types.length > 0 ? settings.types : (['domain', 'ip', 'md5'] as const);
  // All kinds of file hashes are of one type there.
  const asked = new Set(types.map((type) => (type.startsWith('sha') ? 'md5' : type)));
  const excluded = settings.excludedSubTypes ?? [];
  const parts = [
    '(status="active")',
    `(${either('type', [...asked])})`,
    ...(excluded.length > 0 ? [`NOT (${either('itype', excluded)})`] : []),
  ];
  base.searchParams.set('limit', String(pageSize));
  base.searchParams.set('q', parts.join(' AND '));
  return base;
}

/** The service writes user and key into the addresses of its next pages. */
function withoutCredential(url: URL): URL {
  url.searchParams.delete('username');
  url.searchParams.delete('api_key');
  return url;
}

function nextUrl(
  next: string | undefined,
  offset: number,
  from: URL,
): URL | 'elsewhere' | undefined {
  if (next === undefined || offset >= offsetMax) return undefined;
  const url = URL.parse(next, from.href);
  if (url === null || url.origin !== from.origin) return 'elsewhere';
  return withoutCredential(url);
}

type Page =
  | {
      readonly outcome: 'page';
      readonly parsed: Extract<ParsedFeed, { outcome: 'parsed' }>;
      readonly next: string | undefined;
      readonly offset: number;
    }
  | { readonly outcome: 'refused'; readonly reason: string };

function pageOf(text: string, settings: FeedSettings): Page {
  const json = jsonOf(text);
  if (json.outcome === 'refused') return json;
  if (!isJsonObject(json.value) || !Array.isArray(json.value['objects'])) {
    return { outcome: 'refused', reason: 'is no page of ThreatStream' };
  }
  const skipped = skippedEntries();
  const items: FeedItem[] = [];
  for (const object of listAt(json.value, 'objects')) {
    const item = isJsonObject(object) ? itemOf(object, settings) : 'the entry is no map';
    if (typeof item === 'string')
      skipped.add(item, isJsonObject(object) ? (textAt(object, 'value') ?? '') : '');
    else items.push(item);
  }
  const meta = mapAt(json.value, 'meta') ?? {};
  const offset = numberAt(meta, 'offset') ?? 0;
  const isCut = textAt(meta, 'next') !== undefined && offset >= offsetMax;
  if (isCut)
    skipped.add(
      `the service gives only ${offsetMax + pageSize} of one question`,
      'narrow it with types and filters',
    );
  return {
    outcome: 'page',
    parsed: { outcome: 'parsed', items, skipped: skipped.list() },
    next: textAt(meta, 'next'),
    offset,
  };
}

/** The entry, or why it is left out. Keys that are not to be kept count as absent. */
function itemOf(object: JsonObject, settings: FeedSettings): FeedItem | string {
  const value = textAt(object, 'value');
  if (value === undefined) return 'the entry has no value';
  const source = textAt(object, 'source') ?? '';
  const { sources, keys, excludedSubTypes = [] } = settings;
  if (
    sources !== undefined &&
    !sources.some((part) => source.toLowerCase().includes(part.toLowerCase()))
  ) {
    return 'its source is not among the filters';
  }
  const kept = (key: string) =>
    keys === undefined || keys.includes(key) ? textAt(object, key) : undefined;
  const subType = textAt(object, 'itype');
  if (subType !== undefined && excludedSubTypes.includes(subType))
    return 'its sub type is excluded';
  const expires = kept('expiration_ts');
  const expiresAt = instantOf(expires);
  const type = indicatorTypeNamed(textAt(object, 'type') ?? '');
  return {
    value,
    ...(type !== undefined && { type }),
    subType: kept('itype') ?? null,
    ...(source !== '' && (keys === undefined || keys.includes('source')) && { source }),
    confidence: numberAt(object, 'confidence') ?? null,
    ...(expiresAt !== undefined && { expiresAt }),
    note:
      expires !== undefined && expiresAt === undefined
        ? `expires at an unreadable time: ${expires.slice(0, 40)}`
        : null,
  };
}
