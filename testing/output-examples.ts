import { z } from 'zod';
import type { Alert } from '../src/domain/alert.ts';
import type { JsonObject } from '../src/domain/json.ts';
import type { Output } from '../src/outputs/output.ts';
import type { Meaning } from './refusals.ts';
import { testCertificate } from './test-certificate.ts';

/** Where the service of an output is, in a test. */
export interface ServicePlace {
  /** Without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** The certificate that a client may trust, for outputs that take one. */
  readonly certificateAuthority?: string;
}

export interface OutputExample {
  /** Credentials that are neither a secret nor an address; those are filled in by the definition. */
  readonly credentials?: (place: ServicePlace) => JsonObject;
  readonly resource?: string | ((place: ServicePlace) => string);
  /** What the output needs of an alert. */
  readonly alert?: Partial<Alert>;
  /** What `deliver` gave back, for outputs that update, acknowledge or resolve. */
  readonly reference?: JsonObject;
  /** Ways to sign in: in each of them these credentials are absent. The first way is that of most tests. */
  readonly without?: readonly [readonly string[], ...(readonly string[])[]];
  /** `fault` or `task: fault` that means something else to this output, with the reason. */
  readonly unlike?: Readonly<Record<string, readonly [Meaning, reason: string]>>;
}

const anyAnswer = 'the endpoint is the operator’s own and may answer what it likes with 2xx';
const takenLong = { '100 MB with the status 200': ['goes on', anyAnswer] } as const;
const taken = { 'a page': ['goes on', anyAnswer], ...takenLong } as const;
const ownEndpoint: OutputExample = {
  credentials: () => ({ events: 'all' }),
  reference: { alert: 'alert-1' },
  unlike: taken,
};
const mails = { from_email: 'alerts@example.com', to_emails: 'soc@example.com' };
const mailReference = { message_id: '<key-1@example.com>' };
const jiraReference = { id: '10042', key: 'SEC-42' };
const jiraIssue = { project_key: 'SEC', issue_type: 'Task' };
const server = ({ host, port, certificateAuthority }: ServicePlace): JsonObject => ({
  host,
  port,
  ...(certificateAuthority !== undefined && { certificate_authority: certificateAuthority }),
});

/** Every output with what it needs besides secrets and addresses. A new output gets an entry here, which may be `{}`. */
export const outputExamples: Readonly<Record<string, OutputExample>> = {
  'aws-cloudwatch-log': { credentials: () => ({ log_group: '/acme/alerts' }) },
  'aws-firehose': { resource: 'alerts' },
  'aws-lambda': { resource: 'triage' },
  'aws-lambda-v2': {
    credentials: () => ({
      lambda_function_arn: 'arn:aws:lambda:eu-west-1:111122223333:function:triage',
    }),
  },
  'aws-s3': { resource: 'acme-alerts' },
  'aws-ses': { credentials: () => mails, reference: mailReference },
  'aws-sns': { resource: 'arn:aws:sns:eu-west-1:111122223333:alerts' },
  'aws-sqs': { resource: 'arn:aws:sqs:eu-west-1:111122223333:alerts' },
  carbonblack: {
    alert: {
      context: { carbonblack: { action: 'ban', value: '7FB55F5A62E78AF9B58D08AAEEAEF848' } },
    },
  },
  console: {},
  demisto: { reference: { incident_id: '1201' } },
  eventbridge: { resource: 'default' },
  file: { resource: 'alerts.jsonl' },
  github: {
    credentials: () => ({ repository: 'acme/alerts', username: 'ann' }),
    reference: { issue: '12', repository: 'acme/alerts' },
  },
  'google-chat': {
    reference: { message: 'spaces/AAAA/messages/m.1', thread: 'spaces/AAAA/threads/t' },
  },
  jira: { credentials: () => jiraIssue, reference: jiraReference },
  'jira-v2': {
    credentials: () => ({ ...jiraIssue, user_name: 'ann@example.com' }),
    reference: jiraReference,
  },
  komand: { unlike: taken },
  n8n: {
    ...ownEndpoint,
    credentials: () => ({ events: 'all', username: 'ann', headerName: 'x-proof' }),
    without: [
      ['username', 'password'],
      ['headerName', 'headerValue'],
    ],
    unlike: { ...taken, 404: ['later', 'n8n says so as long as the workflow is not active'] },
  },
  ocsf: {
    resource: ({ url }) => `${url}/findings`,
    reference: { finding_uid: 'alert-1' },
    unlike: takenLong,
  },
  opensearch: {
    credentials: () => ({ username: 'ann', index: 'alerts' }),
    reference: { index: 'alerts', id: 'key-1' },
    without: [['api_key'], ['username', 'password']],
    unlike: { 'deliver: 409': ['goes on', 'a document with this id is the alert itself'] },
  },
  pagerduty: {
    reference: { incident_key: 'soc:1' },
    unlike: { 403: ['later', 'this interface says "too many calls" by it'] },
  },
  'pagerduty-incident': {
    credentials: () => ({
      service_name: 'Security',
      service_id: 'PSVC',
      escalation_policy: 'All of us',
      escalation_policy_id: 'PPOL',
      email_from: 'ann@example.com',
    }),
    reference: { incident_id: 'PINC', dedup_key: 'soc:1' },
    unlike: {
      404: ['later', 'the user of the credentials is unknown, which an operator can mend'],
    },
  },
  'pagerduty-v2': { reference: { dedup_key: 'soc:1' } },
  phantom: { reference: { artifact_id: '7', container_id: '3' } },
  servicenow: {
    credentials: () => ({ username: 'ann' }),
    reference: { sys_id: 'a1b2c3', number: 'INC0010042' },
  },
  slack: {},
  'slack-bot': {
    credentials: () => ({ channel: 'C0123456789' }),
    reference: { channel: 'C0123456789', ts: '1773488527.000100' },
  },
  smtp: {
    credentials: (place) => ({ ...mails, ...server(place), user: 'ann' }),
    reference: mailReference,
  },
  'security-hub': { reference: { id: 'alert-1' } },
  'splunk-hec': {},
  syslog: {
    credentials: (place) => ({ ...server(place), client_certificate: testCertificate }),
    without: [['client_key', 'client_certificate'], []],
  },
  teams: {
    unlike: {
      '100 MB with the status 200': ['final', 'connectors refuse with the status 200 and a text'],
    },
  },
  victorops: { reference: { entity_id: 'streamalert/a_rule/1' } },
  tines: { ...ownEndpoint, unlike: takenLong },
  torq: {
    ...ownEndpoint,
    credentials: () => ({ events: 'all', headerName: 'x-proof' }),
    unlike: takenLong,
  },
  webhook: ownEndpoint,
};

/** The resource that `outputs.json` names for the example. */
export function exampleResource(service: string, place: ServicePlace): string | null {
  const { resource = null } = outputExamples[service] ?? {};
  return typeof resource === 'function' ? resource(place) : resource;
}

/** With its beginning and its end told by the same word, so that half of it is found as well. */
export const canaryOf = (service: string, field: string): string =>
  `canary-${service}-${field}-"%+/-canary`;

/** Credentials that fit the definition of an output: each secret is a canary, each address that of the place. */
export function exampleCredentials(
  { service, credentials }: Pick<Output, 'service' | 'credentials'>,
  place: ServicePlace,
  without: readonly string[] = outputExamples[service]?.without?.[0] ?? [],
): JsonObject {
  const given = Object.entries(outputExamples[service]?.credentials?.(place) ?? {}).filter(
    ([name]) => !without.includes(name),
  );
  const derived = Object.entries(credentials.shape).flatMap(([name, field]) => {
    const value = without.includes(name) ? undefined : derivedValue(service, name, field, place);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...derived, ...given]);
}

function derivedValue(
  service: string,
  name: string,
  field: z.core.$ZodType,
  { url }: ServicePlace,
): string | undefined {
  const kind = field instanceof z.ZodOptional ? field.unwrap() : field;
  const isSecret = isMarkedSecret(field);
  if (kind instanceof z.ZodURL) {
    return isSecret ? `${url}/canary-${service}-${name}/hook?key=canary-${service}` : url;
  }
  return isSecret ? canaryOf(service, name) : undefined;
}

/** Whether the definition marks a credential as secret; an optional one carries the mark inside. */
export const isMarkedSecret = (field: z.core.$ZodType): boolean =>
  z.globalRegistry.get(field instanceof z.ZodOptional ? field.unwrap() : field)?.['secret'] ===
  true;

/** Names of the credentials that an output keeps secret. */
export const secretFieldsOf = ({ credentials }: Pick<Output, 'credentials'>): readonly string[] =>
  Object.entries(credentials.shape)
    .filter(([, field]) => isMarkedSecret(field))
    .map(([name]) => name);
