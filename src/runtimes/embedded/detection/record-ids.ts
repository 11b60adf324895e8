import { randomFillSync } from 'node:crypto';

/** Ids are cut from a pool of random bytes: asking the system for each one costs more than the record's rules. */
const poolBytes = 16 * 256;

/** A maker of random UUIDs (version 4), as `streamalert_record_id` needs one for each normalised record. */
export function recordIds(): () => string {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;

  return () => {
    if (used === poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    pool[used + 6] = ((pool[used + 6] ?? 0) & 0x0f) | 0x40;
    pool[used + 8] = ((pool[used + 8] ?? 0) & 0x3f) | 0x80;
    const hex = pool.toString('hex', used, used + 16);
    used += 16;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
