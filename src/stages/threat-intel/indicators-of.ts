import type { Indicator, IndicatorType } from '../../domain/indicator.ts';
import { IndicatorTable, indicatorTableBuilder } from './indicator-table.ts';
import type { KnownIndicators } from './mark-indicators.ts';

/** A few indicators that are plain data in their normal form, such as the fixtures of a test. */
export function indicatorsOf(
  list: readonly Indicator[],
  now: () => number = Date.now,
): KnownIndicators {
  const builder = indicatorTableBuilder(list.length);
  const byValue = new Map<string, Indicator[]>();
  for (const indicator of list) {
    builder.add(indicator.type, indicator.value);
    const key = keyOf(indicator.type, indicator.value);
    byValue.set(key, [...(byValue.get(key) ?? []), indicator]);
  }
  return {
    table: new IndicatorTable(builder.finish()),
    indicators: {
      find: (type, value) =>
        (byValue.get(keyOf(type, value)) ?? []).filter(
          ({ expiresAt }) => expiresAt === null || expiresAt > now(),
        ),
    },
  };
}

const keyOf = (type: IndicatorType, value: string): string => `${type} ${value}`;
