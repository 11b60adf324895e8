import {
  attacker,
  dana,
  dayEnd,
  dayStart,
  iso,
  mei,
  omar,
  on,
  type Person,
  staff,
} from './northwind.ts';
import { seededRandom } from './random.ts';
import { linesInOrder, type SampleFile, type TimedLine } from './sample-file.ts';

const random = seededRandom(20);

interface Happening {
  readonly eventType: string;
  readonly message: string;
  readonly actor: Person;
  readonly target?: Person;
  readonly address?: string;
  readonly failure?: string;
  readonly isProxy?: boolean;
}

const userAgent =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36';

const asUser = ({ oktaId, login, name }: Person) => ({
  id: oktaId,
  type: 'User',
  alternateId: `${login}@northwind.example`,
  displayName: name,
});

function line(time: number, happening: Happening): TimedLine {
  const { eventType, message, actor, target, failure, isProxy = false } = happening;
  const address = happening.address ?? actor.address;
  const at = time + random.below(1000);
  const record = {
    uuid: random.uuid(),
    published: new Date(at).toISOString(),
    eventType,
    version: '0',
    severity: failure === undefined ? 'INFO' : 'WARN',
    displayMessage: message,
    actor: asUser(actor),
    client: {
      ipAddress: address,
      device: 'Computer',
      userAgent: { rawUserAgent: userAgent, os: 'Mac OS X', browser: 'CHROME' },
      geographicalContext: isProxy
        ? { city: null, country: 'Netherlands' }
        : { city: 'Lisbon', country: 'Portugal' },
    },
    outcome: { result: failure === undefined ? 'SUCCESS' : 'FAILURE', reason: failure ?? null },
    target: target ? [asUser(target)] : [],
    transaction: { type: 'WEB', id: random.capitals(22) },
    securityContext: {
      asOrg: isProxy ? 'example hosting' : 'example telecom',
      isp: isProxy ? 'example hosting' : 'example telecom',
      isProxy,
    },
  };
  return { at, line: JSON.stringify(record) };
}

const story = (): readonly TimedLine[] => [
  line(on('10:51:17'), {
    eventType: 'user.authentication.auth_via_mfa',
    message: 'Authentication of user via MFA',
    actor: mei,
    failure: 'FastPass declined phishing attempt',
  }),
  line(on('11:03:41'), {
    eventType: 'user.mfa.okta_verify.deny_push',
    message: 'User rejected Okta push verify',
    actor: dana,
    address: attacker.proxy,
    failure: 'User rejected Okta push verify',
    isProxy: true,
  }),
  line(on('11:09:05'), {
    eventType: 'user.mfa.factor.reset_all',
    message: 'Reset all factors for user',
    actor: omar,
    target: dana,
  }),
  line(on('11:12:30'), {
    eventType: 'user.session.start',
    message: 'User login to Okta',
    actor: dana,
    address: attacker.proxy,
    isProxy: true,
  }),
  line(on('11:13:12'), {
    eventType: 'user.mfa.factor.activate',
    message: 'Activate factor for user',
    actor: dana,
    target: dana,
    address: attacker.proxy,
    isProxy: true,
  }),
  line(on('11:14:02'), {
    eventType: 'user.authentication.sso',
    message: 'User single sign on to app',
    actor: dana,
    address: attacker.proxy,
    isProxy: true,
  }),
  line(on('12:55:48'), {
    eventType: 'user.account.report_suspicious_activity_by_enduser',
    message: 'User report suspicious activity',
    actor: dana,
  }),
  line(on('13:01:10'), {
    eventType: 'user.session.clear',
    message: 'Clear user session',
    actor: omar,
    target: dana,
  }),
];

const ordinary = [
  ['user.authentication.sso', 'User single sign on to app'],
  ['user.authentication.sso', 'User single sign on to app'],
  ['user.authentication.auth_via_mfa', 'Authentication of user via MFA'],
  ['user.session.start', 'User login to Okta'],
  ['policy.evaluate_sign_on', 'Evaluation of sign-on policy'],
  ['user.session.end', 'User logout from Okta'],
  ['application.user_membership.add', 'Add user to application membership'],
  ['user.account.update_profile', 'Update user profile for Okta'],
] as const;

function ordinaryLine(): TimedLine {
  const [eventType, message] = random.pick(ordinary);
  const at = dayStart + random.below(dayEnd - dayStart);
  return line(at - (at % 1000), { eventType, message, actor: random.pick(staff) });
}

/** As a new version of the API might write it: `event_type` where the schema asks for `eventType`. */
const unknownShape = (at: number): TimedLine => ({
  at,
  line: JSON.stringify({
    uuid: random.uuid(),
    published: iso(at),
    event_type: 'user.risk.change',
    version: '1',
    severity: 'INFO',
    actor: asUser(random.pick(staff)),
    outcome: { result: 'SUCCESS', reason: null },
    risk: { level: 'LOW', previousLevel: 'LOW' },
  }),
});

export function oktaFile(): SampleFile {
  const lines = [
    ...Array.from({ length: 90 }, ordinaryLine),
    ...['09:20:11', '10:02:54', '12:31:07', '14:10:40'].map((time) => unknownShape(on(time))),
    ...story(),
  ];
  return { path: 'okta/system-log-2026-03-14.jsonl', text: linesInOrder(lines) };
}
