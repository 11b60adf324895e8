import { at, rule } from 'streamalert';
import { accountOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Calls that take away what an investigation, or the company, would stand on. */
const calls = {
  DeleteTrail: 'deleted trail',
  StopLogging: 'stopped trail',
  UpdateTrail: 'changed trail',
  DeleteConfigurationRecorder: 'deleted Config recorder',
  StopConfigurationRecorder: 'stopped Config recorder',
  DeleteDeliveryChannel: 'deleted Config delivery channel',
  DeleteFlowLogs: 'deleted flow log',
  DeleteDetector: 'deleted GuardDuty detector',
  UpdateDetector: 'disabled GuardDuty detector',
  DisableSecurityHub: 'disabled Security Hub',
  DeleteDBCluster: 'deleted database cluster',
  DeleteSubnet: 'deleted subnet',
  DeleteVpc: 'deleted VPC',
  DeleteAccountPublicAccessBlock: 'allowed public buckets in account',
  PutAccountPublicAccessBlock: 'allowed public buckets in account',
  DeleteBucketPublicAccessBlock: 'allowed public access to bucket',
  PutBucketPublicAccessBlock: 'allowed public access to bucket',
} as const;

const publicAccessBlocks = [
  'RestrictPublicBuckets',
  'BlockPublicPolicy',
  'BlockPublicAcls',
  'IgnorePublicAcls',
];

export const cloudtrailCriticalApiCalls = rule({
  name: 'cloudtrail_critical_api_calls',
  description: 'A call that switches off logging or protection, or destroys network or data',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.008', 'TA0040:T1485'],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  ],
  falsePositives: ['Infrastructure as code that is taken down on purpose'],
  runbook:
    'Find the change request for this call; if there is none, treat the caller as taken over. Switch the logging or ' +
    'protection on again first, then look at what the caller did before and in the gap.',
  logs: trailLogs,
  where: { eventName: Object.keys(calls), ...succeeded },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn', 'eventName'], windowMinutes: 15 },

  title: (record) =>
    `${callerOf(record)} ${doneBy(textAt(record, 'eventName'))} ${objectOf(record)}`,
  matches: (record) => {
    const parameters = at(record, 'requestParameters');
    switch (at(record, 'eventName')) {
      case 'UpdateDetector':
        return at(parameters, 'enable') === false;
      case 'PutAccountPublicAccessBlock':
      case 'PutBucketPublicAccessBlock':
        return publicAccessBlocks.some((block) => isSwitchedOff(parameters, block));
      default:
        return true;
    }
  },
});

const isSwitchedOff = (parameters: unknown, block: string): boolean =>
  ['false', 'False'].includes(textAt(parameters, 'PublicAccessBlockConfiguration', block));

const doneBy = (eventName: string): string =>
  Object.entries(calls).find(([name]) => name === eventName)?.[1] ?? eventName;

function objectOf(record: unknown): string {
  const keys = ['name', 'bucketName', 'detectorId', 'dBClusterIdentifier', 'vpcId', 'subnetId'];
  const named = keys.map((key) => textAt(record, 'requestParameters', key));
  return firstOf(...named, accountOf(record));
}
