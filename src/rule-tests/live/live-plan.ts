import { credentialVariable } from '../../adapters/local/secrets.ts';
import type { Alert } from '../../domain/alert.ts';
import { reasonOf } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { DeliveryPorts } from '../../stages/alert-processor/attempt-delivery.ts';

/** What a live test is about to do, for a person to agree to. */
export interface LivePlan {
  readonly rules: readonly PlannedRule[];
  /** What keeps an output from being tried; nothing is sent then. */
  readonly problems: readonly string[];
}

export interface PlannedRule {
  readonly ruleName: string;
  readonly alerts: number;
  readonly outputs: readonly string[];
}

/** Which alerts would go where, and whether all of it can be tried. */
export async function planLive(
  alerts: readonly Alert[],
  ports: Pick<DeliveryPorts, 'outputs' | 'destinations' | 'archives' | 'secrets'>,
): Promise<LivePlan> {
  const rules = [...Map.groupBy(alerts, ({ ruleName }) => ruleName)].map(([ruleName, ofRule]) => ({
    ruleName,
    alerts: ofRule.length,
    outputs: [...new Set(ofRule.flatMap(({ outputs }) => outputs))].sort(),
  }));
  const problems: string[] = [];
  for (const output of new Set(rules.flatMap(({ outputs }) => outputs))) {
    const problem = await problemOf(output, ports);
    if (problem === undefined) continue;
    const users = rules.filter(({ outputs }) => outputs.includes(output));
    problems.push(`${output} (${users.map(({ ruleName }) => ruleName).join(', ')}): ${problem}`);
  }
  return { rules: rules.sort((a, b) => (a.ruleName < b.ruleName ? -1 : 1)), problems };
}

async function problemOf(
  name: string,
  { outputs, destinations, archives, secrets }: Parameters<typeof planLive>[1],
): Promise<string | undefined> {
  if (archives?.includes(name)) return undefined;
  const [service = '', descriptor = ''] = name.split(':');
  const output = outputs.find((known) => known.service === service);
  if (output === undefined) {
    const built = outputs.map((known) => known.service).join(', ');
    return `no output "${service}" is built in, so nothing can be sent there from here; there is: ${built}`;
  }
  if (!destinations.some((known) => `${known.service}:${known.descriptor}` === name)) {
    const names = destinations.map((known) => `${known.service}:${known.descriptor}`);
    const nearest = nearestName(name, names);
    return `outputs.json does not list it${nearest ? `. Did you mean "${nearest}"?` : ''}`;
  }
  try {
    const credentials = await secrets.credentials(service, descriptor);
    const { error } = output.credentials.safeParse(credentials ?? {});
    if (error === undefined) return undefined;
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
    const variable = credentialVariable(service, descriptor);
    return credentials === undefined
      ? `it has no credentials; set ${variable}='{ … }' with ${fields}`
      : `its credentials do not fit: ${fields}; see ${variable}`;
  } catch (error) {
    return reasonOf(error);
  }
}
