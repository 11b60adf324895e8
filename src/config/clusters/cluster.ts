import { sourceServices } from '../../sources/services.ts';
import type { Cluster } from '../config.ts';
import { check } from '../check.ts';
import { type Cursor, child, has, keyProblem, problem, textOf } from '../cursor.ts';
import { anything, flag, legacy, listOf, mapOf, section, text } from '../definition.ts';
import {
  checkFunction,
  customMetrics,
  functionSettings,
  isSwitchedOff,
} from '../function-settings.ts';
import { functionFrom } from '../lambda/function-from.ts';
import { shown } from '../shown.ts';
import { type NameParts, withDefaults } from '../with-defaults.ts';
import { activeModules } from './active-modules.ts';
import { type PlacedDataSource, readDataSources } from './data-sources.ts';
import { checkModules } from './module-rules.ts';
import { modulesDefinition } from './modules.ts';

export interface PlacedCluster {
  readonly cluster: Cluster;
  readonly cursor: Cursor;
  readonly dataSources: readonly PlacedDataSource[];
}

const classifierConfig = section(
  {
    ...functionSettings,
    enable_custom_metrics: customMetrics().default(true),
    enable_threat_intel: flag(
      'Ask threat intelligence about the records of this cluster; false when absent here and above',
    ),
  },
  'The classifier function of this cluster',
  { needed: 'elsewhere' },
);

const topLevel = {
  id: text('A label; the name of the file is the name of the cluster', { level: 'warning' }),
  enable_threat_intel: flag('The same as classifier_config.enable_threat_intel, which counts'),
  classifier_config: classifierConfig,
  region: legacy('form of release 2: clusters follow account.region in global.json; remove it'),
  outputs: legacy('form of release 2: write modules.kinesis.streams.terraform_outputs'),
  alert_processor: legacy('form of release 2: write alert_processor_config in lambda.json'),
  rule_processor: legacy('form of release 2: write classifier_config'),
};

/** What is checked of a cluster by its definition; data sources and modules have rules of their own. */
const clusterDefinition = section(
  {
    ...topLevel,
    data_sources: anything('where data comes from; {} is valid', { needed: 'load' }),
    modules: anything('Optional parts'),
  },
  'A cluster',
);

/** One file below `clusters/`, for editors. */
export const clusterFileDefinition = section(
  {
    ...topLevel,
    data_sources: section(
      Object.fromEntries(
        sourceServices.map((service) => [
          service,
          mapOf(
            listOf(text('A log type, or a category of them'), 'Log types to try'),
            'Resource → log types: which data may come from where',
          ),
        ]),
      ),
      'Where data comes from: service → resource → log types',
      { needed: 'load' },
    ),
    modules: modulesDefinition.prefault({}),
  },
  'A cluster: where data comes from and the classifier that reads it',
);

/** One cluster from its file; `name` is the base name of the file. */
export function readCluster(
  name: string,
  cursor: Cursor,
  deployment: Omit<NameParts, 'cluster'> = { prefix: '', account: '', region: '' },
): PlacedCluster | undefined {
  const checked = check(cursor, clusterDefinition);
  if (cursor.node.kind !== 'map') return undefined;
  checkName(name, cursor);
  checkClassifier(name, cursor);
  const modules = checkModules(child(cursor, 'modules'));
  const names = { ...deployment, cluster: name };

  const written = child(cursor, 'data_sources');
  const dataSources = written ? readDataSources(name, written) : [];
  const atTop = checked?.enable_threat_intel;
  const inClassifier = checked?.classifier_config?.enable_threat_intel;
  if (atTop !== undefined && inClassifier !== undefined && atTop !== inClassifier) {
    const place = child(cursor, 'enable_threat_intel') ?? cursor;
    keyProblem(place, 'warning', 'classifier_config.enable_threat_intel says otherwise and counts');
  }
  return {
    cluster: {
      name,
      file: cursor.file,
      enableThreatIntel: inClassifier ?? atTop ?? false,
      dataSources: dataSources.map(({ source }) => source),
      classifier: {
        ...functionFrom(
          withDefaults(classifierConfig, checked?.classifier_config, names),
          checked?.classifier_config,
        ),
        functionName: `${deployment.prefix}_${name}_streamalert_classifier`,
      },
      modules: activeModules(modules, names),
    },
    cursor,
    dataSources,
  };
}

function checkName(name: string, cursor: Cursor): void {
  if (!/^[\w-]+$/.test(name)) {
    problem(cursor, 'warning', 'the name of a cluster file consists of letters, digits, _ and -');
  }
  if (name === 'main' || name === 'athena') {
    problem(cursor, 'build', `"${name}" is reserved; rename the file`);
  }
  const id = child(cursor, 'id');
  if (id && textOf(id) !== undefined && textOf(id) !== name) {
    problem(id, 'warning', `is ${shown(id)}, but the file is called ${name}; the file counts`);
  }
}

function checkClassifier(cluster: string, cursor: Cursor): void {
  const classifier = child(cursor, 'classifier_config');
  if (classifier === undefined) {
    const modules = child(cursor, 'modules');
    const former = ['stream_alert', 'streamalert'].find((key) => has(modules, key));
    keyProblem(
      cursor,
      'load',
      former === undefined
        ? '"classifier_config" is missing; write at least "classifier_config": {}'
        : `"classifier_config" is missing: the block moved from modules.${former} to the top level of the file`,
    );
    return;
  }
  if (classifier.node.kind !== 'map') return;
  checkFunction(classifier, {
    isBuilt: !isSwitchedOff(classifier),
    metrics: 'Classifier',
    cluster,
  });
  if (!child(classifier, 'enable_custom_metrics')) {
    const change = '"enable_custom_metrics" is absent and means true; release 3 took it for false';
    keyProblem(classifier, 'migration', `${change}. Write it`);
  }
}
