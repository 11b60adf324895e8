import {
  type Indicator,
  type IndicatorType,
  indicatorDetailsKey,
  indicatorsKey,
  indicatorTypeNamed,
  isHashType,
} from '../../domain/indicator.ts';
import { hashTypeOf, indicatorForm } from '../../domain/indicator-form.ts';
import {
  type NetworkSet,
  networkSet,
  parseIpAddress,
  parseNetwork,
} from '../../domain/ip-address.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Indicators } from '../../ports/indicators.ts';
import type { IndicatorTable } from './indicator-table.ts';

/** What of records is looked up; plain data, so that it can cross to another thread. */
export interface IndicatorSettings {
  /** Type of indicator → normalised types. */
  readonly normalizedIocTypes: Readonly<Record<string, readonly string[]>>;
  /** Type of indicator → values that are never reported; for `ip` also networks. */
  readonly excludedIocs: Readonly<Record<string, readonly string[]>>;
  /** Clusters whose records are looked up. */
  readonly clusters: readonly string[] | 'all';
}

/** One set of indicators: the table says at once what is not listed, and the rest is asked. */
export interface KnownIndicators {
  readonly table: IndicatorTable;
  readonly indicators: Indicators;
  /** Somebody asks for exactly these: nothing is excluded from them. */
  readonly isExplicit?: boolean;
}

/** Writes into a record which indicators it holds. */
export type MarkIndicators = (record: LogRecord, cluster: string | null) => void;

interface Hit {
  readonly type: IndicatorType;
  /** As it stands in the record. */
  readonly value: string;
  readonly indicators: readonly Indicator[];
}

/** A value may be listed very often; more reports say nothing new. */
const reportsMax = 20;

/**
 * Looks up the normalised values of records. `known` is asked for each record, since indicators change while we run.
 * Found values stand under `streamalert:ioc` by type, each once; who reported them, under `streamalert:ioc_details`.
 */
export function compileMarkIndicators(
  settings: IndicatorSettings,
  known: () => readonly KnownIndicators[],
): MarkIndicators {
  const questions = questionsOf(settings);
  const excluded = exclusionsOf(settings);
  const clusters = settings.clusters === 'all' ? undefined : new Set(settings.clusters);

  return (record, cluster) => {
    // Only we may say this: a log that brings these keys itself would raise alerts with them.
    if (record[indicatorsKey] !== undefined) delete record[indicatorsKey];
    if (record[indicatorDetailsKey] !== undefined) delete record[indicatorDetailsKey];
    if (clusters !== undefined && (cluster === null || !clusters.has(cluster))) return;
    const normalized = record[normalizationKey];
    if (!isJsonObject(normalized)) return;
    const hits = hitsIn(normalized, questions, known(), excluded);
    if (hits !== undefined) mark(record, hits);
  };
}

interface Question {
  readonly normalizedType: string;
  readonly type: IndicatorType;
}

/** A normalised type that two types of indicators claim belongs to the last (configuration.md 8.2). */
function questionsOf({ normalizedIocTypes }: IndicatorSettings): readonly Question[] {
  const owners = new Map<string, IndicatorType>();
  for (const [name, normalizedTypes] of Object.entries(normalizedIocTypes)) {
    const type = indicatorTypeNamed(name) ?? name;
    for (const normalizedType of normalizedTypes) owners.set(normalizedType, type);
  }
  return [...owners].map(([normalizedType, type]) => ({ normalizedType, type }));
}

/** Two loops over what the normaliser wrote; most records come out of it with nothing. */
function hitsIn(
  normalized: JsonObject,
  questions: readonly Question[],
  known: readonly KnownIndicators[],
  excluded: Exclusions,
): Hit[] | undefined {
  let hits: Hit[] | undefined;
  for (let index = 0; index < questions.length; index++) {
    const question = questions[index];
    if (question === undefined) continue;
    const entries = normalized[question.normalizedType];
    if (!Array.isArray(entries)) continue;
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at];
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
      const values = entry['values'];
      if (!Array.isArray(values)) continue;
      for (let nth = 0; nth < values.length; nth++) {
        const value = values[nth];
        if (typeof value !== 'string' || value === '') continue;
        hits = withHits(hits, question.type, value, known, excluded);
      }
    }
  }
  return hits;
}

function withHits(
  hits: Hit[] | undefined,
  type: IndicatorType,
  value: string,
  known: readonly KnownIndicators[],
  excluded: Exclusions,
): Hit[] | undefined {
  let all = hits;
  for (let index = 0; index < known.length; index++) {
    const one = known[index];
    if (one === undefined) continue;
    const hit = find(type, value, one, one.isExplicit === true ? nothingExcluded : excluded);
    if (hit !== undefined) all = [...(all ?? []), hit];
  }
  return all;
}

function find(
  type: IndicatorType,
  value: string,
  known: KnownIndicators,
  excluded: Exclusions,
): Hit | undefined {
  if (type === 'ip') return findAddress(value, known, excluded);
  if (type === 'domain') return findHost(value, known, excluded);
  if (isHashType(type)) return findHash(value, known, excluded);
  if (type === 'url' && !known.table.mayHaveUrl(value)) return undefined;
  const listed = indicatorForm(type, value);
  if (listed !== undefined && known.table.hasText(type, listed)) {
    return verified(type, value, [listed], known, excluded);
  }
  // Proxies write addresses without a scheme, and lists mostly with one; the form of such a text has `http:`.
  if (type !== 'url' || listed === undefined || value.includes('://')) return undefined;
  const secure = listed.replace(/^http:/, 'https:');
  if (!known.table.hasText(type, secure)) return undefined;
  return verified(type, value, [secure], known, excluded);
}

function findAddress(value: string, known: KnownIndicators, excluded: Exclusions): Hit | undefined {
  const address = parseIpAddress(value) ?? parseIpAddress(addressIn(value));
  if (address === undefined) return undefined;
  const listed = known.table.networksOf(address);
  if (listed === undefined || excluded.networks?.(address) === true) return undefined;
  return verified('ip', value, listed, known, undefined);
}

/** The address out of one with a port, `203.0.113.7:443`; nothing for names, which are frequent in such fields. */
function addressIn(value: string): string {
  const last = value.charCodeAt(value.length - 1);
  const endsInDigit = last >= 48 && last <= 57;
  if (!endsInDigit && last !== bracketCode) return '';
  return value.includes(':') ? (indicatorForm('ip', value) ?? '') : '';
}

/** `]` */
const bracketCode = 93;

function findHost(value: string, known: KnownIndicators, excluded: Exclusions): Hit | undefined {
  const has = known.table.hasHost(value);
  if (has === false) return undefined;
  const listed = indicatorForm('domain', value);
  if (listed === undefined || !known.table.hasText('domain', listed)) return undefined;
  return verified('domain', value, [listed], known, excluded);
}

function findHash(value: string, known: KnownIndicators, excluded: Exclusions): Hit | undefined {
  const type = hashTypeOf(value.length);
  if (type === undefined || !known.table.hasHash(type, value)) return undefined;
  return verified(type, value, [value.toLowerCase()], known, excluded);
}

/** The table holds hashes only, and what has expired since it was built. */
function verified(
  type: IndicatorType,
  value: string,
  listed: readonly string[],
  { indicators }: KnownIndicators,
  excluded: Exclusions | undefined,
): Hit | undefined {
  const wanted = listed.filter((text) => excluded?.values.get(type)?.has(text) !== true);
  const found = wanted.flatMap((text) => indicators.find(type, text));
  return found.length === 0 ? undefined : { type, value, indicators: found };
}

interface Exclusions {
  readonly networks: NetworkSet | undefined;
  readonly values: ReadonlyMap<IndicatorType, ReadonlySet<string>>;
}

const nothingExcluded: Exclusions = { networks: undefined, values: new Map() };

/** Where `ip` has exclusions, the address of the machine itself is one of them (configuration.md 8.2). */
function exclusionsOf({ excludedIocs }: IndicatorSettings): Exclusions {
  const values = new Map<IndicatorType, Set<string>>();
  let networks: NetworkSet | undefined;
  for (const [name, listed] of Object.entries(excludedIocs)) {
    const type = indicatorTypeNamed(name) ?? name;
    if (type === 'ip') {
      networks = networkSet(['::1', ...listed].flatMap((text) => parseNetwork(text.trim()) ?? []));
      continue;
    }
    for (const text of listed) {
      const own = isHashType(type) ? (hashTypeOf(text.trim().length) ?? type) : type;
      const set = values.get(own) ?? new Set();
      values.set(own, set.add(indicatorForm(own, text) ?? text));
    }
  }
  return { networks, values };
}

function mark(record: LogRecord, hits: readonly Hit[]): void {
  const byType = new Map<string, string[]>();
  const details: JsonObject[] = [];
  for (const { type, value, indicators } of hits) {
    const values = byType.get(type) ?? [];
    if (!values.includes(value)) values.push(value);
    byType.set(type, values);
    for (const indicator of indicators) {
      const told = detailOf(type, value, indicator);
      if (details.length < reportsMax && !details.some((known) => isSame(known, told))) {
        details.push(told);
      }
    }
  }
  record[indicatorsKey] = Object.fromEntries(byType);
  record[indicatorDetailsKey] = details;
}

const isSame = (a: JsonObject, b: JsonObject): boolean =>
  Object.keys(a).every((key) => a[key] === b[key]);

/** `indicator` is what is listed, which differs from the record's value for a network or another spelling. */
const detailOf = (type: IndicatorType, value: string, indicator: Indicator): JsonObject => ({
  type,
  value,
  indicator: indicator.value,
  sub_type: indicator.subType,
  source: indicator.source,
  confidence: indicator.confidence,
  note: indicator.note,
});
