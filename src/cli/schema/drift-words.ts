import { typeWords } from '../../schema-tools/field-types.ts';
import type { SchemaDrift } from '../../schema-tools/schema-drift.ts';
import type { SchemaPatch } from '../../schema-tools/schema-patch.ts';

/** Names that are shown of each kind of difference; `--json` has all. */
const shownMax = 40;

const counted = (count: number): string => count.toLocaleString('en-US');

/** `3 %`, `0.2 %`, `less than 0.1 %` */
export function share(count: number, of: number): string {
  const percent = (count * 100) / Math.max(1, of);
  if (percent >= 99.95) return 'all';
  if (percent > 0 && percent < 0.1) return 'less than 0.1 %';
  return `${percent.toFixed(percent < 1 ? 1 : 0)} %`;
}

/** A path as people write it; a key with a dot in it is quoted. */
export const pathWords = (path: readonly string[]): string =>
  path.map((key) => (/^[^.\s"]+$/.test(key) ? key : JSON.stringify(key))).join('.');

/** The differences for people. */
export function driftLines(drift: SchemaDrift): readonly string[] {
  const { logType, records, fitting, others, unlike } = drift;
  const left = [...others].map(([name, count]) => `${counted(count)} of ${name}`);
  const sections = [
    newKeyLines(drift),
    typeLines(drift),
    missingLines(drift),
    vanishedLines(drift),
  ].filter((lines) => lines.length > 0);
  return [
    `  ${logType}: ${counted(records)} records compared, ${counted(fitting)} of them fit`,
    ...(left.length > 0 ? [`  left out: ${left.join(', ')}`] : []),
    ...(unlike > 0 ? [`  unlike any record of it: ${counted(unlike)}`] : []),
    '',
    ...(sections.length === 0
      ? [records === 0 ? '  There is nothing to compare.' : '  No difference.']
      : sections.flatMap((lines) => [...lines, ''])),
  ];
}

function section<Item>(
  title: string,
  items: readonly Item[],
  line: (item: Item) => string,
): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - shownMax;
  return [
    `  ${title}`,
    ...items.slice(0, shownMax).map((item) => `    ${line(item)}`),
    ...(more > 0 ? [`    and ${counted(more)} more; --json lists all`] : []),
  ];
}

const nameWidth = 36;

const named = (path: readonly string[]): string => pathWords(path).padEnd(nameWidth);

const newKeyLines = ({ newKeys }: SchemaDrift) =>
  section(
    'new keys',
    newKeys,
    ({ path, count, of, kinds, type, example }) =>
      `${named(path)} in ${share(count, of)} (${counted(count)} of ${counted(of)})  ${kinds.join(', ')}, as a field ${typeWords(type)}  such as ${example}`,
  );

const typeLines = ({ typeChanges }: SchemaDrift) =>
  section(
    'other types than declared',
    typeChanges,
    ({ path, declared, count, of, kinds, type, example }) =>
      `${named(path)} declared ${declared}, found ${kinds.join(', ')} in ${share(count, of)} (${counted(count)} of ${counted(of)}), such as ${example}; ${typeWords(type)} takes all`,
  );

const missingLines = ({ missing, records }: SchemaDrift) =>
  section(
    'missing, though required',
    missing,
    ({ path, count }) => `${named(path)} in ${share(count, records)} (${counted(count)})`,
  );

const vanishedLines = ({ vanished }: SchemaDrift) =>
  section(
    'never seen',
    vanished.toSorted((a, b) => Number(b.required) - Number(a.required)),
    ({ path, required }) => `${named(path)} ${required ? 'required' : 'optional'}`,
  );

/** The differences for programs; docs/schemas.md describes them. */
export const driftJson = (
  { others, newKeys, typeChanges, ...drift }: SchemaDrift,
  { operations, left }: SchemaPatch,
): string =>
  JSON.stringify(
    {
      version: 1,
      ...drift,
      others: Object.fromEntries(others),
      newKeys: newKeys.map((key) => ({ ...key, type: typeWords(key.type) })),
      typeChanges: typeChanges.map((change) => ({ ...change, type: typeWords(change.type) })),
      patch: operations,
      leftToYou: left,
    },
    undefined,
    2,
  );
