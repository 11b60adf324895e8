import { z } from 'zod';
import { quarantineReasons } from '../../domain/quarantine-reason.ts';
import type { QuarantineFilter } from '../../ports/state-store.ts';
import { instantOption } from '../instant.ts';

const reasonWords = quarantineReasons.map((reason) => reason.replaceAll(' ', '-'));

/** Which records in quarantine a command is about. */
export const quarantineFilterOptions = {
  source: z.string().optional().describe('only of this data source'),
  logType: z.string().optional().describe('only those that came nearest to this log type'),
  reason: z
    .string()
    .optional()
    .describe(`only those with this reason: ${reasonWords.join(', ')}`)
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const asked = text.toLowerCase().replaceAll('-', ' ');
      const reason = quarantineReasons.find((known) => known.toLowerCase() === asked);
      if (reason !== undefined) return reason;
      const message = `"${text}" is no reason; it is one of ${reasonWords.join(', ').toLowerCase()}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  since: instantOption('only those that arrived then or later'),
  until: instantOption('only those that arrived before'),
};

const filterOptions = z.object(quarantineFilterOptions);

export function quarantineFilter({
  source,
  logType,
  reason,
  since,
  until,
}: z.infer<typeof filterOptions>): QuarantineFilter {
  return {
    ...(source === undefined ? {} : { resource: source }),
    ...(logType === undefined ? {} : { logType }),
    ...(reason === undefined ? {} : { reason }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}
