import type { Indicator, IndicatorType } from '../domain/indicator.ts';

/** Answers who has reported a value. Indicators that have expired are not found. */
export interface Indicators {
  /**
   * `value` stands in its normal form (`domain/indicator-form.ts`); a network of addresses is asked for as it is
   * listed.
   */
  find(type: IndicatorType, value: string): readonly Indicator[];
}
