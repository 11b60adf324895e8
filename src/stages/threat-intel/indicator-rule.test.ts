import { expect, test } from 'vitest';
import { testServices } from '../../../testing/rule-services.ts';
import type { JsonObject } from '../../domain/json.ts';
import { compileRules } from '../rules-engine/rules-engine.ts';
import { indicatorRule, indicatorRuleName, withIndicatorRule } from './indicator-rule.ts';

const settings = {
  normalizedIocTypes: { ip: ['ip_address'] },
  excludedIocs: {},
  clusters: 'all',
} as const;
const ours = indicatorRule(settings);
const engine = compileRules([ours], { services: testServices(), logTypes: ['a'] });

const normalized = {
  streamalert_normalization: { ip_address: [{ function: null, values: ['203.0.113.66'] }] },
};

const hit = (...details: JsonObject[]): JsonObject => ({
  ...normalized,
  'streamalert:ioc': { ip: ['203.0.113.66'] },
  'streamalert:ioc_details': details.map((detail) => ({
    type: 'ip',
    value: '203.0.113.66',
    source: 'feodo',
    sub_type: null,
    confidence: null,
    ...detail,
  })),
});

test('a record with a listed value is an alert, any other is not', async () => {
  expect(await engine.detect(hit({}), 'a')).toMatchObject({ matches: [{}], failures: [] });
  expect(await engine.detect({ ...normalized }, 'a')).toMatchObject({ matches: [] });
});

test.each<[string, JsonObject[], string]>([
  ['what is not said to be anything', [{}], 'medium'],
  ['a control server', [{ sub_type: 'botnet_cc', confidence: 100 }], 'high'],
  ['a control server by hearsay', [{ sub_type: 'c2', confidence: 20 }], 'low'],
  ['a scanner', [{ sub_type: 'scan_ip', confidence: 100 }], 'low'],
  ['a way into Tor', [{ sub_type: 'tor_ip' }], 'low'],
  ['an attacker, whose name ends alike', [{ sub_type: 'actor_ip' }], 'medium'],
  ['the worst of several', [{ sub_type: 'tor_ip' }, { sub_type: 'ransomware' }], 'high'],
])('%s', (_what, details, severity) => {
  const { severity: of } = ours;

  expect(typeof of === 'function' && of(hit(...details), {}, testServices())).toBe(severity);
});

test('the title says what was seen and who lists it', () => {
  const { title } = ours;

  expect(typeof title === 'function' && title(hit({ sub_type: 'c2' }), {}, testServices())).toBe(
    '203.0.113.66 is listed as c2 by feodo',
  );
});

test('a rule of that name takes its place', () => {
  const own = { ...ours, description: 'mine' };

  expect(withIndicatorRule([own], settings)).toEqual([own]);
  expect(withIndicatorRule([], settings).map(({ name }) => name)).toEqual([indicatorRuleName]);
});
