import { type JsonValue, type Publication, type Publisher, publisher } from 'streamalert';

/** A publisher that makes one text of each list that holds neither maps nor lists; `""` of an empty one. */
export const arraysAsText = (options: {
  readonly name: string;
  readonly delimiter: string;
}): Publisher =>
  publisher({
    name: options.name,
    description: `Joins each list of plain values to one text, by ${JSON.stringify(options.delimiter)}`,
    publish: (_alert, publication) => joinedMap(publication, options.delimiter),
  });

export const stringifyArrays = arraysAsText({
  name: 'publishers.community.generic.StringifyArrays',
  delimiter: '\n',
});

const joinedMap = (map: Publication, delimiter: string): Publication =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, joined(value, delimiter)]));

function joined(value: JsonValue, delimiter: string): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return joinedMap(value, delimiter);
  return value.every(isPlain)
    ? value.map(textOf).join(delimiter)
    : value.map((item) => joined(item, delimiter));
}

type Plain = null | boolean | number | bigint | string;

const isPlain = (value: JsonValue): value is Plain => typeof value !== 'object' || value === null;

function textOf(value: Plain): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
