import { join } from 'node:path';
import { loadContent } from '../../src/adapters/local/content-loader.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { jsonSchemas } from '../../src/config/json-schemas.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { recordTypesDeclaration } from '../../src/config/record-types.ts';
import { outputs } from '../../src/outputs/index.ts';
import { parsers } from '../../src/parsers/index.ts';
import { commandsPage } from './commands-page.ts';
import { configurationPage } from './configuration-page.ts';
import { logTypesPage } from './log-types-page.ts';
import { outputFieldsModule } from './output-fields.ts';
import { outputPage } from './output-page.ts';
import { outputsPage } from './outputs-page.ts';
import { parsersPage } from './parsers-page.ts';
import { rulesPage } from './rules-page.ts';

/** Path from the repository's root → content, for every file that is derived. */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const { config, findings } = await loadConfig({
    dir: join(root, 'conf'),
    parsers,
    outputServices: outputs,
  });
  if (config === undefined) throw new Error(JSON.stringify(findings, null, 2));

  const schemas = Object.entries(jsonSchemas({ parsers, outputServices: outputs })).map(
    ([name, schema]) => [`schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`] as const,
  );
  const rulesDir = join(root, 'rules');
  const content = await loadContent(
    { rules: [rulesDir], matchers: [], publishers: [] },
    {
      logTypes: new Set(config.logTypes.map(({ name }) => name)),
      outputs: new Set(config.outputs.map(({ service, descriptor }) => `${service}:${descriptor}`)),
      normalizedTypes: config.normalizedTypes,
    },
  );
  const loaded = await Promise.all(commands.map(({ load }) => load()));
  return new Map([
    ...schemas,
    ['streamalert-env.d.ts', recordTypesDeclaration(config)],
    ['src/domain/output-fields.ts', outputFieldsModule(outputs)],
    ['docs/reference/cli.md', commandsPage(loaded)],
    ['docs/reference/configuration.md', configurationPage({ parsers, outputServices: outputs })],
    ['docs/reference/outputs.md', outputsPage(outputs)],
    ...outputs.map(
      (output) => [`docs/reference/outputs/${output.service}.md`, outputPage(output)] as const,
    ),
    ['docs/reference/parsers.md', parsersPage(parsers)],
    ['docs/reference/log-types.md', logTypesPage(config.logTypes)],
    ['docs/starter-rules.md', rulesPage(content.rules, rulesDir)],
  ]);
}
