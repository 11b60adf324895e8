import { getKeys, type JsonObject, type JsonValue, type Publication, publisher } from 'streamalert';
import { isMap } from './is-map.ts';

export { defaultPublisher } from 'streamalert';

export const addRecord = publisher({
  name: 'publishers.community.generic.add_record',
  description: 'Adds the record that set the rule off, as `record`',
  publish: ({ record }, publication) => ({ ...publication, record }),
});

export const blank = publisher({
  name: 'publishers.community.generic.blank',
  description: 'Discards everything, to start from nothing',
  publish: () => ({}),
});

const internalFields = new Set(['staged', 'publishers', 'outputs']);

export const removeInternalFields = publisher({
  name: 'publishers.community.generic.remove_internal_fields',
  description: 'Removes `staged`, `publishers` and `outputs`',
  publish: (_alert, publication) =>
    Object.fromEntries(Object.entries(publication).filter(([key]) => !internalFields.has(key))),
});

export const removeFields = publisher({
  name: 'publishers.community.generic.remove_fields',
  description:
    'Removes each key, at any depth, in which one of the regular expressions in `context.remove_fields` is found',
  publish({ context }, publication) {
    const patterns = textsOf(context['remove_fields'], 'remove_fields').map(
      (pattern) => new RegExp(pattern),
    );
    return withoutKeys(publication, (key) => patterns.some((pattern) => pattern.test(key)));
  },
});

export const removeStreamalertNormalization = publisher({
  name: 'publishers.community.generic.remove_streamalert_normalization',
  description: 'Removes normalised values, at any depth',
  publish: (_alert, publication) =>
    withoutKeys(publication, (key) => key.includes('streamalert_normalization')),
});

export const enumerateFields = publisher({
  name: 'publishers.community.generic.enumerate_fields',
  description: 'Makes one flat map of the publication, with keys such as `a.b` and `a.c[0]`',
  publish(_alert, publication) {
    const fields = Object.entries(publication).flatMap(([key, value]) => fieldsOf(key, value));
    return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
  },
});

export const populateFields = publisher({
  name: 'publishers.community.generic.populate_fields',
  description:
    'Keeps, for each key in `context.populate_fields`, the list of all values it has at any depth',
  publish: ({ context }, publication) => populated(context, publication, (values) => values),
});

export const populateFieldsBare = publisher({
  name: 'publishers.community.generic.populate_fields_bare',
  description: 'As populate_fields, with a single value by itself and null where there is none',
  publish: ({ context }, publication) =>
    populated(context, publication, (values) => (values.length > 1 ? values : (values[0] ?? null))),
});

function populated(
  context: JsonObject,
  publication: Publication,
  shape: (values: JsonValue[]) => JsonValue,
): Publication {
  const names = textsOf(context['populate_fields'], 'populate_fields');
  // A publication is JSON, and so is whatever is found in it.
  return Object.fromEntries(
    names.map((name) => [name, shape(getKeys(publication, name) as JsonValue[])]),
  );
}

function textsOf(value: JsonValue | undefined, name: string): readonly string[] {
  const texts = Array.isArray(value) ? value : [];
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    throw new TypeError(`the rule's context has no list of texts "${name}"`);
  }
  return texts;
}

function withoutKeys(map: JsonObject, isUnwanted: (key: string) => boolean): JsonObject {
  const inside = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(inside);
    return isMap(value) ? withoutKeys(value, isUnwanted) : value;
  };
  const kept = Object.entries(map).filter(([key]) => !isUnwanted(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, inside(value)]));
}

function fieldsOf(path: string, value: JsonValue): [string, JsonValue][] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => fieldsOf(`${path}[${index}]`, item));
  }
  if (!isMap(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => fieldsOf(`${path}.${key}`, item));
}
