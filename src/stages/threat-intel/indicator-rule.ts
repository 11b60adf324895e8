import { defineRule } from '../../domain/define-rule.ts';
import { indicatorDetailsKey, indicatorsKey } from '../../domain/indicator.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import type { Rule } from '../../domain/rule.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import type { IndicatorSettings } from './mark-indicators.ts';

export const indicatorRuleName = 'indicator_of_compromise_seen';

const description = 'A record holds a value that is listed as an indicator of compromise';

/** What a responder's list of indicators is for: a record that holds one of them is an alert. */
export const indicatorRule = (settings: IndicatorSettings): Rule =>
  defineRule({
    name: indicatorRuleName,
    description,
    severity: (record) => severityOf(detailsOf(record)),
    title: (record) => titleOf(detailsOf(record)),
    tags: ['threat-intelligence'],
    falsePositives: [
      'Addresses and names that are shared by many: hosting providers, content delivery networks, exits of proxies',
    ],
    datatypes: [...new Set(Object.values(settings.normalizedIocTypes).flat())],
    where: { [indicatorsKey]: { exists: true } },
  });

/** The rules, with ours unless one of them has its name. */
export const withIndicatorRule = (
  rules: readonly Rule[],
  settings: IndicatorSettings,
): readonly Rule[] =>
  rules.some(({ name }) => name === indicatorRuleName)
    ? rules
    : [...rules, indicatorRule(settings)];

function detailsOf(record: { readonly [key: string]: unknown }): readonly JsonObject[] {
  const details = record[indicatorDetailsKey];
  return Array.isArray(details) ? details.filter(isJsonObject) : [];
}

/** Whoever answers there is being controlled, or paid. */
const grave = /c2|c&c|command.?and.?control|botnet|ransom|apt|payload|malware|exploit|stealer/i;
/** Nuisances of the internet, met by everybody. */
const slight = /scan|spam|brute|(^|[^a-z])tor([^a-z]|$)|proxy|vpn|anonym|adware|parked|sinkhole/i;

const certain = 75;
const doubtful = 40;

function severityOf(details: readonly JsonObject[]): Severity {
  return details
    .map(severityOfOne)
    .reduce((worst, next) => (severityRank(next) > severityRank(worst) ? next : worst), 'low');
}

function severityOfOne({ sub_type: subType, confidence }: JsonObject): Severity {
  const kind = typeof subType === 'string' ? subType : '';
  const trust = typeof confidence === 'number' ? confidence : undefined;
  if (trust !== undefined && trust < doubtful) return 'low';
  if (slight.test(kind)) return 'low';
  const isCertain = trust === undefined || trust >= certain;
  return grave.test(kind) && isCertain ? 'high' : 'medium';
}

const namesMax = 3;

function titleOf(details: readonly JsonObject[]): string {
  const [first] = details;
  if (first === undefined) return description;
  const values = [...new Set(details.map(({ value }) => String(value)))];
  const shown = values.slice(0, namesMax).join(', ');
  const more = values.length > namesMax ? ` and ${values.length - namesMax} more` : '';
  const kind = typeof first['sub_type'] === 'string' ? ` as ${first['sub_type']}` : '';
  const plural = values.length === 1 ? 'is' : 'are';
  return `${shown}${more} ${plural} listed${kind} by ${String(first['source'])}`;
}
