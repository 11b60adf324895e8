import { availableParallelism } from 'node:os';
import { z } from 'zod';

/** How many threads a command works with. */
export const workersOption = z
  .int()
  .min(1)
  .max(64)
  .default(availableParallelism())
  .describe('threads that classify and detect')
  .meta({ short: 'w' });
