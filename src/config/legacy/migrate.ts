import { fillMetrics, migrateCluster } from './clusters.ts';
import {
  clusterFile,
  clusterNames,
  type Deployment,
  formerBlocks,
  isFormerCluster,
  prefixOf,
  usesSourceFiles,
} from './deployment.ts';
import { at, Draft, type Notice } from './draft.ts';
import { migrateGlobal, migrateThreatIntel } from './global.ts';
import { migrateLambda } from './lambda.ts';
import { migrateOutputs } from './outputs.ts';
import { type FormerCsvTypes, migrateSchemaFile } from './schemas.ts';
import { migrateDataSources, migrateInputs, migrateSources } from './sources.ts';
import { type ConfigTree, nodeAt, textsIn } from './tree.ts';
import { migrateTypes } from './types.ts';
import { migrateVariables } from './variables.ts';

export interface Migration {
  /** The same configuration in the current form. */
  readonly tree: ConfigTree;
  /** What was in an earlier form; one of level `load` is left to a person, and the tree is then not complete. */
  readonly notices: readonly Notice[];
  /** Files that were renamed: new name → former one. */
  readonly formerNames: ReadonlyMap<string, string>;
}

/**
 * Brings a configuration directory of any release into the form of this one (configuration.md 12). One that has that
 * form comes back as it is, without a notice. Never throws for what the files contain.
 */
export function migrate(tree: ConfigTree): Migration {
  const draft = new Draft(tree);
  const usesSources = usesSourceFiles(tree);
  const hadVariables = migrateVariables(draft);
  const deployment = deploymentOf(draft, usesSources, hadVariables);

  const csvTypes = migrateSchemas(draft);
  // Names in types.json add to what it says.
  migrateThreatIntel(draft);
  migrateTypes(draft);
  for (const name of deployment.clusters) migrateCluster(draft, name, deployment);
  migrateSources(draft, deployment, usesSources);
  migrateInputs(draft, deployment);
  for (const name of deployment.clusters) {
    migrateDataSources(draft, name);
    fillMetrics(draft, name);
  }
  migrateLambda(draft, deployment);
  migrateGlobal(draft, deployment);
  migrateOutputs(draft);
  tellOfHeaders(draft, deployment, csvTypes);
  return { tree: draft.files, notices: draft.notices, formerNames: draft.formerNames };
}

function deploymentOf(draft: Draft, usesSources: boolean, hadVariables: boolean): Deployment {
  const tree = draft.files;
  const clusters = clusterNames(tree);
  const former = clusters.filter((name) => isFormerCluster(tree, name));
  const hasRuleProcessor = clusters.some((name) => {
    const root = tree.get(clusterFile(name));
    const blocks = formerBlocks.map((block) => ['modules', block, 'rule_processor']);
    return [...blocks, ['rule_processor']].some((path) => nodeAt(root, path)?.kind === 'map');
  });
  return {
    isV2: hadVariables || usesSources || former.length > 0,
    isV1: hadVariables || hasRuleProcessor,
    prefix: prefixOf(draft),
    clusters,
    formerClusters: new Set(hadVariables ? clusters : former),
  };
}

/** `logs.json` is read alone, as the original did; it becomes one file, so that the order of its log types stays. */
function migrateSchemas(draft: Draft): FormerCsvTypes {
  const schemaFiles = [...draft.files.keys()].filter((file) => file.startsWith('schemas/'));
  if (!draft.files.has('logs.json')) {
    return new Set(schemaFiles.flatMap((file) => [...migrateSchemaFile(draft, file)]));
  }
  const csvTypes = migrateSchemaFile(draft, 'logs.json');
  for (const file of schemaFiles) {
    draft.dropWarned(
      at(file),
      'logs.json is there and is read alone; move its log types here, or delete it',
    );
  }
  draft.tell(
    at('logs.json'),
    'now schemas/logs.json; schemas may stand in any number of files there',
  );
  draft.renameFile('logs.json', 'schemas/logs.json');
  return csvTypes;
}

/** Releases 1.0 and 1.1 took the first line of a CSV object for the names of its columns. */
function tellOfHeaders(draft: Draft, { clusters }: Deployment, csvTypes: FormerCsvTypes): void {
  for (const cluster of clusters) {
    for (const [bucket, logs] of draft.entries(at(clusterFile(cluster), 'data_sources', 's3'))) {
      const names = [...csvTypes].filter((name) =>
        textsIn(logs).some((entry) => entry === name || entry === name.split(':', 1)[0]),
      );
      if (names.length === 0) continue;
      const what = 'the first line of an object is a record like the others, no longer a header';
      draft.tell(
        at(clusterFile(cluster), 'data_sources', 's3', bucket),
        `${names.join(', ')}: ${what}`,
      );
    }
  }
}
