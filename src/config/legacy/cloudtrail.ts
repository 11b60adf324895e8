import { parseJson } from '../json-tree.ts';
import { clusterFile, type Deployment } from './deployment.ts';
import { at, below, type Draft, type Place } from './draft.ts';
import { flagIn, nodeOf, textIn } from './tree.ts';

const formerKeys = ['existing_trail', 'enable_kinesis', 'event_pattern', 'cross_account_ids'];

/**
 * The trail of releases 1 and 2 (configuration.md 12.4.3). Its events went to the stream through a rule of its own,
 * which is the module `cloudwatch_events` now. A trail of release 3 gains no such rule.
 */
export function migrateCloudtrail(draft: Draft, name: string, deployment: Deployment): void {
  const trail = at(clusterFile(name), 'modules', 'cloudtrail');
  if (draft.node(trail)?.kind !== 'map') return;
  const isFormer = formerKeys.some((key) => draft.node(below(trail, key)) !== undefined);
  if (!isFormer && !deployment.formerClusters.has(name)) return;

  const enabled = flagIn(draft.node(below(trail, 'enabled')));
  const forwards =
    enabled !== false && flagIn(draft.node(below(trail, 'enable_kinesis'))) !== false;
  migrateEvents(draft, trail, forwards);
  migrateSwitches(draft, trail, enabled);
  draft.move(below(trail, 'cross_account_ids'), below(trail, 's3_settings', 'cross_account_ids'));
  const isOff = flagIn(draft.node(below(trail, 'enabled'))) === false;
  if (!isOff && !draft.has(below(trail, 's3_bucket_name'))) {
    const bucket = `${deployment.prefix}.${name}.streamalert.cloudtrail`;
    draft.fill(below(trail, 's3_settings', 'bucket_name'), bucket, 'the bucket that exists');
  }
}

function migrateSwitches(draft: Draft, trail: Place, enabled: boolean | undefined): void {
  const [toggle, existing] = [below(trail, 'enabled'), below(trail, 'existing_trail')];
  if (flagIn(draft.node(existing)) === true) {
    draft.clear(toggle);
    draft.put(existing, toggle, nodeOf(false), 'the trail that exists is used');
    draft.clear(existing);
    return;
  }
  draft.drop(existing, 'a trail is created unless "enabled" is false');
  if (enabled !== true) return;
  const logging = below(trail, 'enable_logging');
  if (draft.has(logging)) draft.clear(toggle);
  else draft.move(toggle, logging);
  draft.tell(trail, 'rules that name cloudwatch:event must name cloudwatch:events');
}

function migrateEvents(draft: Draft, trail: Place, forwards: boolean): void {
  const events = at(trail.file, 'modules', 'cloudwatch_events');
  const [kinesis, pattern] = [below(trail, 'enable_kinesis'), below(trail, 'event_pattern')];
  if (!forwards) {
    draft.drop(pattern, 'no events are forwarded');
    draft.drop(kinesis, 'no events are forwarded without the module cloudwatch_events');
    return;
  }
  draft.fill(events, {}, 'events of the trail went to the stream through a rule');
  draft.drop(kinesis, 'the module cloudwatch_events forwards events');
  const node = draft.node(pattern);
  if (node === undefined) return;
  const target = below(events, 'event_pattern');
  if (draft.node(target) !== undefined) draft.superseded(pattern, target);
  // An explicit null means every event, so it is moved like a value.
  else if (draft.put(pattern, target, patternOf(draft, pattern))) draft.clear(pattern);
}

/** Release 1.6 wrote the pattern as text. One that is no JSON is refused where it is read. */
export function patternOf(draft: Draft, place: Place) {
  const node = draft.node(place) ?? nodeOf(null);
  const written = textIn(node);
  const parsed = written === undefined ? undefined : parseJson(written);
  return parsed?.outcome === 'parsed' ? parsed.root : node;
}
