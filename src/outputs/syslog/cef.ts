import type { Alert } from '../../domain/alert.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { Severity } from '../../domain/severity.ts';
import { fittingText } from '../fitting.ts';
import { jsonWithin } from '../json-within.ts';

/** 0–3 is low, 4–6 medium, 7–8 high, 9–10 very high. */
const severities: Readonly<Record<Severity, number>> = {
  info: 0,
  low: 3,
  medium: 5,
  high: 8,
  critical: 10,
};

/** Of the fields `name`, `msg` and `cs1` in the dictionary of extensions. */
const nameCharactersMax = 512;
const messageCharactersMax = 1_023;
const customCharactersMax = 4_000;

/** Of this layout; the product's own is of no use to whoever parses it. */
const layoutVersion = '1';

interface CefContent {
  readonly alert: Alert;
  readonly record: JsonValue;
  readonly idempotencyKey: string;
  /** What publishers add; names that CEF does not allow are left out. */
  readonly extension: JsonObject;
  readonly bytesMax: number;
}

/**
 * ArcSight Common Event Format 0
 * (https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-8.4/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf).
 * The record is `cs1`, in as many characters as the field and the message have.
 */
export function cefText({
  alert,
  record,
  idempotencyKey,
  extension,
  bytesMax,
}: CefContent): string {
  const { ruleName, title, severity, eventTime, description, logType, id } = alert;
  const header = [
    'CEF:0',
    'StreamAlert',
    'StreamAlert',
    layoutVersion,
    headerText(ruleName),
    headerText(fittingText(title === '' ? ruleName : title, nameCharactersMax, alert)),
    severities[severity],
  ].join('|');
  const fields: Readonly<Record<string, string>> = {
    rt: String(eventTime),
    externalId: id,
    cat: logType,
    msg: fittingText(description, messageCharactersMax, alert),
    cs2Label: 'delivery',
    cs2: idempotencyKey,
    ...added(extension),
    cs1Label: 'record',
  };
  const start = `${header}|${extensionText(fields)} cs1=`;
  const left = Math.min(customCharactersMax, bytesMax - Buffer.byteLength(start));
  return start + recordText(record, left, alert);
}

/** Escaping makes it longer; there is an end, since what is left of a record at last has nothing to escape. */
function recordText(record: JsonValue, bytesMax: number, alert: Alert): string {
  let text = '';
  for (const share of [1, 0.7, 0.4, 0.1]) {
    text = extensionValue(jsonWithin(record, Math.floor(bytesMax * share), alert));
    if (Buffer.byteLength(text) <= bytesMax) break;
  }
  return text;
}

const added = (extension: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(extension)
      .filter(([key]) => /^[A-Za-z0-9_]+$/.test(key))
      .map(([key, value]) => [
        key,
        typeof value === 'string' ? value : stringifyJson(value, { strict: true }),
      ]),
  );

const extensionText = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${extensionValue(value)}`)
    .join(' ');

const headerText = (text: string): string =>
  text.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[\\|]/g, '\\$&');

const extensionValue = (text: string): string =>
  text
    .replace(/[\\=]/g, '\\$&')
    .replace(/\r?\n|\r/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
