import { z } from 'zod';
import { dataDirOption } from '../existing-state.ts';

/** Names and notes travel to every output that is told. */
const nameCharactersMax = 200;
const noteCharactersMax = 4_000;

export const byOption = z
  .string()
  .trim()
  .min(1)
  .max(nameCharactersMax)
  .optional()
  .describe('who does it; the account that runs the command when absent')
  .meta({ value: 'name' });

export const settleArguments = z.object({
  id: z
    .array(z.string().min(1))
    .default([])
    .describe('ids, or their first characters, as alerts list shows them'),
});

export const settleOptions = z.object({
  note: z
    .string()
    .trim()
    .min(1)
    .max(noteCharactersMax)
    .optional()
    .describe('what others should know about it')
    .meta({ value: 'text' }),
  by: byOption,
  rule: z.string().optional().describe('all of this rule, with --open').meta({ value: 'name' }),
  open: z.boolean().default(false).describe('with --rule: those that nobody has resolved'),
  yes: z.boolean().default(false).describe('do not ask').meta({ short: 'y' }),
  dataDir: dataDirOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});
