import { StreamAlertError } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { outputs } from '../../outputs/index.ts';
import type { Output } from '../../outputs/output.ts';
import { showValue } from '../show-value.ts';
import type { TestStages } from '../stages.ts';
import type { RenderTarget } from './render-request.ts';

export interface WantedOutput {
  readonly definition: Output;
  /** Undefined: any destination of the service. */
  readonly descriptor: string | undefined;
}

/** Takes `slack` or `slack:soc` apart. */
export function wantedOutput(given: string): WantedOutput {
  const [service = '', descriptor, ...rest] = given.split(':');
  const definition = outputs.find((known) => known.service === service);
  if (definition === undefined) {
    const services = outputs.map((known) => known.service);
    const nearest = nearestName(service, services);
    const hint = nearest ? `Did you mean "${nearest}"?` : `There is: ${services.join(', ')}`;
    throw new StreamAlertError('USAGE', `there is no output service ${showValue(service)}`, {
      hint,
    });
  }
  if (descriptor === '' || rest.length > 0) {
    throw new StreamAlertError('USAGE', `${showValue(given)} is no output`, {
      hint: `Write it as ${service} or ${service}:descriptor.`,
    });
  }
  return { definition, descriptor };
}

/** What a destination is called that nobody has configured. */
const exampleDescriptor = 'example';

/** The destination that is meant: of those that the alert has, else of those that `outputs.json` lists. */
export function renderTarget(
  { definition: { service }, descriptor }: WantedOutput,
  ofAlert: readonly string[],
  { config }: Pick<TestStages, 'config'>,
): RenderTarget {
  const ofRule = ofAlert
    .filter((name) => name.startsWith(`${service}:`))
    .map((name) => name.slice(service.length + 1));
  const listed = config.outputs.filter((each) => each.service === service);
  const known = [...new Set([...ofRule, ...listed.map((each) => each.descriptor)])];
  const chosen = descriptor ?? known[0] ?? exampleDescriptor;
  if (known.length > 0 && !known.includes(chosen)) {
    const nearest = nearestName(chosen, known);
    const names = known.map((each) => `${service}:${each}`).join(', ');
    throw new StreamAlertError('USAGE', `there is no output "${service}:${chosen}"`, {
      hint: nearest ? `Did you mean "${service}:${nearest}"?` : `There is: ${names}`,
    });
  }
  const resource = listed.find((each) => each.descriptor === chosen)?.resource ?? null;
  return { service, descriptor: chosen, resource, isOfRule: ofRule.includes(chosen) };
}
