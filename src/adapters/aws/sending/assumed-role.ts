import type { LambdaClient } from '@aws-sdk/client-lambda';
import { parseXml, XmlElement, type XmlNode } from '@rgrove/parse-xml';
import { boundedAnswer } from './answer.ts';
import { type AwsSettings, timeoutDefault } from './call.ts';

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

type Assumed =
  | { readonly outcome: 'assumed'; readonly credentials: TemporaryCredentials }
  | { readonly outcome: 'failed'; readonly error: unknown };

/** Whoever reads the trail of a role finds us by it. */
const sessionName = 'streamalert_alert_processor';

/** Credentials are asked for anew so long before they end; a request under way needs them to the end. */
const renewalMilliseconds = 5 * 60_000;

/**
 * Takes on roles and keeps their credentials as long as they are good. The calls are signed by the signer of another
 * service's client: one call is no reason for one more client in every installation.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumedRoles(
  settings: AwsSettings,
  configIn: (region: string) => LambdaClient['config'],
): (roleArn: string, region: string) => Promise<Assumed> {
  const kept = new Map<string, TemporaryCredentials>();
  return async (roleArn, region) => {
    const known = kept.get(roleArn);
    if (known !== undefined && known.expiration.getTime() - Date.now() > renewalMilliseconds) {
      return { outcome: 'assumed', credentials: known };
    }
    try {
      const credentials = await assumeRole(settings, configIn(region), roleArn, region);
      kept.set(roleArn, credentials);
      return { outcome: 'assumed', credentials };
    } catch (error) {
      return { outcome: 'failed', error };
    }
  };
}

async function assumeRole(
  { tokenEndpoint, client = {} }: AwsSettings,
  config: LambdaClient['config'],
  roleArn: string,
  region: string,
): Promise<TemporaryCredentials> {
  const url = new URL(tokenEndpoint ?? `https://sts.${region}.${domainOf(region)}`);
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
  }).toString();
  const signer = await config.signer({
    name: 'sigv4',
    signingName: 'sts',
    signingRegion: region,
    properties: {},
  });
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: '/',
    query: {},
    headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  // Of the same client, so that time-outs and TLS are as for every other call.
  const { response } = await config.requestHandler.handle(signed);
  return credentialsIn(
    response.statusCode,
    new TextDecoder().decode(
      await boundedAnswer(response.body, client.timeoutMilliseconds ?? timeoutDefault),
    ),
  );
}

const domainOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';

function credentialsIn(status: number, text: string): TemporaryCredentials {
  const fields = leaves(text);
  const code = fields.get('Code');
  if (status !== 200) throw stsError(status, code ?? 'Unknown', fields.get('Message') ?? '');
  const accessKeyId = fields.get('AccessKeyId');
  const secretAccessKey = fields.get('SecretAccessKey');
  const sessionToken = fields.get('SessionToken');
  const expiration = new Date(fields.get('Expiration') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiration.getTime())) {
    throw new Error('the answer has no credentials; is the endpoint right?');
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

const stsError = (status: number, name: string, message: string): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

/** The texts of all elements that have no elements inside. What is no XML has none. */
function leaves(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (node: XmlNode): void => {
    if (!(node instanceof XmlElement)) return;
    if (node.children.some((child) => child instanceof XmlElement)) node.children.forEach(walk);
    else found.set(node.name, node.text);
  };
  try {
    parseXml(text).children.forEach(walk);
  } catch {
    // A page of a proxy: the status is all there is to say.
  }
  return found;
}
