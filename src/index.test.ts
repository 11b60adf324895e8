import { expect, test } from 'vitest';
import * as streamalert from './index.ts';

test('authors find the helpers under their present and their earlier names', () => {
  expect(streamalert.inSet).toBe(streamalert.matchesAny);
  expect(streamalert.fetchValuesByDatatype).toBe(streamalert.valuesForNormalizedType);
});

test('everything that the package exports is listed here', () => {
  expect(Object.keys(streamalert).toSorted()).toEqual([
    'at',
    'containsAny',
    'dataHasValue',
    'dataHasValueFromList',
    'dataHasValueFromSubstringList',
    'dataHasValueWithSubstring',
    'dynamicOutput',
    'endsWithAny',
    'fetchValuesByDatatype',
    'getFirstKey',
    'getKeys',
    'inNetwork',
    'inSet',
    'lastHour',
    'matcher',
    'matchesAny',
    'pathMatchesAny',
    'publisher',
    'randomBool',
    'rule',
    'safeJsonLoads',
    'severities',
    'severityRank',
    'startsWithAny',
    'validIp',
    'valuesForNormalizedType',
  ]);
});
