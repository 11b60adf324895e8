import { functionDefinition } from '../../src/config/function-settings.ts';
import { fileDefinitions } from '../../src/config/json-schemas.ts';
import { type SettingRow, settingRows } from '../../src/config/setting-rows.ts';

const files = {
  global: '`global.json`',
  lambda: '`lambda.json`',
  cluster: '`clusters/<cluster>.json`',
  schemas: '`schemas/*.json`',
  outputs: '`outputs.json`',
  'lookup-tables': '`lookup_tables.json`',
  'threat-intel': '`threat_intel.json`',
  'scheduled-queries': '`scheduled_queries.json`',
  'normalized-types': '`normalized_types.json`',
} as const;

/** The reference page of configuration files: every key with its type, default, unit and meaning. */
export function configurationPage(extensions: Parameters<typeof fileDefinitions>[0]): string {
  const definitions = fileDefinitions(extensions);
  const names = Object.keys(files) as (keyof typeof files)[];
  const sections = names.flatMap((name) => {
    const definition = definitions[name];
    const rows = withoutCommon(settingRows(definition));
    return [
      `## ${files[name]}`,
      `${definition.description ?? ''}. JSON Schema: [\`${name}.schema.json\`](../../schemas/${name}.schema.json).`,
      table(rows.filter(({ isFormer }) => !isFormer)),
      ...formerKeys(rows.filter(({ isFormer }) => isFormer)),
    ];
  });
  return [
    '# Configuration files',
    'Generated from the definitions in `src/config`; what they are for, with examples: [configuration](../configuration.md).',
    '`<prefix>`, `<account>` and `<region>` are those of `global.json`, `<cluster>` is the base name of the cluster file, ' +
      '`<name>` is a name you choose. A key that is `null` counts as absent. Numbers may be written as text.',
    ...sections,
    '## Settings of every function',
    'In each section of `lambda.json`, in `classifier_config` of a cluster and in each app.',
    table(common.filter(({ isFormer }) => !isFormer)),
    ...formerKeys(common.filter(({ isFormer }) => isFormer)),
  ]
    .join('\n\n')
    .concat('\n');
}

const common = settingRows(functionDefinition);

/** Settings that a function has like every other are told once, below. */
function withoutCommon(rows: readonly SettingRow[]): readonly SettingRow[] {
  const isFunction = ({ path }: SettingRow) =>
    rows.some((row) => row.path === `${path}.vpc_config.subnet_ids`);
  const functions = rows.filter(isFunction);
  const commonTexts = new Set(common.map(textOf));
  const isCommon = (row: SettingRow) =>
    functions.some(
      ({ path }) =>
        row.path.startsWith(`${path}.`) &&
        commonTexts.has(textOf({ ...row, path: row.path.slice(path.length + 1) })),
    );
  return rows
    .filter((row) => !isCommon(row))
    .map((row) =>
      isFunction(row)
        ? {
            ...row,
            meaning: `${row.meaning}; besides, the [settings of every function](#settings-of-every-function)`,
          }
        : row,
    );
}

const textOf = (row: SettingRow): string => JSON.stringify(row);

function table(rows: readonly SettingRow[]): string {
  const lines = rows.map(({ path, expected, byDefault, unit, needed, meaning }) => {
    const fallback = byDefault === undefined ? '' : `\`${byDefault}\``;
    const cells = [`\`${path}\``, expected, needed ? 'required' : fallback, unit ?? '', meaning];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| key | value | default | unit | meaning |', '|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

/** Apps and functions repeat theirs at many places, so each text is told once. */
function formerKeys(rows: readonly SettingRow[]): readonly string[] {
  const byMeaning = Map.groupBy(
    rows,
    ({ path, meaning }) => `${path.split('.').at(-1)}: ${meaning}`,
  );
  const lines = [...byMeaning].map(([, [row]]) => row && `- \`${row.path}\`: ${row.meaning}`);
  return lines.length === 0 ? [] : ['Keys of earlier releases:', lines.join('\n')];
}
