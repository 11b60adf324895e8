import {
  attacker,
  dana,
  dayEnd,
  dayStart,
  jonas,
  mei,
  on,
  type Person,
  priya,
} from './northwind.ts';
import { seededRandom } from './random.ts';
import { linesInOrder, type SampleFile, type TimedLine } from './sample-file.ts';

const random = seededRandom(30);

const repositories = [
  'northwind/storefront',
  'northwind/infra',
  'northwind/warehouse-api',
  'northwind/data-pipelines',
] as const;

const ordinary = [
  { action: 'git.clone', operation_type: 'access' },
  { action: 'git.fetch', operation_type: 'access' },
  { action: 'git.fetch', operation_type: 'access' },
  { action: 'git.push', operation_type: 'modify' },
  { action: 'pull_request.create', operation_type: 'create' },
  { action: 'pull_request.merge', operation_type: 'modify' },
  { action: 'workflows.completed_workflow_run', operation_type: 'modify' },
  { action: 'issue_comment.update', operation_type: 'modify' },
  { action: 'repo.add_member', operation_type: 'create' },
  { action: 'protected_branch.create', operation_type: 'create' },
] as const;

interface Entry {
  readonly action: string;
  readonly operation_type: string;
  readonly repo?: string;
  readonly [field: string]: string | boolean | undefined;
}

function line(at: number, actor: Person, address: string, entry: Entry): TimedLine {
  const record = {
    '@timestamp': at,
    _document_id: random.capitals(22).toLowerCase(),
    actor: actor.github,
    actor_ip: address,
    actor_location: { country_code: address === attacker.proxy ? 'NL' : 'PT' },
    business: 'northwind',
    created_at: at,
    org: 'northwind',
    repo: random.pick(repositories),
    user_agent: 'git/2.48.1',
    ...entry,
  };
  return { at, line: JSON.stringify(record) };
}

function ordinaryLine(): TimedLine {
  const actor = random.pick([dana, mei, jonas, priya]);
  const at = dayStart + random.below(dayEnd - dayStart);
  return line(at, actor, actor.address, random.pick(ordinary));
}

const story = (): readonly TimedLine[] => [
  line(on('12:20:09'), dana, attacker.proxy, {
    action: 'git.clone',
    operation_type: 'access',
    repo: 'northwind/infra',
  }),
  line(on('12:22:36'), dana, attacker.proxy, {
    action: 'public_key.create',
    operation_type: 'create',
    repo: 'northwind/infra',
    title: 'backup',
    read_only: 'false',
  }),
  line(on('12:26:51'), dana, attacker.proxy, {
    action: 'repo.access',
    operation_type: 'modify',
    repo: 'northwind/storefront',
    visibility: 'public',
    previous_visibility: 'private',
  }),
  line(on('13:08:20'), mei, mei.address, {
    action: 'repo.access',
    operation_type: 'modify',
    repo: 'northwind/storefront',
    visibility: 'private',
    previous_visibility: 'public',
  }),
  line(on('13:09:02'), mei, mei.address, {
    action: 'public_key.delete',
    operation_type: 'remove',
    repo: 'northwind/infra',
    title: 'backup',
  }),
];

export function githubFile(): SampleFile {
  const lines = [...Array.from({ length: 130 }, ordinaryLine), ...story()];
  // The collector was restarted in the middle of a line.
  const cutOff = line(on('10:30:00'), jonas, jonas.address, ordinary[3]);
  const text = linesInOrder([...lines, { ...cutOff, line: cutOff.line.slice(0, 143) }]);
  return { path: 'github/audit-log-2026-03-14.jsonl', text };
}
