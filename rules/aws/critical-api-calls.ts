import { at, rule } from 'streamalert';
import { accountOf, callerOf, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Calls that take away what an investigation, or the company, would stand on. */
const destructiveCalls = {
  DeleteTrail: 'deleted trail',
  StopLogging: 'stopped trail',
  UpdateTrail: 'changed trail',
  PutEventSelectors: 'changed what is recorded by trail',
  PutInsightSelectors: 'changed what is recorded by trail',
  DeleteConfigurationRecorder: 'deleted Config recorder',
  StopConfigurationRecorder: 'stopped Config recorder',
  DeleteDeliveryChannel: 'deleted Config delivery channel',
  DeleteFlowLogs: 'deleted flow log',
  DeleteRule: 'deleted rule',
  DisableRule: 'disabled rule',
  DeleteDetector: 'deleted GuardDuty detector',
  UpdateDetector: 'disabled GuardDuty detector',
  DisableSecurityHub: 'disabled Security Hub',
  DisableEbsEncryptionByDefault: 'disabled encryption of new volumes in',
  DeleteCluster: 'deleted cluster',
  DeleteDBCluster: 'deleted database cluster',
  DeleteSubnet: 'deleted subnet',
  DeleteVpc: 'deleted VPC',
  DeleteAccountPublicAccessBlock: 'allowed public buckets in account',
  PutAccountPublicAccessBlock: 'allowed public buckets in account',
  DeleteBucketPublicAccessBlock: 'allowed public access to bucket',
  PutBucketPublicAccessBlock: 'allowed public access to bucket',
} as const;

/** Calls to Organizations that change which guardrails an account has; other services have calls of the same name. */
const organizationCalls = {
  AttachPolicy: 'attached organisation policy',
  CreateOrganizationUnit: 'made organisational unit',
  CreateOrganizationalUnit: 'made organisational unit',
  CreatePolicy: 'made organisation policy',
  DeletePolicy: 'deleted organisation policy',
  DeleteOrganizationUnit: 'deleted organisational unit',
  DeleteOrganizationalUnit: 'deleted organisational unit',
  DetachPolicy: 'detached organisation policy',
  DisableAWSServiceAccess: 'ended access to the organisation for',
  DisablePolicyType: 'disabled organisation policies of type',
  EnableAllFeatures: 'enabled all features of the organisation of',
  EnableAWSServiceAccess: 'gave access to the organisation to',
  EnablePolicyType: 'enabled organisation policies of type',
  LeaveOrganization: 'left the organisation with account',
  MoveAccount: 'moved account',
  RemoveAccountFromOrganization: 'removed from the organisation account',
  UpdatePolicy: 'changed organisation policy',
} as const;

const calls: Readonly<Record<string, string>> = { ...destructiveCalls, ...organizationCalls };

const publicAccessBlocks = [
  'RestrictPublicBuckets',
  'BlockPublicPolicy',
  'BlockPublicAcls',
  'IgnorePublicAcls',
];

export const cloudtrailCriticalApiCalls = rule({
  name: 'cloudtrail_critical_api_calls',
  description:
    'A call that switches off logging or protection, destroys network or data, or changes the guardrails of the organisation',
  author: 'StreamAlert',
  severity: (record) => {
    if (isRefused(record)) return 'medium';
    if (leavingCalls.has(textAt(record, 'eventName'))) return 'critical';
    return textAt(record, 'eventName') in organizationCalls ? 'medium' : 'high';
  },
  attack: ['TA0005:T1562.008', 'TA0040:T1485', 'TA0005:T1666'],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  ],
  falsePositives: ['Infrastructure as code that is taken down on purpose'],
  runbook:
    'Find the change request for this call; if there is none, treat the caller as taken over. Switch the logging or ' +
    'protection on again first, then look at what the caller did before and in the gap. A call that was refused did no ' +
    'harm, but shows what the caller is after.',
  logs: trailLogs,
  where: { eventName: Object.keys(calls) },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn', 'eventName'], windowMinutes: 15 },

  title: (record) =>
    `${callerOf(record)} ${isRefused(record) ? 'tried: ' : ''}${doneBy(textAt(record, 'eventName'))} ${objectOf(record)}`,
  matches: (record) => {
    const eventName = textAt(record, 'eventName');
    const parameters = at(record, 'requestParameters');
    switch (eventName) {
      case 'UpdateDetector':
        return at(parameters, 'enable') === false;
      case 'PutAccountPublicAccessBlock':
      case 'PutBucketPublicAccessBlock':
        return publicAccessBlocks.some((block) => isSwitchedOff(parameters, block));
      default:
        return (
          eventName in destructiveCalls ||
          at(record, 'eventSource') === 'organizations.amazonaws.com'
        );
    }
  },
});

/** After these the account is on its own. */
const leavingCalls = new Set(['LeaveOrganization', 'RemoveAccountFromOrganization']);

const isRefused = (record: unknown): boolean => textAt(record, 'errorCode') !== '';

const isSwitchedOff = (parameters: unknown, block: string): boolean =>
  ['false', 'False'].includes(textAt(parameters, 'PublicAccessBlockConfiguration', block));

const doneBy = (eventName: string): string => calls[eventName] ?? eventName;

function objectOf(record: unknown): string {
  const keys = [
    'name',
    'trailName',
    'bucketName',
    'detectorId',
    'dBClusterIdentifier',
    'clusterName',
    'vpcId',
    'subnetId',
    'policyId',
    'policyType',
    'servicePrincipal',
    'accountId',
  ];
  const named = keys.map((key) => textAt(record, 'requestParameters', key));
  return firstOf(...named, accountOf(record));
}
