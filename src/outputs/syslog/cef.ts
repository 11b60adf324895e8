import type { Alert } from '../../domain/alert.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { Severity } from '../../domain/severity.ts';
import { fittingBytes, fittingText } from '../fitting.ts';
import { jsonWithin } from '../json-within.ts';
import { oneLine } from '../one-line.ts';

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
  const share = (part: number) => Math.floor(bytesMax * part);
  const name = fittingText(title === '' ? ruleName : title, nameCharactersMax, alert);
  const message = fittingText(description, messageCharactersMax, alert);
  const header = [
    'CEF:0',
    'StreamAlert',
    'StreamAlert',
    layoutVersion,
    escapedWithin(ruleName, share(0.08), alert, headerText),
    escapedWithin(name, share(0.15), alert, headerText),
    severities[severity],
  ].join('|');
  const fields: Readonly<Record<string, string>> = {
    rt: String(eventTime),
    externalId: extensionValue(id),
    cat: escapedWithin(logType, share(0.06), alert, extensionValue),
    msg: escapedWithin(message, share(0.25), alert, extensionValue),
    cs2Label: 'delivery',
    cs2: extensionValue(idempotencyKey),
    ...added(extension, share(0.25), alert),
  };
  const start = `${header}|${extensionText(fields)}`;
  const label = ' cs1Label=record cs1=';
  const left = Math.min(customCharactersMax, bytesMax - Buffer.byteLength(start + label));
  const text = recordText(record, left, alert);
  return text === undefined ? start : start + label + text;
}

/** Escaping makes a text longer, at most twice as long; what is left of a record at last has nothing to escape. */
const shares = [1, 0.7, 0.5, 0.1];

/** Undefined where not even the pointer to the alert has room; its id stands in the message anyway. */
function recordText(record: JsonValue, bytesMax: number, alert: Alert): string | undefined {
  return shares
    .map((share) => extensionValue(jsonWithin(record, Math.floor(bytesMax * share), alert)))
    .find((text) => Buffer.byteLength(text) <= bytesMax);
}

const escapedWithin = (
  text: string,
  bytesMax: number,
  alert: Alert,
  escape: (text: string) => string,
): string =>
  shares
    .map((share) => escape(fittingBytes(text, Math.floor(bytesMax * share), alert)))
    .find((escaped) => Buffer.byteLength(escaped) <= bytesMax) ?? '';

/** Less of a value says nothing. */
const valueBytesMin = 8;

/** What publishers add, each cut to an equal share of the room; what cannot have one is counted. */
function added(
  extension: JsonObject,
  bytesMax: number,
  alert: Alert,
): Readonly<Record<string, string>> {
  const entries = Object.entries(extension).filter(([key]) => /^[A-Za-z0-9_]+$/.test(key));
  const kept = new Map<string, string>();
  let left = bytesMax;
  for (const [index, [key, value]] of entries.entries()) {
    const room = Math.floor(left / (entries.length - index)) - `${key}= `.length;
    const text = typeof value === 'string' ? value : stringifyJson(value, { strict: true });
    if (room < valueBytesMin && Buffer.byteLength(extensionValue(text)) > room) continue;
    const fitting = escapedWithin(text, room, alert, extensionValue);
    kept.set(key, fitting);
    left -= Buffer.byteLength(`${key}=${fitting} `);
  }
  const count = entries.length - kept.size;
  return {
    ...Object.fromEntries(kept),
    ...(count > 0 && { cs3Label: 'leftOut', cs3: String(count) }),
  };
}

const extensionText = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');

const headerText = (text: string): string => oneLine(text).replace(/[\\|]/g, '\\$&');

const extensionValue = (text: string): string =>
  text
    .replace(/[\\=]/g, '\\$&')
    .replace(/\r?\n|\r/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
