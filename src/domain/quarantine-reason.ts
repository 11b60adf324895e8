import type { QuarantineReason } from './batch.ts';

/** All of them, for those who read or ask for one by its name. */
export const quarantineReasons = [
  'no schema fits',
  'not JSON',
  'not UTF-8',
  'too long',
  'too deep',
  'invalid record',
  'unreadable',
] as const satisfies readonly QuarantineReason[];
