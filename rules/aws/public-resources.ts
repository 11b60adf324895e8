import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { isPublicPolicy } from '../../matchers/aws-policy.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Call → where in its parameters the resource's policy stands. */
const policyPaths: Readonly<Record<string, readonly string[]>> = {
  PutBucketPolicy: ['bucketPolicy'],
  CreateElasticsearchDomain: ['accessPolicies'],
  UpdateElasticsearchDomainConfig: ['accessPolicies'],
  CreateDomain: ['accessPolicies'],
  UpdateDomainConfig: ['accessPolicies'],
  SetVaultAccessPolicy: ['policy', 'policy'],
  CreateQueue: ['attributes', 'Policy'],
  SetQueueAttributes: ['attributes', 'Policy'],
  CreateTopic: ['attributes', 'Policy'],
  SetTopicAttributes: ['attributeValue'],
  SetRepositoryPolicy: ['policyText'],
  CreateKey: ['policy'],
  PutKeyPolicy: ['policy'],
  PutResourcePolicy: ['resourcePolicy'],
};

export const cloudtrailPublicResources = rule({
  name: 'cloudtrail_public_resources',
  description: 'The policy of a resource lets anybody in the world use it',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0010:T1537', 'TA0009:T1530'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  ],
  falsePositives: ['Buckets that serve a public website'],
  runbook:
    'If the resource is not public on purpose, restore its former policy at once and look through its access log for ' +
    'readers from outside. Then find out why the caller was allowed to change the policy.',
  logs: trailLogs,
  where: { eventName: Object.keys(policyPaths), ...succeeded },
  outputs: ['file:alerts'],

  title: (record) => `${callerOf(record)} made ${resourceOf(record)} public`,
  matches: (record) => {
    const path = policyPaths[textAt(record, 'eventName')];
    return path !== undefined && isPublicPolicy(at(record, 'requestParameters', ...path));
  },
});

/** What the request calls its resource: `s3 customer-exports`, `sns arn:aws:sns:…`. */
function resourceOf(record: unknown): string {
  const parameters = at(record, 'requestParameters');
  const keys = [
    'bucketName',
    'domainName',
    'vaultName',
    'queueUrl',
    'queueName',
    'topicArn',
    'name',
    'repositoryName',
    'keyId',
    'secretId',
  ];
  const service = textAt(record, 'eventSource').replace('.amazonaws.com', '');
  return `${service} ${firstOf(...keys.map((key) => textAt(parameters, key)))}`;
}
