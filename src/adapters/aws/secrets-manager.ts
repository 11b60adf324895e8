import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Credentials, DestinationName, SecretStore } from '../../ports/secrets.ts';
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

/** A hundred secrets each. */
const pagesMax = 100;

/** The shortest that AWS takes: so long a secret that was removed by mistake can be restored. */
const recoveryDays = 7;

/** Credentials as secrets of AWS Secrets Manager, under the names that parameters have in SSM. */
export function secretsManagerSecrets(place: AwsSecretPlace): SecretStore {
  const client = new SecretsManagerClient(secretClientSettings(place));
  const secretOf = (service: string, descriptor: string) => secretName(place, service, descriptor);
  return {
    place: `Secrets Manager below ${folderPath(place)} in ${place.region}`,
    async credentials(service, descriptor) {
      const name = secretOf(service, descriptor);
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
        return credentialsIn(`secret ${name}`, SecretString, { service, descriptor });
      } catch (error) {
        if (isNotFound(error) || isRemoved(error)) return undefined;
        throw readFailure(`reading secret ${name}`, 'secretsmanager:GetSecretValue', error, {
          service,
          descriptor,
        });
      }
    },
    async set(service, descriptor, credentials) {
      const name = secretOf(service, descriptor);
      try {
        await put(client, place, name, credentials);
      } catch (error) {
        const actions = 'secretsmanager:PutSecretValue and secretsmanager:CreateSecret';
        throw secretFailure(`writing secret ${name}`, actions, error, credentials);
      }
    },
    async remove(service, descriptor) {
      if (!isPossibleName(descriptor)) return false;
      const name = secretOf(service, descriptor);
      try {
        await client.send(
          new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: recoveryDays }),
        );
        return true;
      } catch (error) {
        if (isNotFound(error) || isRemoved(error)) return false;
        throw secretFailure(`removing secret ${name}`, 'secretsmanager:DeleteSecret', error);
      }
    },
    list: () => listed(client, place),
  };
}

/** One that was removed lately is still there and has to be restored first. */
async function put(
  client: SecretsManagerClient,
  { kmsKeyAlias }: AwsSecretPlace,
  name: string,
  credentials: Credentials,
): Promise<void> {
  const SecretString = JSON.stringify(credentials);
  const putValue = () => client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  try {
    await putValue();
  } catch (error) {
    if (isRemoved(error)) {
      await client.send(new RestoreSecretCommand({ SecretId: name }));
      await putValue();
    } else if (isNotFound(error)) {
      await client.send(
        new CreateSecretCommand({
          Name: name,
          SecretString,
          KmsKeyId: `alias/${kmsKeyAlias}`,
          Description: 'Credentials of a StreamAlert output',
        }),
      );
    } else throw error;
  }
}

async function listed(
  client: SecretsManagerClient,
  place: AwsSecretPlace,
): Promise<readonly DestinationName[]> {
  const path = folderPath(place);
  const found: DestinationName[] = [];
  let token: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    try {
      const { SecretList = [], NextToken } = await client.send(
        new ListSecretsCommand({
          Filters: [{ Key: 'name', Values: [path] }],
          MaxResults: 100,
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      found.push(...SecretList.flatMap(({ Name = '' }) => destinationNamed(place, Name) ?? []));
      token = NextToken;
    } catch (error) {
      throw secretFailure(`listing secrets ${path}`, 'secretsmanager:ListSecrets', error);
    }
    if (token === undefined || token === '') break;
  }
  return byName(found);
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

/** It waits for its deletion; AWS has no name of its own for that. */
const isRemoved = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'InvalidRequestException' &&
  /deletion|deleted/i.test(error.message);
