import { at, dynamicOutput, matcher, publisher, rule } from 'streamalert';

const inProduction = matcher({
  name: 'inProduction',
  matches: (record) => at(record, 'account') === '111122223333',
});

const ownerOf = dynamicOutput({
  name: 'ownerOf',
  outputsFor: (record) => `slack:${String(at(record, 'account'))}`,
});

const compact = publisher({
  name: 'compact',
  description: 'Title only',
  publish: ({ title }) => ({ title }),
});

/** The rule that the design shows, option by option. */
export const rootAccountUsage = rule({
  name: 'cloudtrail_root_account_usage',
  description: 'The AWS root account was used',
  severity: 'high',
  attack: ['TA0001:T1078.004'],
  references: ['https://example.com'],
  runbook: 'Call the owner',
  author: 'me',
  falsePositives: ['Emergencies'],
  logs: ['cloudtrail:events', 'cloudwatch:events'],
  datatypes: [],
  matchers: [inProduction],
  reqSubkeys: { detail: ['userIdentity'] },
  where: { 'detail.eventType': ['AwsConsoleSignIn'] },
  outputs: ['pagerduty:csirt', 'slack:security'],
  dynamicOutputs: [ownerOf],
  publishers: { slack: [compact] },
  mergeBy: { keys: ['userAgent'], windowMinutes: 5 },
  context: { owner: 'nobody' },
  title: (record) => `Root used in ${record.account}`,
  matches: (record, context) => {
    context.owner = String(at(record.detail, 'userIdentity', 'arn'));
    return at(record, 'detail', 'userIdentity', 'type') === 'Root';
  },
});

export const variations = [
  rule({
    name: 'publishers_by_name',
    logs: ['okta:system'],
    where: { eventType: 'x' },
    publishers: 'publishers.community.generic.add_record',
  }),
  rule({
    name: 'publishers_in_a_list',
    logs: ['okta:system'],
    where: { eventType: 'x' },
    publishers: [compact, 'by.name'],
  }),
  rule({
    name: 'one_publisher',
    logs: ['okta:system'],
    where: { eventType: 'x' },
    publishers: compact,
  }),
  rule({
    name: 'computed',
    logs: ['okta:system'],
    severity: ({ score }) => ((score ?? 0) > 9 ? 'critical' : 'low'),
    title: ({ actor }, context) => `${actor.id} ${JSON.stringify(context['reason'])}`,
    dedup: ({ actor }) => actor.id ?? '',
    runbook: () => 'Call',
    matches: async ({ eventType }, _, services) =>
      (eventType?.startsWith('user.') ?? false) && services.now() > 0,
  }),
];
