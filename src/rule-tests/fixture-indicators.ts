import type { Config } from '../config/config.ts';
import { indicatorForm, readIndicator } from '../domain/indicator-form.ts';
import { type Indicator, indicatorTypes } from '../domain/indicator.ts';
import { indicatorsOf } from '../stages/threat-intel/indicators-of.ts';
import {
  compileMarkIndicators,
  type MarkIndicators,
} from '../stages/threat-intel/mark-indicators.ts';
import type { FixtureIndicator } from './event-fixtures.ts';

/** Marks records as the engine would if these fixtures were all that threat intelligence knows. */
export function fixtureMarker(
  fixtures: readonly FixtureIndicator[],
  { normalizedIocTypes, excludedIocs }: Config['threatIntel'],
): MarkIndicators {
  const known = indicatorsOf(fixtures.flatMap(indicatorsFor));
  const settings = { normalizedIocTypes, excludedIocs, clusters: 'all' } as const;
  return compileMarkIndicators(settings, () => [known]);
}

/**
 * As in the original, a value is found whatever type the fixture gives it: it is asked for as what the configuration
 * takes the field for.
 */
function indicatorsFor({ value: text, subType }: FixtureIndicator): readonly Indicator[] {
  const plain = indicatorTypes.flatMap((type) => {
    const value = indicatorForm(type, text);
    return value === undefined ? [] : [{ type, value }];
  });
  const read = readIndicator(text);
  // A network is no value of a record, and is found all the same.
  const isNetwork = read.outcome === 'indicator' && read.value.includes('/') && read.type === 'ip';
  return [...plain, ...(isNetwork ? [read] : [])].map(({ type, value }) => ({
    type,
    value,
    subType,
    ...unsaid,
  }));
}

/** What a fixture does not say. */
const unsaid = {
  source: 'test_fixtures',
  confidence: null,
  addedAt: 0,
  expiresAt: null,
  note: null,
};
