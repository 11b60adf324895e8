import { z } from 'zod';
import { severities } from '../../domain/severity.ts';
import { type AlertQuery, type DeliveryState, deliveryStates } from '../../ports/alert-store.ts';
import { instantOption } from '../instant.ts';

const stateWords = deliveryStates.map((state) => state.replaceAll(' ', '-'));

/** Which alerts a command is about. */
export const alertFilterOptions = {
  rule: z.string().optional().describe('only of this rule'),
  output: z
    .string()
    .optional()
    .describe('only those that go to this output, such as slack:soc')
    .meta({ value: 'service:descriptor' }),
  state: z
    .string()
    .optional()
    .describe(`only those with a delivery that is ${stateWords.join(', ')}`)
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const asked = text.toLowerCase().replaceAll('-', ' ');
      const state = deliveryStates.find((known) => known === asked);
      if (state !== undefined) return state;
      const message = `"${text}" is no state; it is one of ${stateWords.join(', ')}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  severity: z
    .array(z.enum(severities))
    .optional()
    .describe('only of these severities')
    .meta({ value: 'severity' }),
  since: instantOption('only those that were raised then or later'),
  open: z.boolean().default(false).describe('only those that nobody has resolved'),
};

const filterOptions = z.object(alertFilterOptions);

type AlertFilter = Omit<AlertQuery, 'limit'>;

export function alertFilter({
  rule,
  output,
  state,
  severity,
  since,
  open,
}: z.infer<typeof filterOptions>): AlertFilter {
  return {
    ...(rule !== undefined && { ruleName: rule }),
    ...(output !== undefined && { output }),
    ...(state !== undefined && { state }),
    ...(severity !== undefined && { severities: severity }),
    ...(since !== undefined && { since }),
    ...(open && { isOpen: true }),
  };
}

/** Deliveries that only alerts have that are part of a merged one. */
export const isOfMembers = (state: DeliveryState | undefined): boolean =>
  state === 'merging' || state === 'merged';
