import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { defineFeed } from '../feed.ts';
import { jsonOf, refused } from '../reading.ts';
import { parseStixObjects } from '../stix-objects.ts';

/** A bundle of STIX 2.1, as reports bring it along. */
export const stix = defineFeed({
  name: 'stix',
  summary: 'a bundle of STIX 2.1: its indicators, pattern by pattern',
  expiresDays: 90,
  brings: 'recent',
  recognises: (beginning) =>
    /"type"\s*:\s*"bundle"/.test(beginning) || /"spec_version"\s*:\s*"2\.\d"/.test(beginning),
  parse(text) {
    const json = jsonOf(text);
    if (json.outcome === 'refused') return json;
    const objects = objectsOf(json.value);
    return objects === undefined
      ? refused('is JSON, but no STIX bundle')
      : parseStixObjects(objects);
  },
});

function objectsOf(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) && Array.isArray(value['objects']) ? value['objects'] : undefined;
}
