import type { LogType } from '../../src/domain/log-type.ts';

/** The reference page of the starter log types. */
export function logTypesPage(logTypes: readonly LogType[]): string {
  const rows = logTypes
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, parser, file, timeField, normalization, description }) => {
      const time = timeField === undefined ? '' : `\`${timeField.path.join('.')}\``;
      const types = (normalization ?? []).map(({ type }) => type).join(', ');
      return `| \`${name}\` | ${parser} | ${time} | ${types} | ${description ?? ''} (\`${file}\`) |`;
    });
  return [
    '# Starter log types',
    '',
    'Generated from `conf/schemas`.',
    '',
    '| log type | parser | event time | normalised types | what it is |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
