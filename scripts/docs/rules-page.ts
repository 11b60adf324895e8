import { dirname, relative } from 'node:path';
import type { Rule } from '../../src/domain/rule.ts';

/** What each folder of rules is about; a test asks for those that are missing. */
export const families: Readonly<Record<string, string>> = {
  aws: 'Amazon Web Services',
  box: 'Box',
  duo: 'Duo',
  endpoint: 'Endpoint protection',
  fleet: 'Fleet',
  gcp: 'Google Cloud',
  github: 'GitHub',
  gsuite: 'Google Workspace',
  kubernetes: 'Kubernetes',
  linux: 'Linux',
  microsoft: 'Microsoft 365, Entra ID and Azure',
  multi: 'Any log type',
  network: 'Network sensors',
  okta: 'Okta',
  onelogin: 'OneLogin',
  osquery: 'osquery',
  packetbeat: 'Packetbeat',
  sample: 'Examples',
  slack: 'Slack',
  vpcflow: 'VPC flow logs',
  web: 'Web servers',
  windows: 'Windows',
};

/** The page of the starter rules: a table for each folder below `rules/`. */
export function rulesPage(rules: readonly Rule[], rulesDir: string): string {
  const byFamily = Map.groupBy(rules, ({ place }) =>
    place === undefined ? '' : dirname(relative(rulesDir, place.file)).split('/')[0],
  );
  const sections = Object.entries(families).flatMap(([folder, title]) => {
    const own = byFamily.get(folder) ?? [];
    return own.length === 0 ? [] : [section(title, own)];
  });
  return [
    '# Starter rules',
    '',
    'Generated from `rules/`.',
    '',
    `${rules.length} rules come with StreamAlert. Each says in its file why it matters, what to do first, what else may set it off`,
    'and where to read on, and has events beside it that must and must not set it off: `streamalert test`.',
    '`streamalert test --test-rules NAME` runs those of one rule. Change them as you like: they are yours.',
    '',
    'A severity of "by record" depends on what happened. Techniques are those of MITRE ATT&CK.',
    '',
    ...sections,
  ].join('\n');
}

const section = (title: string, rules: readonly Rule[]): string =>
  [
    `## ${title}`,
    '',
    '| rule | severity | log types | techniques | what it finds |',
    '|---|---|---|---|---|',
    ...rules.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(row),
    '',
  ].join('\n');

function row({
  name,
  severity,
  logs,
  datatypes = [],
  attack,
  description,
  disabled,
}: Rule): string {
  const level = typeof severity === 'string' ? severity : 'by record';
  const types = logs?.map(code).join(', ') ?? `any with ${datatypes.map(code).join(', ')}`;
  const techniques = [...new Set(attack.map((id) => id.split(':').at(-1)))].join(', ');
  const text = disabled ? `${description} (switched off)` : description;
  return `| \`${name}\` | ${level} | ${types} | ${techniques} | ${text.replaceAll('|', '\\|')} |`;
}

const code = (name: string): string => `\`${name}\``;
