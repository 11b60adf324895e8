import type { Alert } from '../domain/alert.ts';
import { stringifyJson } from '../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { beginningOf } from '../domain/shrink.ts';
import { oneLine } from './one-line.ts';
import { identifierAt, partOf } from './part-of.ts';
import { shownRecord } from './shown-record.ts';

/** What merged into an alert that people have already: one sentence, and what is behind it. */
export interface MergedNews {
  readonly headline: string;
  /** Lines with data of logs in them, which a receiver may take for markup; `""` where there is nothing to tell. */
  readonly details: string;
}

/** Only what publishers left of the record is told. */
export function mergedNews(alert: Alert, publication: Publication): MergedNews {
  const record = shownRecord(publication);
  const count = alert.group?.count ?? identifierAt(record, 'AlertCount');
  const alerts = count === undefined ? 'more alerts' : `${count} alerts so far`;
  const since = timeAt(record, 'AlertTimeFirst', 'since');
  const last = timeAt(record, 'AlertTimeLast', 'the last at');
  const times = [since, last].filter((part) => part !== '').join(', ');
  const headline = `StreamAlert: ${alerts} of rule ${alert.ruleName}${times === '' ? '' : `, ${times}`}.`;
  const sections = [
    section('In common', valuesIn(partOf(record, 'MergedBy'))),
    section('New', newValues(record, alert.group?.isFirstSent === true)),
  ];
  return { headline, details: sections.flat().join('\n') };
}

/** The same as one text, for receivers that take it as it is. */
export function mergedText(alert: Alert, publication: Publication): string {
  const { headline, details } = mergedNews(alert, publication);
  return details === '' ? headline : `${headline}\n\n${details}`;
}

/** That somebody took an alert on, or settled it. */
export const settledText = (
  verb: 'Acknowledged' | 'Resolved',
  { by, note }: { readonly by: string; readonly note: string | null },
): string => `${verb} in StreamAlert by ${by}${note === null || note === '' ? '' : `: ${note}`}`;

const timeAt = (record: JsonValue, field: string, words: string): string => {
  const time = identifierAt(record, field);
  // Nobody reads more than seconds.
  return time === undefined ? '' : `${words} ${time.replace(/\.\d+Z$/, 'Z')}`;
};

/** Values by the path of their field, in the order they came. */
type Values = ReadonlyMap<string, readonly string[]>;

/** What is read of a group that is large; its record is bounded as well. */
const valuesReadMax = 20_000;

/** What differs between the alerts of a group, without what people have read already. */
function newValues(record: JsonValue, isFirstSent: boolean): Values {
  // Is there where the group is too large for all of its differences.
  const fresh = partOf(record, 'NewValues');
  if (isJsonObject(fresh)) return valuesIn(fresh);
  const differences = partOf(record, 'ValueDiffs');
  if (!isJsonObject(differences)) return new Map();
  // By creation, the first alert in front.
  const [first, ...others] = Object.values(differences);
  return isFirstSent ? without(valuesIn(...others), valuesIn(first)) : valuesIn(first, ...others);
}

const without = (values: Values, known: Values): Values =>
  new Map(
    [...values]
      .map(([path, texts]) => {
        const read = new Set(known.get(path));
        return [path, texts.filter((text) => !read.has(text))] as const;
      })
      .filter(([, texts]) => texts.length > 0),
  );

function valuesIn(...maps: readonly (JsonValue | undefined)[]): Values {
  const found = new Map<string, Set<string>>();
  let left = valuesReadMax;
  const read = (value: JsonValue, path: string): void => {
    if (left <= 0) return;
    if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value))
        read(item, path === '' ? key : `${path}.${key}`);
    } else if (Array.isArray(value)) {
      for (const item of value) read(item, path);
    } else {
      left--;
      const values = found.get(path) ?? new Set();
      found.set(path, values.add(textOf(value)));
    }
  };
  for (const map of maps) if (isJsonObject(map)) read(map satisfies JsonObject, '');
  return new Map([...found].map(([path, values]) => [path, [...values]]));
}

const valueLengthMax = 120;

function textOf(value: JsonValue): string {
  const text = typeof value === 'string' ? value : stringifyJson(value);
  // What would be cut off anyway is not looked at.
  const line = oneLine(beginningOf(text, valueLengthMax * 4));
  return line.length > valueLengthMax ? `${beginningOf(line, valueLengthMax)}…` : line;
}

/** A note is read at a glance; the alert has all of it. */
const fieldsMax = 12;
const valuesMax = 5;

function section(title: string, values: Values): readonly string[] {
  if (values.size === 0) return [];
  const lines = [...values]
    .slice(0, fieldsMax)
    .map(([path, texts]) => `- ${textOf(path)}: ${firstOf(texts)}`);
  const left = values.size - lines.length;
  return [`${title}:`, ...lines, ...(left > 0 ? [`- … ${left} more fields`] : [])];
}

const firstOf = (texts: readonly string[]): string =>
  [
    ...texts.slice(0, valuesMax),
    ...(texts.length > valuesMax ? [`… ${texts.length - valuesMax} more`] : []),
  ].join(', ');
