import type { Alert } from '../domain/alert.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { MailAttachment, OutgoingMail } from '../ports/mail-sender.ts';
import { fittingBytes } from './fitting.ts';
import { jsonWithin } from './json-within.ts';

/** Of each part of a mail. Many servers take 10 MB, in which a byte of an attachment counts 1.37. */
const partBytesMax = 2_000_000;

type Parts = Pick<OutgoingMail, 'bodies' | 'attachments'>;

/** A note of what was left out stands where it is read. */
export function partsOf(content: JsonObject, alert: Alert): Parts {
  const { bodies, attachments, record, streamalert_shortened: note } = content;
  const fitting = (text: string): string => fittingBytes(text, partBytesMax, alert);
  const texts = isJsonObject(bodies) && areTexts(bodies) ? bodies : {};
  const files = isJsonObject(attachments) && areTexts(attachments) ? attachments : {};
  return {
    bodies: mapValues(typeof note === 'string' ? withNote(texts, note) : texts, fitting),
    attachments: [
      ...(record === undefined ? [] : [recordAttachment(record, note, alert)]),
      ...Object.entries(files).map(([name, text]) => ({
        name,
        content: fitting(text),
        contentType: 'text/plain; charset=utf-8',
      })),
    ],
  };
}

/** A mail that is HTML alone stays so; its record has the note. */
function withNote(texts: Texts, note: string): Texts {
  const { plain } = texts;
  if (plain === undefined && Object.keys(texts).length > 0) return texts;
  return { ...texts, plain: plain === undefined ? note : `${plain}\n\n${note}` };
}

function recordAttachment(
  record: JsonValue,
  note: JsonValue | undefined,
  alert: Alert,
): MailAttachment {
  const noted =
    note !== undefined && isJsonObject(record)
      ? { ...record, streamalert_shortened: note }
      : record;
  return {
    name: 'record.json',
    content: jsonWithin(noted, partBytesMax, alert, { indent: 2, sorted: true }),
    contentType: 'application/json',
  };
}

/** Subtype → text; undefined for what is neither a text nor a map of texts. */
export function bodiesOf(body: unknown): Texts | undefined {
  if (typeof body === 'string') return { plain: body };
  if (!isJsonObject(body) || !areTexts(body)) return undefined;
  // A subtype goes into a header.
  const isSound = Object.keys(body).every((subtype) => /^[\w.+-]+$/.test(subtype));
  return isSound && Object.keys(body).length > 0 ? body : undefined;
}

type Texts = { readonly [name: string]: string };

export const areTexts = (map: JsonObject): map is Texts & JsonObject =>
  Object.values(map).every((value) => typeof value === 'string');

const mapValues = (map: Texts, change: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(map).map(([key, text]) => [key, change(text)]));
