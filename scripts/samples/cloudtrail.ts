import { cloudTrailStory } from './cloudtrail-story.ts';
import { type Call, callRecord, instanceRole, sessionOf } from './cloudtrail-call.ts';
import { account, dana, dayEnd, dayStart, iso, jonas, mei, priya } from './northwind.ts';
import { seededRandom } from './random.ts';
import type { SampleFile } from './sample-file.ts';

const random = seededRandom(70);

const webRole = instanceRole('web', 'i-0b7d21c9e4f35a680', '198.51.100.40');
const buildRole = instanceRole('ci-deploy', 'i-0d9f43e1a6b57c802', '198.51.100.41');
const monitorRole = instanceRole('monitoring', 'i-0e1a65f3c8d79ea24', '198.51.100.42');

/** What machines do all day. */
const machineCalls = (): readonly [Call, ...Call[]] => [
  { ...webRole, service: 'ec2', eventName: 'DescribeInstances', readOnly: true, parameters: {} },
  {
    ...webRole,
    service: 'secretsmanager',
    eventName: 'GetSecretValue',
    readOnly: true,
    parameters: { secretId: 'storefront/database' },
  },
  {
    ...webRole,
    service: 'kms',
    eventName: 'Decrypt',
    readOnly: true,
    parameters: { encryptionContext: { app: 'storefront' } },
  },
  {
    ...buildRole,
    service: 'ecr',
    eventName: 'GetAuthorizationToken',
    readOnly: true,
    parameters: null,
  },
  {
    ...buildRole,
    service: 'ecr',
    eventName: 'PutImage',
    readOnly: false,
    parameters: { repositoryName: 'storefront', imageTag: `build-${500 + random.below(90)}` },
  },
  {
    ...buildRole,
    service: 'ecs',
    eventName: 'UpdateService',
    readOnly: false,
    parameters: { cluster: 'production', service: 'storefront', forceNewDeployment: true },
  },
  {
    ...monitorRole,
    service: 'monitoring',
    eventName: 'DescribeAlarms',
    readOnly: true,
    parameters: { maxRecords: 100 },
  },
  {
    ...monitorRole,
    service: 'autoscaling',
    eventName: 'DescribeAutoScalingGroups',
    readOnly: true,
    parameters: { maxRecords: 100 },
  },
];

/** What colleagues do through the identity provider. */
function colleagueCall(): Call {
  const who = sessionOf(random.pick([dana, mei, jonas, priya]), 'PlatformAdmin');
  const seen = (service: string, eventName: string, parameters: Call['parameters'] = {}): Call => ({
    ...who,
    service,
    eventName,
    readOnly: true,
    parameters,
  });
  const done = (service: string, eventName: string, parameters: Call['parameters']): Call => ({
    ...who,
    service,
    eventName,
    readOnly: false,
    parameters,
  });
  return random.pick([
    seen('ec2', 'DescribeInstances'),
    seen('ec2', 'DescribeSecurityGroups'),
    seen('s3', 'ListBuckets'),
    seen('logs', 'DescribeLogGroups'),
    seen('cloudtrail', 'LookupEvents'),
    seen('cloudformation', 'DescribeStacks', { stackName: 'storefront' }),
    seen('iam', 'ListRoles'),
    seen('rds', 'DescribeDBInstances'),
    done('ec2', 'CreateTags', { tagSet: { items: [{ key: 'team', value: 'platform' }] } }),
    done('monitoring', 'PutMetricAlarm', { alarmName: 'storefront-latency' }),
    done('ec2', 'AuthorizeSecurityGroupIngress', {
      groupId: 'sg-0a52b7c9d1e3f4680',
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 443,
            toPort: 443,
            ipRanges: { items: [{ cidrIp: '198.51.100.0/24' }] },
          },
        ],
      },
    }),
  ]);
}

interface Delivered {
  readonly at: number;
  readonly record: object;
}

function ordinaryEvent(): Delivered {
  const at = dayStart + random.below(dayEnd - dayStart);
  const call = random.below(10) < 7 ? random.pick(machineCalls()) : colleagueCall();
  return { at, record: callRecord(at, call, random) };
}

/** CloudTrail delivers a file every few minutes; an hour each makes few enough files here. */
const fileMinutes = 60;

export function cloudTrailFiles(): readonly SampleFile[] {
  const events = [
    ...Array.from({ length: 1700 }, ordinaryEvent),
    ...cloudTrailStory().map(({ at, call }) => ({ at, record: callRecord(at, call, random) })),
  ].toSorted((a, b) => a.at - b.at);
  const files = Map.groupBy(events, ({ at }) => Math.floor(at / (fileMinutes * 60_000)));
  return [...files].map(([hour, delivered]) => {
    const until = iso((hour + 1) * fileMinutes * 60_000).replaceAll(/[-:]|:\d\dZ/g, '');
    const name = `${account}_CloudTrail_us-east-1_${until.slice(0, 13)}Z_${random.capitals(16)}`;
    const records = delivered.map(({ record }) => record);
    return { path: `cloudtrail/${name}.json.gz`, text: JSON.stringify({ Records: records }) };
  });
}
