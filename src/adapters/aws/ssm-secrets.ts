import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { StreamAlertError } from '../../domain/errors.ts';
import type { DestinationName, SecretStore } from '../../ports/secrets.ts';
import {
  type AwsSecretPlace,
  byName,
  credentialsIn,
  destinationNamed,
  folderPath,
  isPossibleName,
  readFailure,
  secretClientSettings,
  secretFailure,
  secretName,
} from './ssm-place.ts';

/** What a parameter of the standard tier holds. */
const valueBytesMax = 4096;

/** Ten parameters each; nobody has so many outputs. */
const pagesMax = 500;

/** Credentials as SecureString parameters of AWS Systems Manager, under the names of earlier releases. */
export function ssmSecrets(place: AwsSecretPlace): SecretStore {
  const client = new SSMClient(secretClientSettings(place));
  return {
    place: `SSM parameters below ${folderPath(place)} in ${place.region}`,
    async credentials(service, descriptor) {
      const name = secretName(place, service, descriptor);
      try {
        const command = new GetParameterCommand({ Name: name, WithDecryption: true });
        const { Parameter } = await client.send(command);
        return credentialsIn(`SSM parameter ${name}`, Parameter?.Value, { service, descriptor });
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw readFailure(`reading SSM parameter ${name}`, 'ssm:GetParameter', error, {
          service,
          descriptor,
        });
      }
    },
    async set(service, descriptor, credentials) {
      const name = secretName(place, service, descriptor);
      const value = JSON.stringify(credentials);
      if (Buffer.byteLength(value) > valueBytesMax) throw tooLarge(name);
      try {
        await client.send(
          new PutParameterCommand({
            Name: name,
            Value: value,
            Type: 'SecureString',
            Tier: 'Standard',
            KeyId: `alias/${place.kmsKeyAlias}`,
            Overwrite: true,
            Description: `Credentials of the StreamAlert output ${service}:${descriptor}`,
          }),
        );
      } catch (error) {
        throw secretFailure(
          `writing SSM parameter ${name}`,
          'ssm:PutParameter',
          error,
          credentials,
        );
      }
    },
    async remove(service, descriptor) {
      if (!isPossibleName(descriptor)) return false;
      const name = secretName(place, service, descriptor);
      try {
        await client.send(new DeleteParameterCommand({ Name: name }));
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw secretFailure(`removing SSM parameter ${name}`, 'ssm:DeleteParameter', error);
      }
    },
    list: () => listed(client, place),
  };
}

async function listed(
  client: SSMClient,
  place: AwsSecretPlace,
): Promise<readonly DestinationName[]> {
  const path = folderPath(place);
  const found: DestinationName[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    try {
      const { Parameters = [], NextToken } = await client.send(
        new GetParametersByPathCommand({
          Path: path,
          Recursive: true,
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      found.push(...Parameters.flatMap(({ Name = '' }) => destinationNamed(place, Name) ?? []));
      token = NextToken;
    } catch (error) {
      throw secretFailure(`listing SSM parameters ${path}`, 'ssm:GetParametersByPath', error);
    }
    if (token === undefined || token === '') break;
  }
  return byName(found);
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ParameterNotFound';

const tooLarge = (name: string): StreamAlertError =>
  new StreamAlertError(
    'STATE_UNAVAILABLE',
    `writing SSM parameter ${name}: the credentials have more than 4 KB, which a parameter does not hold`,
    { hint: 'Secrets Manager holds 64 KB: "secrets_store": "secrets-manager" in conf/global.json' },
  );
