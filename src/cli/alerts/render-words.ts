import { parseJson, stringifyJson } from '../../domain/exact-json.ts';
import type { RenderTarget, Rendered } from '../../rule-tests/render/render-request.ts';
import type { RenderedCalls } from './render-calls.ts';
import type { RecordedCall } from './render-ports.ts';

export interface CallText {
  /** Where it would go, and how. */
  readonly heading: string;
  /** What would go there; undefined where that is nothing. */
  readonly body: string | undefined;
}

/** What would go out, for a reader: JSON in lines, whatever it travels in. */
export function callText(call: RecordedCall): CallText {
  switch (call.kind) {
    case 'http': {
      const { method, url, headers, json, body } = call;
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${plainly(value)}`);
      const text = json === undefined ? body && readable(body) : pretty(json);
      return { heading: [`${method} ${url}`, ...lines].join('\n'), body: text };
    }
    case 'aws':
      return awsText(call);
    case 'mail': {
      const { host, port, tls } = call.server;
      return { heading: `mail through ${host}:${port}, TLS ${tls}`, body: pretty(call.mail) };
    }
    case 'syslog': {
      const { host, port, transport } = call.server;
      return { heading: `syslog to ${host}:${port} over ${transport}`, body: call.message };
    }
    case 'file':
      return { heading: `line in ${call.path}`, body: readable(call.line) };
    case 'terminal':
      return { heading: 'line in the terminal', body: call.line };
  }
}

/** A mail is bytes on its way to AWS; it is read below what is said about it. */
function awsText({ action, request }: Extract<RecordedCall, { kind: 'aws' }>): CallText {
  const entries: readonly [string, unknown][] = Object.entries(request);
  const mail = entries.flatMap(([, value]) => (value instanceof Uint8Array ? [value] : []))[0];
  const heading = `AWS ${action}`;
  const rest = Object.fromEntries(entries.filter(([, value]) => value !== mail));
  if (mail === undefined) return { heading, body: pretty(opened(rest)) };
  return { heading: `${heading} ${stringifyJson(rest)}`, body: new TextDecoder().decode(mail) };
}

const pretty = (value: unknown): string => stringifyJson(value, { indent: 2, strict: true });

/** Text that is JSON, in lines. */
function readable(text: string): string {
  const value = parsed(text);
  return typeof value === 'object' && value !== null ? pretty(value) : text;
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // Not an accident: lines, templates and messages are no JSON.
    return undefined;
  }
}

/** A request with JSON inside of texts: those are shown as what they are. */
const opened = (request: object): object =>
  Object.fromEntries(
    Object.entries(request).map(([key, value]: [string, unknown]) => {
      const inside = typeof value === 'string' ? parsed(value) : undefined;
      return [key, typeof inside === 'object' && inside !== null ? inside : value];
    }),
  );

/** `Basic` hides who signs in, and here it is nobody. */
function plainly(value: string): string {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(value) ?? [];
  return encoded === undefined
    ? value
    : `Basic base64(${Buffer.from(encoded, 'base64').toString('utf8')})`;
}

type RenderedAlert = Extract<Rendered, { outcome: 'rendered' }>;

export const targetName = ({ service, descriptor }: RenderTarget): string =>
  `${service}:${descriptor}`;

/** What is shown, and what has to be known about it. */
export function aboutRendered({
  alert,
  event,
  target,
  publishers,
  warnings,
}: RenderedAlert): readonly string[] {
  const name = targetName(target);
  const shaped =
    publishers.length === 0
      ? `no publisher shapes it: what ${target.service} sends by itself`
      : `shaped by ${publishers.join(', ')}`;
  return [
    `${alert.ruleName} on ${event}, as ${name} would get it; nothing is sent`,
    shaped,
    ...(target.isOfRule ? [] : [`the rule does not name ${name}: shown as if it did`]),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}

/** All of it, for a program. */
export function renderedJson(
  { alert, event, target, publishers, publication, warnings }: RenderedAlert,
  { calls, stopped }: RenderedCalls,
): object {
  const { id, ruleName, severity, title } = alert;
  return {
    rule: ruleName,
    event,
    output: targetName(target),
    isOutputOfRule: target.isOfRule,
    alert: { id, severity, title },
    publishers,
    publication,
    requests: calls.map(withTexts),
    stopped: stopped ?? null,
    warnings,
  };
}

/** A mail is bytes on its way to AWS. */
const withTexts = (call: RecordedCall): object =>
  call.kind === 'aws'
    ? {
        ...call,
        request: Object.fromEntries(
          Object.entries(call.request).map(([key, value]: [string, unknown]) => [
            key,
            value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
          ]),
        ),
      }
    : call;
