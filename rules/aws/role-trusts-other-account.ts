import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { isAllowed, principalsOf, statementsOf } from '../../matchers/aws-policy.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsRoleTrustsOtherAccount = rule({
  name: 'aws_role_trusts_other_account',
  description: 'A role may now be assumed from another AWS account',
  author: 'StreamAlert',
  severity: (record) => (strangersIn(record).includes('*') ? 'critical' : 'medium'),
  attack: ['TA0003:T1098', 'TA0003:T1078.004'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.iam-backdoor-role/',
  ],
  falsePositives: ['Roles for vendors; these should ask for an external id'],
  runbook:
    'Find out whose account it is. If it belongs to no partner, restore the former trust policy, and list the ' +
    'AssumeRole events of the role from that account.',
  logs: trailLogs,
  where: { eventName: ['CreateRole', 'UpdateAssumeRolePolicy'], ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} lets ${strangersIn(record).join(', ')} assume role ${textAt(record, 'requestParameters', 'roleName')}`,
  matches: (record) => strangersIn(record).length > 0,
});

/** Principals of the trust policy that are outside the account of the role. */
function strangersIn(record: unknown): readonly string[] {
  const parameters = at(record, 'requestParameters');
  const policy = at(parameters, 'policyDocument') ?? at(parameters, 'assumeRolePolicyDocument');
  const own = textAt(record, 'recipientAccountId');
  return statementsOf(policy)
    .filter(isAllowed)
    .flatMap(principalsOf)
    .filter((principal) => {
      const account = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1];
      return principal === '*' || (account !== undefined && own !== '' && account !== own);
    });
}
