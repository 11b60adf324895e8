import type { HttpResponse } from '../../ports/http-client.ts';
import { RefusedAddress } from './outbound-guard.ts';

/** What error codes mean to the one who reads `<host> …`. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ENOTFOUND: 'has no address; is the name right, and does DNS work?',
  EAI_AGAIN: 'cannot be looked up at the moment; does DNS work?',
  ECONNRESET: 'closed the connection before the answer was complete',
  EPIPE: 'closed the connection before the request was complete',
  ETIMEDOUT: 'cannot be reached',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached; is there a network?',
  SILENCE: 'did not answer in time',
  ABORT_ERR: 'did not answer in time',
  CERT_HAS_EXPIRED: 'has a TLS certificate that has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a TLS certificate for another name',
};

const untrustedCertificate = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** A request that cannot be written down: repeating it changes nothing. */
const malformedRequest = new Set([
  'ERR_INVALID_CHAR',
  'ERR_HTTP_INVALID_HEADER_VALUE',
  'ERR_INVALID_HTTP_TOKEN',
  'ERR_UNESCAPED_CHARACTERS',
]);

/** Says what went wrong. Messages of errors are left out: they may quote what was sent. */
export function failureOf(error: unknown, host: string): HttpResponse {
  if (error instanceof RefusedAddress) {
    return { outcome: 'failed', reason: error.message, retryable: true };
  }
  const code = codeOf(error);
  if (malformedRequest.has(code)) {
    const reason = `a header or the address for ${host} has characters that HTTP does not allow`;
    return { outcome: 'failed', reason, retryable: false };
  }
  return { outcome: 'failed', reason: `${host} ${meaningOf(code)}`, retryable: true };
}

function meaningOf(code: string): string {
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  if (meaning !== undefined) return meaning;
  if (untrustedCertificate.has(code)) return `has a TLS certificate that is not trusted (${code})`;
  if (/^(ERR_SSL|ERR_TLS|CERT_|EPROTO)/.test(code)) return `failed in TLS (${code})`;
  return code.startsWith('HPE_')
    ? `answered what is not HTTP (${code})`
    : `could not be asked (${code})`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'ABORT_ERR' : error.name;
}
