import { localMailSender } from '../../adapters/local/mail-sender.ts';
import type { OutputPorts } from '../../outputs/output.ts';
import type { AwsSender, AwsSending } from '../../ports/aws-sender.ts';
import type { HttpRequest } from '../../ports/http-client.ts';
import type { OutgoingMail, OutgoingMailServer } from '../../ports/mail-sender.ts';
import type { SyslogServer } from '../../ports/syslog-sender.ts';
import { answerTo, type HttpMethod } from './render-answers.ts';

/** Something that would have gone out. */
export type RecordedCall =
  | {
      readonly kind: 'http';
      readonly method: HttpMethod;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly body?: string;
    }
  | { readonly kind: 'aws'; readonly action: string; readonly request: object }
  | { readonly kind: 'mail'; readonly server: OutgoingMailServer; readonly mail: OutgoingMail }
  | { readonly kind: 'syslog'; readonly server: SyslogServer; readonly message: string }
  | { readonly kind: 'file'; readonly path: string; readonly line: string }
  | { readonly kind: 'terminal'; readonly line: string };

/** Ports that reach nothing: they write down what they are asked for, and answer as if it had been taken. */
export function recordingPorts(service: string): {
  readonly ports: OutputPorts;
  readonly calls: readonly RecordedCall[];
} {
  const calls: RecordedCall[] = [];
  const http =
    (method: HttpMethod) =>
    async (url: string, request: HttpRequest = {}) => {
      const { headers = {}, json, body } = request;
      const content = { ...(json !== undefined && { json }), ...(body !== undefined && { body }) };
      const earlier = calls.length;
      calls.push({ kind: 'http', method, url, headers, ...content });
      return answerTo({ service, method, url: new URL(url), earlier });
    };
  const mail = localMailSender({ allowHosts: [] });
  const ports: OutputPorts = {
    http: { get: http('GET'), post: http('POST'), put: http('PUT'), patch: http('PATCH') },
    files: {
      async appendLine(path, line) {
        calls.push({ kind: 'file', path, line });
      },
    },
    terminal: { print: (line) => calls.push({ kind: 'terminal', line }) },
    aws: recordingAws(calls),
    mail: {
      compose: (given) => mail.compose(given),
      async send(server, given) {
        calls.push({ kind: 'mail', server, mail: given });
        return { outcome: 'sent', refused: [] };
      },
    },
    syslog: {
      async send(server, message) {
        calls.push({ kind: 'syslog', server, message });
        return { outcome: 'sent' };
      },
    },
  };
  return { ports, calls };
}

const answered: AwsSending = { outcome: 'answered', id: 'example', requestId: 'example' };

/** All actions are asked in the same way, also those that are yet to come. */
const recordingAws = (calls: RecordedCall[]): AwsSender =>
  // Every property of an AwsSender is such a function.
  new Proxy({} as AwsSender, {
    get: (_target, action) => async (request: object) => {
      calls.push({ kind: 'aws', action: String(action), request });
      return answered;
    },
  });
