import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import type { OutgoingMail } from '../ports/mail-sender.ts';
import { fittingText } from './fitting.ts';
import { areTexts, bodiesOf, partsOf } from './mail-parts.ts';
import { mergedText } from './merged-text.ts';
import { oneLine } from './one-line.ts';
import type { Failure } from './output.ts';
import { overridesOf, unusable } from './overrides.ts';
import { shownRecord } from './shown-record.ts';

/** For the reference page. */
export const mailLimits =
  'texts and attachments of more than 2 MB, less where the server takes less; subjects of more than 250 characters';

/** What publishers may set. */
export const mailFields = z.object({
  subject: z.string().describe('subject of the mail'),
  body: z
    .union([z.string(), z.record(z.string(), z.string())])
    .describe('a text, or a map from subtype of `text/…` (`plain`, `html`) to text'),
  attach_record: z.boolean().describe('false leaves `record.json` out'),
  attachments: z.record(z.string(), z.string()).describe('more files, from name to text'),
});

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
  /** What was given back for the mail that this one answers. */
  readonly reference?: JsonObject;
}

type Composed =
  | {
      readonly outcome: 'composed';
      /** What is shortened where a server takes less. */
      readonly content: JsonObject;
      /** The mail with that content, whole or shortened. */
      mailOf(content: JsonObject): OutgoingMail;
    }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

/** The mail of an alert; the answer to the first one when there was one, so that mail programs show them together. */
export function composedMail(composing: Composing): Composed {
  const { alert, publication, service, from, to, idempotencyKey, reference = {} } = composing;
  const set = overridesOf(publication, service);
  const subject = set.text('subject') ?? `${alert.ruleName} triggered alert ${alert.id}`;
  const withRecord = set.flag('attach_record') ?? true;
  const attachments = set.map('attachments') ?? {};
  const given = set.value('body');
  const bodies = bodiesOf(given ?? bodyDefault(withRecord, alert, publication));
  const refusal = set.refusal();
  if (refusal !== undefined) return { outcome: 'unusable', failure: refusal };
  if (bodies === undefined) return notTexts(service, 'body', 'a text or a map of texts');
  if (!areTexts(attachments)) return notTexts(service, 'attachments', 'a map of texts');

  const thread = threadOf(reference);
  return {
    outcome: 'composed',
    content: { bodies, attachments, ...(withRecord && { record: shownRecord(publication) }) },
    mailOf: (content) => ({
      from,
      to,
      subject: fittingText(thread?.subject ?? oneLine(subject), subjectCharactersMax, alert),
      ...partsOf(content, alert),
      messageId: `<${idempotencyKey}@${domainOf(from)}>`,
      ...(thread && { inReplyTo: thread.messageId }),
      headers: { 'X-StreamAlert-Alert': oneLine(alert.id), 'Auto-Submitted': 'auto-generated' },
    }),
  };
}

/** What updates go back to: mail programs tell a thread by the id of its first mail, some by the subject as well. */
export const mailReference = (messageId: string, { subject }: OutgoingMail): JsonObject => ({
  message_id: messageId,
  subject,
});

function threadOf({ message_id: messageId, subject }: JsonObject) {
  if (typeof messageId !== 'string' || !/^<[^<>\s]+>$/.test(messageId)) return undefined;
  return {
    messageId,
    ...(typeof subject === 'string' && { subject: `Re: ${oneLine(subject)}` }),
  };
}

function bodyDefault(withRecord: boolean, alert: Alert, publication: Publication): string {
  if (alert.group !== undefined) return mergedText(alert, publication);
  const { rule_description: description } = publication;
  return withRecord || typeof description !== 'string' || description === ''
    ? 'Please review the attached record.json'
    : description;
}

const notTexts = (service: string, field: string, expected: string): Composed => ({
  outcome: 'unusable',
  failure: unusable(`a publisher set @${service}.${field} to something that is not ${expected}`),
});

const domainOf = (address: string): string =>
  /@([A-Za-z0-9.-]+)>?$/.exec(address)?.[1] ?? 'streamalert.invalid';
