import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { JsonValue } from '../../domain/json.ts';
import { address, type DeliveryOutcome, defineOutput, type Failure, token } from '../output.ts';
import { identifierAt, partOf } from '../part-of.ts';
import { type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Bans a binary in Carbon Black Response, now EDR, by the MD5 that the rule put into `context.carbonblack`:
 * https://developer.carbonblack.com/reference/enterprise-response/latest/rest-api/ (`/api/info`, `/api/v1/binary`,
 * `/api/v1/banning/blacklist`; a second ban of a hash is answered 409). Publishers shape nothing of it. A ban is a
 * state, so a repetition changes nothing.
 */
export const carbonblack = defineOutput({
  service: 'carbonblack',
  summary: 'Ban the hash that an alert names in Carbon Black Response',
  protocol: 'CB Response (EDR) REST, `/api/v1/banning/blacklist`',
  documentation: 'https://developer.carbonblack.com/reference/enterprise-response/latest/rest-api/',
  repetition: 'the ban itself',
  limits: null,
  // The rule says what is to be done, in `context.carbonblack`.
  fields: z.object({}),
  shape: 'list',
  credentials: z.object({
    url: address('URL of the Carbon Black Response server'),
    token: token('API token'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, credentials, ports }): Promise<DeliveryOutcome> {
    const asked = bannedHash(alert);
    if (asked.outcome === 'failed') return asked;
    const { md5 } = asked;
    const api = vendorApi(ports.http, {
      base: withoutSlash(credentials.url),
      headers: { 'x-auth-token': credentials.token },
    });
    const info = await api.get('asking for the version', '/api/info');
    if (info.outcome === 'refused') return info.failure;
    if (identifierAt(info.value, 'version') === undefined) {
      const reason =
        'asking for the version: the endpoint named none; is it Carbon Black Response?';
      return { outcome: 'failed', reason, retryable: true };
    }
    // A binary that no sensor has seen can be banned as well.
    const binary = await api.get('asking for the binary', `/api/v1/binary/${md5}/summary`);
    if (binary.outcome === 'refused' && binary.status !== 404) return binary.failure;
    return ban(api, md5);
  },
});

type AskedBan = { readonly outcome: 'asked'; readonly md5: string } | Failure;

/** What the rule wants. It stays as it is in the alert, so what is wrong with it is final. */
function bannedHash({ context, ruleName }: Alert): AskedBan {
  const action = partOf(context, 'carbonblack', 'action');
  if (action !== 'ban') {
    const given = typeof action === 'string' ? `"${action.slice(0, 40)}"` : 'none';
    return unfit(
      `rule ${ruleName} must set context.carbonblack.action to "ban", the only action; it is ${given}`,
    );
  }
  const md5 = partOf(context, 'carbonblack', 'value');
  if (typeof md5 !== 'string' || !/^[0-9a-f]{32}$/i.test(md5)) {
    return unfit(
      `rule ${ruleName} must set context.carbonblack.value to an MD5 of 32 hexadecimal digits`,
    );
  }
  return { outcome: 'asked', md5 };
}

const unfit = (reason: string): Failure => ({
  outcome: 'failed',
  reason,
  retryable: false,
  isAboutAlert: true,
});

async function ban(api: VendorApi, md5: string): Promise<DeliveryOutcome> {
  const path = `/api/v1/banning/blacklist/${md5}`;
  const before = await api.get('asking for the ban', path);
  if (before.outcome === 'refused' && before.status !== 404) return before.failure;
  if (before.outcome === 'understood' && isEnabled(before.value)) return banned(md5);

  const fields = { md5hash: md5, text: 'Banned from StreamAlert', enabled: true };
  const written =
    before.outcome === 'understood'
      ? await api.put('enabling the ban', path, fields)
      : await api.post('banning the hash', '/api/v1/banning/blacklist', fields);
  // Somebody else was faster; whether the ban is in force shows below.
  if (written.outcome === 'refused' && written.status !== 409) return written.failure;

  const after = await api.get('checking the ban', path);
  if (after.outcome === 'refused') return after.failure;
  if (isEnabled(after.value)) return banned(md5);
  return { outcome: 'failed', reason: 'checking the ban: it is not enabled', retryable: true };
}

const isEnabled = (answer: JsonValue): boolean => partOf(answer, 'enabled') === true;

const banned = (md5: string): DeliveryOutcome => ({
  outcome: 'delivered',
  reference: { md5hash: md5 },
});
