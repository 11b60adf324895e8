import type { Indicator, IndicatorType } from '../domain/indicator.ts';

/**
 * Answers whether somebody has reported a value, at once and for nearly nothing when nobody has: it is asked for
 * every address of every record. Indicators that have expired are not found.
 */
export interface Indicators {
  find(type: IndicatorType, value: string): readonly Indicator[];
}
