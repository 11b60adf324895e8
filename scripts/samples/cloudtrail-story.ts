import { type Call, keyOf, rootUser, sessionOf } from './cloudtrail-call.ts';
import { attacker, dana, exportsBucket, mei, on } from './northwind.ts';

interface Scene {
  readonly at: number;
  readonly call: Call;
}

type Caller = Pick<Call, 'identity' | 'address' | 'userAgent'>;

const reads = (
  time: string,
  caller: Caller,
  service: string,
  eventName: string,
  parameters: Call['parameters'] = {},
): Scene => ({
  at: on(time),
  call: { ...caller, service, eventName, readOnly: true, parameters },
});

const changes = (
  time: string,
  caller: Caller,
  service: string,
  eventName: string,
  parameters: Call['parameters'],
): Scene => ({
  at: on(time),
  call: { ...caller, service, eventName, readOnly: false, parameters },
});

const refused = ({ at, call }: Scene): Scene => ({ at, call: { ...call, error: 'AccessDenied' } });

const openToWorld = {
  groupId: 'sg-0a52b7c9d1e3f4680',
  ipPermissions: {
    items: [
      {
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        groups: {},
        ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
      },
    ],
  },
} as const;

const publicPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${exportsBucket}/*`,
    },
  ],
} as const;

const publicAccessBlock = {
  BlockPublicAcls: false,
  BlockPublicPolicy: false,
  IgnorePublicAcls: false,
  RestrictPublicBuckets: false,
} as const;

/** What the attacker does in AWS, first as Dana, then as root, then with a user of their own. */
export function cloudTrailStory(): readonly Scene[] {
  const stolen = sessionOf(dana, 'PlatformAdmin', attacker.proxy);
  const backup = keyOf('backup-svc', attacker.server);
  const rescuer = sessionOf(mei, 'PlatformAdmin');
  return [
    reads('11:18:03', stolen, 'sts', 'GetCallerIdentity', null),
    reads('11:18:40', stolen, 's3', 'ListBuckets'),
    reads('11:19:22', stolen, 'iam', 'ListUsers'),
    refused(changes('11:21:10', stolen, 'iam', 'CreateUser', { userName: 'backup-svc' })),
    reads('11:24:55', stolen, 'secretsmanager', 'BatchGetSecretValue', {
      filters: [{ key: 'all', values: ['root', 'admin', 'prod'] }],
    }),
    rootSignsIn(),
    changes('11:43:20', rootUser, 'iam', 'CreateUser', { userName: 'backup-svc' }),
    changes('11:43:50', rootUser, 'iam', 'AttachUserPolicy', {
      userName: 'backup-svc',
      policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    changes('11:43:58', rootUser, 'iam', 'CreateAccessKey', { userName: 'backup-svc' }),
    changes('11:44:12', backup, 'cloudtrail', 'StopLogging', { name: 'org-trail' }),
    changes('11:49:31', backup, 'ec2', 'AuthorizeSecurityGroupIngress', openToWorld),
    changes('11:52:08', backup, 's3', 'PutBucketPublicAccessBlock', {
      bucketName: exportsBucket,
      PublicAccessBlockConfiguration: publicAccessBlock,
    }),
    changes('11:52:47', backup, 's3', 'PutBucketPolicy', {
      bucketName: exportsBucket,
      bucketPolicy: publicPolicy,
    }),
    changes('11:54:21', backup, 'ssm', 'SendCommand', {
      documentName: 'AWS-RunShellScript',
      instanceIds: ['i-0b7d21c9e4f35a680'],
      parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    }),
    changes('13:05:12', rescuer, 'cloudtrail', 'StartLogging', { name: 'org-trail' }),
    changes('13:05:50', rescuer, 'iam', 'UpdateAccessKey', {
      userName: 'backup-svc',
      accessKeyId: 'AKIAEXAMPLE7BACKUPSV',
      status: 'Inactive',
    }),
    changes('13:06:31', rescuer, 'ec2', 'RevokeSecurityGroupIngress', openToWorld),
  ];
}

function rootSignsIn(): Scene {
  const scene = changes('11:42:07', rootUser, 'signin', 'ConsoleLogin', null);
  const more = {
    eventType: 'AwsConsoleSignIn',
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { LoginTo: 'https://console.aws.amazon.com/', MFAUsed: 'No' },
  };
  return { ...scene, call: { ...scene.call, more } };
}
