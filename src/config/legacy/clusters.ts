import { migrateCloudtrail } from './cloudtrail.ts';
import { clusterFile, type Deployment, formerBlocks } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { migrateFunctionSettings, migrateMetricAlarms } from './function-settings.ts';
import { migrateModules } from './modules.ts';
import { emptyMap, flagIn, nodeAt, textIn, textsIn } from './tree.ts';

/** One cluster file of releases 1.4 to 2.3, and stale keys in one of release 3 (configuration.md 12.4). */
export function migrateCluster(draft: Draft, name: string, deployment: Deployment): void {
  const file = clusterFile(name);
  if (draft.files.get(file)?.kind !== 'map') return;
  const classifier = at(file, 'classifier_config');
  for (const block of formerBlocks) migrateBlock(draft, at(file, 'modules', block), classifier);
  // Release note 1.4 shows the functions at the top of the file.
  migrateRuleProcessor(draft, at(file, 'rule_processor'), classifier);
  dropAlertOutputs(draft, at(file, 'alert_processor'));
  migrateFunctionSettings(draft, classifier);
  migrateRegion(draft, at(file, 'region'));
  migrateOutputs(draft, at(file, 'outputs'));
  migrateCloudtrail(draft, name, deployment);
  migrateModules(draft, name, deployment);
}

/** What a classifier does not say of its metrics meant something else in release 3. */
export function fillMetrics(draft: Draft, name: string): void {
  const classifier = at(clusterFile(name), 'classifier_config');
  if (draft.node(classifier)?.kind !== 'map') return;
  const change = 'that when it is absent, where release 3 took it for false';
  draft.fill(below(classifier, 'enable_custom_metrics'), true, change);
}

function migrateBlock(draft: Draft, block: Place, classifier: Place): void {
  const node = draft.node(block);
  if (node?.kind !== 'map') return;
  const functions = ['rule_processor', 'classifier_config'];
  const hasClassifier = functions.some((key) => nodeAt(node, [key])?.kind === 'map');
  if (!hasClassifier && !draft.has(classifier)) {
    const message =
      'has neither "rule_processor" nor "classifier_config"; write "classifier_config": { "memory": …, "timeout": … } at the top of the file';
    draft.decide(block, message);
  }
  draft.move(below(block, 'classifier_config'), classifier);
  const top = { file: block.file, path: ['enable_threat_intel'] };
  draft.move(below(block, 'enable_threat_intel'), top);
  migrateThreatIntel(draft, below(block, 'rule_processor'), top);
  migrateRuleProcessor(draft, below(block, 'rule_processor'), classifier);
  dropAlertOutputs(draft, below(block, 'alert_processor'));
  for (const [key] of draft.entries(block)) {
    if (key !== 'alert_processor') draft.dropWarned(below(block, key), 'nothing reads it');
  }
  draft.clearIfEmpty(block);
}

/** Release 1.6 asked about every cluster unless told otherwise; now a cluster opts in. */
function migrateThreatIntel(draft: Draft, processor: Place, top: Place): void {
  draft.move(below(processor, 'enable_threat_intel'), top);
  const isOn = flagIn(draft.node(at('threat_intel.json', 'enabled')));
  if (isOn === true && draft.node(processor)?.kind === 'map') {
    draft.fill(
      top,
      true,
      'threat intelligence is on, and a cluster took part unless told otherwise',
    );
  }
}

/** The rule processor became the classifier and the rules engine; the latter is filled in by `lambda.json`. */
function migrateRuleProcessor(draft: Draft, processor: Place, classifier: Place): void {
  if (draft.node(processor)?.kind !== 'map') return;
  draft.move(below(processor, 'enable_metrics'), below(classifier, 'enable_custom_metrics'));
  migrateMetricAlarms(draft, below(processor, 'metric_alarms'), classifier);
  draft.drop(below(processor, 'current_version'), 'packages are built another way now');
  for (const [key] of draft.entries(processor)) {
    draft.move(below(processor, key), below(classifier, key));
  }
  if (!draft.has(classifier)) draft.put(processor, classifier, emptyMap());
  draft.clearIfEmpty(processor);
}

/** Permissions follow from `outputs.json`; what is not there could no longer be reached. */
function dropAlertOutputs(draft: Draft, processor: Place): void {
  const outputs = below(processor, 'outputs');
  for (const [service] of draft.entries(outputs)) {
    const known = draft
      .entries(at('outputs.json', service))
      .flatMap(([, resource]) => textIn(resource) ?? []);
    const missing = textsIn(draft.node(below(outputs, service))).filter(
      (resource) => !known.includes(resource),
    );
    if (missing.length > 0) {
      const what = `outputs.json does not list ${missing.join(', ')} in ${service}`;
      draft.warn(below(outputs, service), `${what}, so alerts cannot be sent there`);
    }
  }
  draft.drop(outputs, 'permissions follow from outputs.json');
}

const homeRegion = at('global.json', 'account', 'region');

function migrateRegion(draft: Draft, place: Place): void {
  const region = draft.node(place);
  if (region === undefined) return;
  const written = textIn(region);
  const home = textIn(draft.node(homeRegion));
  const adopts = home === undefined && written !== undefined;
  if (adopts && draft.has(at('global.json', 'account'))) {
    draft.put(place, homeRegion, region, 'account.region was missing');
    draft.clear(place);
  } else if (written !== undefined && home !== undefined && written !== home) {
    draft.dropWarned(place, `clusters follow the deployment region, ${JSON.stringify(home)}`);
  } else {
    draft.drop(place, 'clusters follow account.region in global.json');
  }
}

/** What Terraform prints about the user of the stream, which there must be then. */
const ofUser = ['username', 'user_arn', 'access_key_id', 'secret_key'];

function migrateOutputs(draft: Draft, outputs: Place): void {
  const streams = { file: outputs.file, path: ['modules', 'kinesis', 'streams'] };
  const ofStream = below(outputs, 'kinesis');
  if (draft.node(streams)?.kind === 'map') {
    const needsUser = textsIn(draft.node(ofStream)).some((output) => ofUser.includes(output));
    if (needsUser) {
      draft.fill(below(streams, 'create_user'), true, 'outputs.kinesis names what needs the user');
    }
    draft.move(ofStream, below(streams, 'terraform_outputs'));
  }
  for (const [module] of draft.entries(outputs)) {
    draft.drop(below(outputs, module), 'only the stream has outputs now');
  }
  draft.clearIfEmpty(outputs);
}
