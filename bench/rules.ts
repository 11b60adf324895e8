import { at, type Rule, rule, type Where } from 'streamalert';
import { defineRule } from '../src/domain/define-rule.ts';
import { seeded } from './random.ts';

const calls =
  'StopLogging DeleteTrail CreateUser AttachRolePolicy PutBucketPolicy ConsoleLogin AuthorizeSecurityGroupIngress DeleteFlowLogs CreateAccessKey ScheduleKeyDeletion ModifySnapshotAttribute PutUserPolicy UpdateLoginProfile DeleteDetector CreateStack GetPasswordData DisableRule LeaveOrganization DeleteBucket SendCommand'.split(
    ' ',
  );

/** Rules as people write them: nine in ten with a `where`, one in ten code that is asked about every record. */
export function benchRules(count: number): readonly Rule[] {
  const random = seeded(11);
  return Array.from({ length: count }, (_, n) =>
    n % 10 === 9 ? codeRule(n) : whereRule(n, random),
  );
}

export const codeRules = (count: number): readonly Rule[] =>
  Array.from({ length: count }, (_, n) => codeRule(n));

/** Rules that begin with comparisons to constants, which the engine finds in their source. */
export function plainCodeRules(count: number): readonly Rule[] {
  return Array.from({ length: count }, (_, n) => {
    const text = `(record) => record.eventName === '${calls[n % calls.length] ?? ''}' &&
      record.userIdentity?.type === 'Root' && record.requestParameters?.policyArn === 'arn:${n}'`;
    // oxlint-disable-next-line no-implied-eval -- the source must hold the constants, as an author's does.
    const matches = new Function(`return ${text}`)() as () => boolean;
    return defineRule({
      name: `bench_plain_${n}`,
      description: 'A rule that is code only and begins with comparisons',
      logs: ['cloudtrail:events'],
      matches,
    });
  });
}

/** Rules that have nothing to do with the records. */
export const otherRules = (count: number): readonly Rule[] =>
  benchRules(count).map(({ name, where = {} }) =>
    defineRule({
      name: `other_${name}`,
      description: 'A rule on another log type',
      logs: ['okta:events'],
      where,
      matches: (record) => at(record, 'userName') !== 'root',
    }),
  );

function whereRule(n: number, random: ReturnType<typeof seeded>): Rule {
  const wanted = Array.from({ length: 1 + random.int(6) }, () => random.pick(calls));
  const extra: readonly Where[] = [
    { 'userIdentity.type': ['Root', 'FederatedUser'] },
    { recipientAccountId: '999999999999' },
    { awsRegion: ['me-south-1', 'af-south-1'] },
    { sourceIPAddress: { cidr: ['192.0.2.0/24'] } },
    { userAgent: { startsWith: 'python-requests/' } },
  ];
  return rule({
    name: `bench_where_${n}`,
    description: 'A rule with a declarative condition',
    logs: ['cloudtrail:events'],
    where: { eventName: [...new Set(wanted)], ...random.pick(extra) },
    matches: (record) => at(record, 'requestParameters', 'userName') !== 'root',
  });
}

function codeRule(n: number): Rule {
  const call = calls[n % calls.length] ?? '';
  return rule({
    name: `bench_code_${n}`,
    description: 'A rule that is code only',
    logs: ['cloudtrail:events'],
    matches: (record) =>
      at(record, 'eventName') === call &&
      at(record, 'userIdentity', 'type') === 'Root' &&
      at(record, 'requestParameters', 'policyArn') ===
        'arn:aws:iam::aws:policy/AdministratorAccess',
  });
}
