import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { envelopeKey } from '../../domain/log-type.ts';
import type { Fit } from './candidate.ts';
import type { Content } from './content.ts';

/**
 * Keys under which tools that collect and export logs put the event itself: Elasticsearch `_source`, Splunk `result`
 * and `_raw`, webhook archives `payload`, collectors `event`, `log`, `record`.
 */
const wrapperKeys = ['_source', 'result', '_raw', 'payload', 'event', 'log', 'record'] as const;

/** Splunk wraps twice. */
const depthMax = 2;

type FitContent = (content: Content) => Fit | undefined;
type DecodeText = (text: string) => JsonValue | undefined;

/**
 * Tries the event inside the wrapper of an export; undefined where there is none that fits. What stood around it goes
 * with the records as their envelope, so that nothing of it is lost.
 */
export function fitUnwrapped(
  { document, mode }: Content,
  fit: FitContent,
  decode: DecodeText,
  depth = 1,
): Fit | undefined {
  if (!isJsonObject(document)) return undefined;
  for (const key of wrapperKeys) {
    const inner = Object.hasOwn(document, key) ? document[key] : undefined;
    const isText = typeof inner === 'string' && inner !== '';
    if (!isText && !isJsonObject(inner)) continue;

    const content: Content = isText
      ? { text: inner, document: decode(inner), mode }
      : { text: undefined, document: inner, mode };
    const found =
      fit(content) ??
      (depth < depthMax ? fitUnwrapped(content, fit, decode, depth + 1) : undefined);
    if (found !== undefined) return withSurroundings(found, document, key);
  }
  return undefined;
}

function withSurroundings(fit: Fit, document: JsonObject, key: string): Fit {
  const around = Object.entries(document).filter(([name]) => name !== key);
  if (around.length === 0) return fit;
  const records = fit.records.map((record) => {
    const own = record[envelopeKey];
    const envelope = Object.fromEntries([
      ...around,
      ...Object.entries(isJsonObject(own) ? own : {}),
    ]);
    return { ...record, [envelopeKey]: envelope };
  });
  return { ...fit, records };
}
