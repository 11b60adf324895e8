import type { QuarantinedRecord } from '../../../domain/batch.ts';
import { typeWord, type UnknownKey } from '../../../domain/drift.ts';
import { isJsonObject } from '../../../domain/json.ts';

/** Keys of one log type that a batch names. */
const keysMax = 50;
const keyCharactersMax = 120;
/** So many records of a batch are read again to see what the values are. */
const readMax = 8;
const readCharactersMax = 64 * 1024;

interface Counted {
  count: number;
  readonly types: Set<string>;
}

/**
 * Unknown keys by log type that were all that kept records from fitting it. A record that differs in more is hardly of
 * that log type, and its keys would say nothing.
 */
export function rejectedKeys(
  quarantined: readonly QuarantinedRecord[],
): ReadonlyMap<string, readonly UnknownKey[]> {
  const byLogType = new Map<string, Map<string, Counted>>();
  let left = readMax;
  for (const { nearest, raw, count = 1 } of quarantined) {
    if (nearest === null || nearest.unknownKeys.length === 0) continue;
    const { missingKeys, wrongTypes, other } = nearest;
    if (missingKeys.length + wrongTypes.length + other.length > 0) continue;
    const keys = byLogType.get(nearest.logType) ?? new Map<string, Counted>();
    byLogType.set(nearest.logType, keys);
    const document = left-- > 0 ? documentOf(raw) : undefined;
    for (const key of nearest.unknownKeys) add(keys, key, count, document);
  }
  return new Map(
    [...byLogType].map(([logType, keys]) => [
      logType,
      [...keys].map(([key, counted]) => ({
        path: [key],
        count: counted.count,
        types: [...counted.types],
      })),
    ]),
  );
}

function add(keys: Map<string, Counted>, key: string, count: number, document: unknown) {
  const known = keys.get(key);
  if (known === undefined && (keys.size >= keysMax || key.length > keyCharactersMax)) return;
  const counted = known ?? { count: 0, types: new Set() };
  keys.set(key, counted);
  counted.count += count;
  if (isJsonObject(document) && Object.hasOwn(document, key)) {
    counted.types.add(typeWord(document[key]));
  }
}

/** Undefined for what is no JSON, or too much of it. */
function documentOf(raw: string | undefined): unknown {
  if (raw === undefined || raw.length > readCharactersMax || !raw.trimStart().startsWith('{')) {
    return undefined;
  }
  try {
    return JSON.parse(raw);
  } catch {
    // Kept cut off as an example, or text that only begins like JSON: what the values are stays unknown.
    return undefined;
  }
}
