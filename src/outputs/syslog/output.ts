import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { Publication } from '../../domain/publication.ts';
import { belongTogether, ofNoUse } from '../belong-together.ts';
import { contentOf } from '../content.ts';
import { fittingBytes } from '../fitting.ts';
import { jsonWithin } from '../json-within.ts';
import { type DeliveryOutcome, type Failure, defineOutput, plain, secret } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { shownRecord } from '../shown-record.ts';
import { cefText } from './cef.ts';
import { type Facility, facilities, syslogHeader } from './message.ts';

const credentialFields = z
  .object({
    host: plain('name of the server'),
    port: z.coerce.number().int().min(1).max(65_535).default(6514).describe('port of the server'),
    transport: z
      .enum(['tls', 'tcp'])
      .default('tls')
      .describe('tcp: clear text, for allowed hosts alone'),
    format: z.enum(['json', 'cef']).default('json').describe('what the message is written in'),
    framing: z
      .enum(['octet-counting', 'newline'])
      .default('octet-counting')
      .describe('how the server tells messages apart'),
    facility: z
      .enum(Object.keys(facilities) as [Facility, ...Facility[]])
      .default('local0')
      .describe('facility of the messages'),
    hostname: plain('name of the sender in the messages').default('-'),
    // "SHOULD be able to accept messages with lengths up to … 8192 octets" (RFC 5425, 4.3.1).
    max_bytes: z.coerce
      .number()
      .int()
      .min(2048)
      .max(1_048_576)
      .default(8192)
      .describe('what the server takes of one message'),
    certificate_authority: plain('certificate (PEM) of a private authority to trust').optional(),
    client_certificate: plain('certificate (PEM) for servers that ask for one').optional(),
    client_key: secret('key (PEM) of the certificate').optional(),
  })
  .superRefine(belongTogether('client_certificate', 'client_key'))
  .superRefine(
    ofNoUse('transport', 'tcp', ['certificate_authority', 'client_certificate', 'client_key']),
  );

/**
 * Syslog (RFC 5424) over TLS (RFC 5425) or TCP (RFC 6587). Syslog knows no key; JSON has the alert's `id`, CEF
 * `externalId`.
 */
export const syslog = defineOutput({
  service: 'syslog',
  summary: 'Send each alert to a syslog server, as JSON or CEF',
  protocol: 'syslog (RFC 5424) over TLS (RFC 5425) or TCP (RFC 6587), as JSON or CEF',
  documentation: 'https://www.rfc-editor.org/rfc/rfc5424',
  repetition: '`id`, `externalId` in CEF',
  limits: 'messages of more than `max_bytes`',
  fields: z.object({
    message: z.string().describe('the message, in place of the publication as JSON or CEF'),
    extension: z
      .record(z.string(), z.unknown())
      .describe('more fields of a CEF message, by their names there'),
  }),
  shape: 'list',
  credentials: credentialFields,
  uses: ['syslog'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    credentials,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    const { host, port, transport, framing, format, facility, hostname } = credentials;
    const { certificate_authority, client_certificate, client_key, max_bytes } = credentials;
    const header = syslogHeader(alert, facility, hostname);
    const bytesMax = max_bytes - Buffer.byteLength(header);
    const body = bodyOf({ alert, publication, format, idempotencyKey, bytesMax });
    if (typeof body !== 'string') return body;

    const server = {
      host,
      port,
      transport,
      framing,
      ...(certificate_authority !== undefined && { certificateAuthority: certificate_authority }),
      ...(client_certificate !== undefined && { clientCertificate: client_certificate }),
      ...(client_key !== undefined && { clientKey: client_key }),
    };
    const sending = await ports.syslog.send(server, header + body);
    return sending.outcome === 'sent' ? { outcome: 'delivered' } : sending;
  },
});

interface Body {
  readonly alert: Alert;
  readonly publication: Publication;
  readonly format: 'json' | 'cef';
  readonly idempotencyKey: string;
  readonly bytesMax: number;
}

function bodyOf({ alert, publication, format, idempotencyKey, bytesMax }: Body): string | Failure {
  const set = overridesOf(publication, 'syslog');
  const message = set.text('message');
  const extension = set.map('extension') ?? {};
  const refusal = set.refusal();
  if (refusal !== undefined) return refusal;
  if (message !== undefined) return fittingBytes(message, bytesMax, alert);
  if (format === 'cef') {
    const record = shownRecord(publication);
    return cefText({ alert, record, idempotencyKey, extension, bytesMax });
  }
  // Text outside of ASCII would need a byte order mark (RFC 5424, 6.4), which few readers of JSON take.
  return jsonWithin(contentOf(publication), bytesMax, alert, { ascii: true });
}
