import { z } from 'zod';

/** Of commands that run a rule on events. */
export const ruleSecondsOption = z
  .number()
  .min(0.1)
  .max(600)
  .default(5)
  .describe('a rule that takes longer with one record is taken for one that never ends')
  .meta({ value: 'n' });
