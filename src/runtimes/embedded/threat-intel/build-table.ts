import { setImmediate } from 'node:timers/promises';
import type { IndicatorStore } from '../../../ports/indicator-store.ts';
import { indicatorTableBuilder } from '../../../stages/threat-intel/indicator-table.ts';

/** The table that workers share, of what counts now. Others get their turn in between: a million takes seconds. */
export async function buildIndicatorTable(
  store: Pick<IndicatorStore, 'count' | 'values'>,
  now: number,
): Promise<SharedArrayBuffer> {
  const builder = indicatorTableBuilder(store.count());
  for (const values of store.values(now)) {
    for (const { type, value } of values) builder.add(type, value);
    await setImmediate();
  }
  return builder.finish();
}
