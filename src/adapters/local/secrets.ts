import { StreamAlertError } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** The environment variable that holds the credentials of a destination; names that differ in signs only share it. */
export const credentialVariable = (service: string, descriptor: string): string =>
  `STREAMALERT_OUTPUT_${service}_${descriptor}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');

/**
 * Credentials from environment variables: `STREAMALERT_OUTPUT_SLACK_SOC='{"url": "https://…"}'`. An empty variable
 * is as good as none.
 */
export function environmentSecrets(
  environment: Readonly<Record<string, string | undefined>>,
): Secrets {
  return {
    async credentials(service, descriptor) {
      const variable = credentialVariable(service, descriptor);
      const text = environment[variable];
      if (text === undefined || text.trim() === '') return undefined;
      return parsed(variable, text);
    },
  };
}

/** The environment variable that holds the credential of a feed of indicators. */
export const feedVariable = (credential: string): string =>
  `STREAMALERT_FEED_${credential}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');

/** The credential of a feed; undefined when none is there. Throws for a variable that is no JSON object. */
export function feedCredential(
  environment: Readonly<Record<string, string | undefined>>,
  credential: string,
): Readonly<Record<string, unknown>> | undefined {
  const variable = feedVariable(credential);
  const text = environment[variable];
  return text === undefined || text.trim() === '' ? undefined : parsed(variable, text);
}

function parsed(variable: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The cause is left out on purpose: its message quotes the text, which is secret.
    throw unreadable(variable, 'is not JSON');
  }
  if (!isJsonObject(value)) throw unreadable(variable, 'is no JSON object');
  return value;
}

const unreadable = (variable: string, what: string) =>
  new StreamAlertError('SECRET_MISSING', `the environment variable ${variable} ${what}`, {
    hint: `Write it as ${variable}='{"<credential>": "<value>"}'.`,
  });
