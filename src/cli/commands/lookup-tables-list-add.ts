import { z } from 'zod';
import { StreamAlertError } from '../../domain/errors.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';
import { defineCommand } from '../command.ts';
import { changeTable } from '../lookup-tables/change-table.ts';
import { changeOptions } from '../lookup-tables/options.ts';

const options = z.object({
  ...changeOptions,
  value: z.string().describe('the text to add').meta({ short: 'v' }),
  unique: z
    .boolean()
    .default(false)
    .describe('keep the first of those that are equal')
    .meta({ short: 'u' }),
  sort: z.boolean().default(false).describe('sort the list').meta({ short: 's' }),
});

export const lookupTablesListAdd = defineCommand({
  name: 'lookup-tables list-add',
  summary: 'Add a text to the list under a key of a lookup table',
  description: [
    'Where nothing is under the key a list begins. Exit status: 1 when the value there is no list, and as for',
    '"lookup-tables set".',
  ].join('\n'),
  options,
  examples: [
    {
      command: 'streamalert lookup-tables list-add -t allowed -k hosts -v build-7 --unique --sort',
      explanation: 'a sorted list without repetitions',
    },
  ],
  run: (given, context) => changeTable(given, context, (before) => longerList(before ?? [], given)),
});

function longerList(
  before: JsonValue,
  { table, key, value, unique, sort }: z.infer<typeof options>,
): JsonValue {
  if (!Array.isArray(before)) {
    throw new StreamAlertError('USAGE', `the value under "${key}" in "${table}" is no list`, {
      hint: `Nothing was written. See it: streamalert lookup-tables get -t ${table} -k ${key}`,
    });
  }
  const list: JsonValue[] = [...before, value];
  const different = unique ? withoutRepetitions(list) : list;
  return sort ? different.toSorted(inOrder) : different;
}

/** The first of those that are equal stays where it is. */
function withoutRepetitions(list: readonly JsonValue[]): JsonValue[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const text = textOf(item);
    return !seen.has(text) && seen.add(text);
  });
}

const textOf = (item: JsonValue): string => stringifyJson(item, { sorted: true });

/** Numbers by their size and before everything else. */
function inOrder(one: JsonValue, other: JsonValue): number {
  if (isNumeric(one)) return isNumeric(other) ? compared(one, other) : -1;
  return isNumeric(other) ? 1 : compared(sortText(one), sortText(other));
}

const compared = <Value extends number | bigint | string>(one: Value, other: Value): number =>
  one < other ? -1 : Number(one > other);

const isNumeric = (item: JsonValue): item is number | bigint =>
  typeof item === 'number' || typeof item === 'bigint';

const sortText = (item: JsonValue): string => (typeof item === 'string' ? item : textOf(item));
