import { type Random, seeded } from './random.ts';

/** A corpus: lines as a source delivers them, and the log types that a reader tries on them. */
export interface Corpus {
  readonly name: string;
  /** Categories or log types of the data source. */
  readonly logs: readonly string[];
  readonly lines: readonly string[];
  /** JSON text, so that `JSON.parse` is its floor; else the floor is cutting it into lines. */
  readonly json: boolean;
}

const start = Date.UTC(2026, 2, 14, 8);
const iso = (n: number): string => `${new Date(start + n * 40).toISOString().slice(0, 19)}Z`;

const readCalls =
  'DescribeInstances DescribeVolumes ListBuckets GetBucketAcl Decrypt AssumeRole GetCallerIdentity DescribeSecurityGroups ListRoles GetObject HeadObject DescribeTags LookupEvents'.split(
    ' ',
  );
const writeCalls =
  'CreateTags RunInstances PutObject CreateSnapshot AuthorizeSecurityGroupIngress AttachRolePolicy CreateUser StopLogging PutBucketPolicy ConsoleLogin'.split(
    ' ',
  );
const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-1'];
const roles = ['deploy', 'eks-nodes', 'lambda-orders', 'backup', 'terraform', 'readonly'];
const agents = [
  'aws-cli/2.15.19 Python/3.11.6 Linux/5.15.0-1053-aws exe/x86_64 prompt/off command/ec2.describe',
  'aws-sdk-java/1.12.650 Linux/5.10.205-195.807.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.10 java/17.0.10',
  'console.amazonaws.com',
  'Boto3/1.34.32 md/Botocore#1.34.32 ua/2.0 os/linux#5.10.209 md/arch#x86_64 lang/python#3.9.16',
];

function cloudTrailEvent(random: Random, n: number): object {
  const write = random.chance(0.15);
  const name = random.pick(write ? writeCalls : readCalls);
  const account = random.pick(['111122223333', '444455556666', '777788889999']);
  const role = random.pick(roles);
  const uuid = () =>
    `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: random.chance(0.8) ? 'AssumedRole' : 'IAMUser',
      principalId: `AROA${random.hex(17).toUpperCase()}:${role}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/session-${random.hex(8)}`,
      accountId: account,
      accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROA${random.hex(17).toUpperCase()}`,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        attributes: { creationDate: iso(n), mfaAuthenticated: 'false' },
      },
    },
    eventTime: iso(n),
    eventSource: `${random.pick(['ec2', 's3', 'iam', 'sts', 'kms'])}.amazonaws.com`,
    eventName: name,
    awsRegion: random.pick(regions),
    sourceIPAddress: random.address(),
    userAgent: random.pick(agents),
    ...(random.chance(0.04)
      ? { errorCode: 'AccessDenied', errorMessage: `User is not authorized to perform: ${name}` }
      : {}),
    requestParameters: {
      filterSet: { items: [{ name: 'tag:env', valueSet: { items: [{ value: 'prod' }] } }] },
      instancesSet: {
        items: [{ instanceId: `i-0${random.hex(16)}` }, { instanceId: `i-0${random.hex(16)}` }],
      },
      maxResults: 1000,
    },
    responseElements: write ? { requestId: uuid(), _return: true } : null,
    requestID: uuid(),
    eventID: uuid(),
    readOnly: !write,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: 'ec2.us-east-1.amazonaws.com',
    },
  };
}

const flowLine = (random: Random, n: number): string => {
  const begin = Math.floor((start + n * 40) / 1000);
  return `2 111122223333 eni-0${random.hex(16)} ${random.address()} 203.0.113.${random.int(255)} ${1024 + random.int(60000)} ${random.pick([22, 80, 443, 3389])} 6 ${1 + random.int(40)} ${random.int(90000)} ${begin} ${begin + 60} ${random.pick(['ACCEPT', 'REJECT'])} OK`;
};

const osqueryResult = (random: Random, n: number): object => ({
  name: 'pack_incident-response_shell_history',
  hostIdentifier: `host-${random.int(400)}`,
  calendarTime: 'Sat Mar 14 08:00:00 2026 UTC',
  unixTime: Math.floor((start + n * 40) / 1000),
  epoch: 0,
  counter: random.int(900),
  decorations: { host_uuid: random.hex(32), username: random.pick(roles), env: 'prod' },
  columns: {
    username: random.pick(roles),
    command: `ls -la /srv/${random.hex(12)}`,
    history_file: '/home/ana/.bash_history',
    time: '0',
    uid: '1000',
  },
  action: 'added',
  log_type: 'result',
});

const syslogLine = (random: Random, n: number): string =>
  `Mar 14 ${new Date(start + n * 40).toISOString().slice(11, 19)} web-${random.int(90)} sshd[${random.int(30000)}]: Accepted publickey for ${random.pick(roles)} from ${random.address()} port ${random.int(60000)} ssh2: RSA SHA256:${random.hex(40)}`;

/** A line of a proxy: long, and with quotes, as CSV mostly is. */
const proxyLine = (random: Random, n: number): string =>
  [
    iso(n),
    random.address(),
    random.pick(roles),
    random.pick(['GET', 'POST', 'CONNECT']),
    `"https://shop.example.com/v2/${random.hex(12)}?q=${random.int(999)},1"`,
    random.pick([200, 302, 403, 404]),
    random.int(90000),
    random.int(9000),
    `203.0.113.${random.int(255)}`,
    443,
    `"${random.pick(agents)}"`,
    `"Business, ""${random.pick(['low', 'medium'])} risk"""`,
    random.pick(['allowed', 'blocked']),
    `proxy-${random.int(90)}`,
  ].join(',');

const loginLine = (random: Random, n: number): string =>
  `time=${Math.floor((start + n * 40) / 1000)} host=vpn-${random.int(90)} event=login user=${random.pick(roles)} src_ip=${random.address()} src_port=${1024 + random.int(60000)} dst_ip=203.0.113.${random.int(255)} dst_port=443 result=${random.pick(['success', 'failure'])} method=saml session=${random.hex(16)} risk=${random.int(900) / 100}`;

/** Schemas of the two, which no starter log type is. */
export const textSchemas = {
  'bench_proxy:access': {
    parser: 'csv',
    schema: {
      time: 'string',
      client_ip: 'string',
      user: 'string',
      method: 'string',
      url: 'string',
      status: 'integer',
      bytes_in: 'integer',
      bytes_out: 'integer',
      server_ip: 'string',
      server_port: 'integer',
      user_agent: 'string',
      category: 'string',
      verdict: 'string',
      host: 'string',
    },
  },
  'bench_vpn:login': {
    parser: 'kv',
    schema: {
      time: 'integer',
      host: 'string',
      event: 'string',
      user: 'string',
      src_ip: 'string',
      src_port: 'integer',
      dst_ip: 'string',
      dst_port: 'integer',
      result: 'string',
      method: 'string',
      session: 'string',
      risk: 'float',
    },
  },
};

/** All corpora with about so many records each. */
export function corpora(records: number): readonly Corpus[] {
  const random = seeded(7);
  const lines = (make: (n: number) => string) => Array.from({ length: records }, (_, n) => make(n));
  const trail = () => lines((n) => JSON.stringify(cloudTrailEvent(random, n)));
  const envelopes = Array.from({ length: Math.ceil(records / 100) }, (_, n) =>
    JSON.stringify({
      Records: Array.from({ length: 100 }, (__, m) => cloudTrailEvent(random, n * 100 + m)),
    }),
  );
  const mixed = lines((n) => {
    const kind = n % 50;
    if (kind === 0) return `{"unknown": "shape ${random.hex(20)}", "n": ${n}}`;
    if (kind < 25) return JSON.stringify(cloudTrailEvent(random, n));
    return JSON.stringify(osqueryResult(random, n));
  });
  const clean = mixed.filter((line) => !line.startsWith('{"unknown"'));
  return [
    { name: 'cloudtrail', logs: ['cloudtrail'], lines: trail(), json: true },
    { name: 'cloudtrail deliveries', logs: ['cloudtrail'], lines: envelopes, json: true },
    {
      name: 'osquery',
      logs: ['osquery'],
      lines: lines((n) => JSON.stringify(osqueryResult(random, n))),
      json: true,
    },
    { name: 'mixed', logs: ['*'], lines: clean, json: true },
    { name: 'mixed, 2 % garbage', logs: ['*'], lines: mixed, json: true },
    { name: 'vpc flow', logs: ['vpcflow'], lines: lines((n) => flowLine(random, n)), json: false },
    { name: 'syslog', logs: ['syslog'], lines: lines((n) => syslogLine(random, n)), json: false },
    { name: 'csv', logs: ['bench_proxy'], lines: lines((n) => proxyLine(random, n)), json: false },
    {
      name: 'key-value',
      logs: ['bench_vpn'],
      lines: lines((n) => loginLine(random, n)),
      json: false,
    },
  ];
}
