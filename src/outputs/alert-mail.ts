import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { isJsonObject, type JsonObject } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import type { MailAttachment, OutgoingMail } from '../ports/mail-sender.ts';
import { fittingText } from './fitting.ts';
import { jsonWithin } from './json-within.ts';
import type { Failure } from './output.ts';
import { overridesOf, unusable } from './overrides.ts';
import { shownRecord } from './shown-record.ts';

/** For each part of a message. Many servers take 10 MB of mail, in which a byte of an attachment counts 1.37. */
export const mailBytesMax = [2_000_000, 200_000, 20_000] as const;

/** Longer lines are cut by some servers; a subject that long is read by nobody. */
const subjectCharactersMax = 250;

export const senderAddress = () =>
  z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address such as alerts@example.com')
    .describe('address the mail comes from, such as alerts@example.com');

export const recipientAddresses = () =>
  z
    .string()
    .refine((text) => addressesIn(text).every(isAddress) && addressesIn(text).length > 0, {
      message: 'must be addresses with commas between them',
    })
    .describe('addresses the mail goes to, with commas between them');

const isAddress = (text: string): boolean => /^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(text);

export const addressesIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');

interface Composing {
  readonly alert: Alert;
  readonly publication: Publication;
  readonly service: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly idempotencyKey: string;
}

type Composed =
  | { readonly outcome: 'composed'; mailWithin(bytesMax: number): OutgoingMail }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

/**
 * The mail of an alert. Publishers may set `@<service>.subject`, `.body` (a text, or a map from subtype of `text/…` to
 * text), `.attach_record` and `.attachments` (name → text).
 */
export function composedMail(composing: Composing): Composed {
  const { alert, publication, service, from, to, idempotencyKey } = composing;
  const set = overridesOf(publication, service);
  const subject = set.text('subject') ?? `${alert.ruleName} triggered alert ${alert.id}`;
  const withRecord = set.flag('attach_record') ?? true;
  const attached = set.map('attachments') ?? {};
  const given = set.value('body');
  const bodies = bodiesOf(given ?? bodyDefault(withRecord, publication));
  const refusal = set.refusal();
  if (refusal !== undefined) return { outcome: 'unusable', failure: refusal };
  if (bodies === undefined) return notTexts(service, 'body', 'a text or a map of texts');
  const attachments = textsIn(attached);
  if (attachments === undefined) return notTexts(service, 'attachments', 'a map of texts');

  return {
    outcome: 'composed',
    mailWithin: (bytesMax) => ({
      from,
      to,
      subject: fittingText(oneLine(subject), subjectCharactersMax, alert),
      bodies: mapValues(bodies, (text) => fittingText(text, bytesMax, alert)),
      attachments: [
        ...(withRecord ? [recordAttachment(publication, bytesMax, alert)] : []),
        ...Object.entries(attachments).map(([name, text]) => ({
          name,
          content: fittingText(text, bytesMax, alert),
          contentType: 'text/plain; charset=utf-8',
        })),
      ],
      messageId: `<${idempotencyKey}@${domainOf(from)}>`,
      headers: { 'X-StreamAlert-Alert': oneLine(alert.id), 'Auto-Submitted': 'auto-generated' },
    }),
  };
}

const bodyDefault = (withRecord: boolean, { rule_description: description }: Publication) =>
  withRecord || typeof description !== 'string' || description === ''
    ? 'Please review the attached record.json'
    : description;

const recordAttachment = (
  publication: Publication,
  bytesMax: number,
  alert: Alert,
): MailAttachment => ({
  name: 'record.json',
  content: jsonWithin(shownRecord(publication), bytesMax, alert, { indent: 2, sorted: true }),
  contentType: 'application/json',
});

/** Subtype → text; undefined for what is neither a text nor a map of texts. */
function bodiesOf(body: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof body === 'string') return { plain: body };
  const texts = isJsonObject(body) ? textsIn(body) : undefined;
  // A subtype goes into a header.
  const isSound = texts && Object.keys(texts).every((subtype) => /^[\w.+-]+$/.test(subtype));
  return isSound && Object.keys(texts).length > 0 ? texts : undefined;
}

function textsIn(map: JsonObject): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(map);
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.length === entries.length ? Object.fromEntries(texts) : undefined;
}

const notTexts = (service: string, field: string, expected: string): Composed => ({
  outcome: 'unusable',
  failure: unusable(`a publisher set @${service}.${field} to something that is not ${expected}`),
});

const mapValues = (
  map: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(map).map(([key, text]) => [key, change(text)]));

const oneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim();

const domainOf = (address: string): string =>
  /@([A-Za-z0-9.-]+)>?$/.exec(address)?.[1] ?? 'streamalert.invalid';
